import { type BudgetLine, type GroupDemand, type ProblemActivity, type RoleDemand } from '@heli/contracts';
import { type Language } from '../../../i18n/index.js';
import { quoted, readPlusList, splitEntries, splitWords, unquoted } from './lists.js';
import { readWhole, readYuan, writeYuan } from './numbers.js';
import { every, plain, type Read, said, unclear } from './read.js';
import { AGE_CLASSES, readWord, writeWord } from './words.js';

/** Ids and names of what a demand names. */
export interface Names {
  readonly read: (thing: 'skill' | 'group', text: string) => Read<string>;
  readonly write: (thing: 'skill' | 'group', id: string) => string;
}

/** An entry `id=name 1/2/3 key:value flag`: words, and what follows a colon. */
interface Entry {
  readonly id?: string;
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const OPTION = /^([\p{L}]+)[:：](.+)$/su;
const ID = /^("(?:[^"\\]|\\.)*"|[^"=\s]+)=(.*)$/s;

function readEntry(text: string): Read<Entry> {
  const parts = splitWords(text);
  if (!parts.ok) return parts;
  const words: string[] = [];
  const options = new Map<string, string>();
  let id: string | undefined;
  for (const [index, part] of parts.value.entries()) {
    const named = index === 0 ? ID.exec(part) : null;
    const word = named ? (named[2] ?? '') : part;
    if (named) id = unquoted(named[1] ?? '');
    const option = word.startsWith('"') ? null : OPTION.exec(word);
    if (option) options.set((option[1] ?? '').toLowerCase(), option[2] ?? '');
    else if (word !== '') words.push(word);
  }
  return said({ words, options, ...(id === undefined ? {} : { id }) });
}

function readEntries<T>(
  text: string,
  read: (entry: Entry, place: number, text: string) => Read<T>,
): Read<T[]> {
  const entries = splitEntries(text);
  if (!entries.ok) return entries;
  return every(entries.value, (one, place) => {
    const entry = readEntry(one);
    return entry.ok ? read(entry.value, place, one) : entry;
  });
}

const NUMBERS = /^[\d.,]+(?:\/[\d.,]+)*$/;

/** The one word of numbers between slashes, and the words beside it. */
function takeNumbers(
  words: readonly string[],
  read: (text: string) => Read<number>,
): { numbers: Read<number[]>; rest: string[] } {
  const at = words.findIndex((word) => NUMBERS.test(plain(word)));
  const word = at < 0 ? undefined : words[at];
  return {
    numbers: word === undefined ? unclear('number_missing') : every(plain(word).split('/'), read),
    rest: words.filter((_, index) => index !== at),
  };
}

const option = (entry: Entry, ...keys: string[]): string | undefined =>
  keys.map((key) => entry.options.get(key)).find((value) => value !== undefined);

const LEADER_WORDS = new Set(['负责人', '带队', 'leader']);

/** `r1=引导员 1/4/6 技能:急救+英语 年龄:成年 负责人 权重:2` — least, wished and most people; one number is the wish. */
export function readRoles(text: string, names: Names): Read<RoleDemand[]> {
  return readEntries(text, (entry, place, written) => {
    const { numbers, rest } = takeNumbers(entry.words, readWhole);
    if (!numbers.ok || numbers.value.length > 3) return unclear('role_form', { entry: written });
    const flags = rest.filter((word) => LEADER_WORDS.has(word.toLowerCase()));
    const [name, ...surplus] = rest.filter((word) => !LEADER_WORDS.has(word.toLowerCase()));
    if (surplus.length > 0) return unclear('role_form', { entry: written });
    const [first = 0, second, third] = numbers.value;
    const skills = readPlusList(option(entry, '技能', 'skills', 'skill') ?? '');
    if (!skills.ok) return skills;
    const skillIds = every(skills.value, (skill) => names.read('skill', skill));
    if (!skillIds.ok) return skillIds;
    const age = readWord(AGE_CLASSES, option(entry, '年龄', 'age') ?? 'child');
    if (!age.ok) return age;
    const weight = readWhole(option(entry, '权重', 'weight') ?? '1');
    if (!weight.ok) return weight;
    const label = name === undefined ? undefined : unquoted(name);
    return said({
      id: entry.id ?? `r${place + 1}`,
      ...(label === undefined ? {} : { name: label }),
      skillIds: skillIds.value,
      min: second === undefined ? 0 : first,
      target: second ?? first,
      ...(third === undefined ? {} : { max: third }),
      minAgeClass: age.value,
      leader: flags.length > 0,
      weight: weight.value,
    });
  });
}

export function writeRoles(roles: readonly RoleDemand[], names: Names, language: Language): string {
  const chinese = language === 'zh-CN';
  return roles
    .map(({ id, name, skillIds, min, target, max, minAgeClass, leader, weight }) =>
      [
        `${quoted(id)}=${name === undefined ? '' : LEADER_WORDS.has(name.toLowerCase()) ? JSON.stringify(name) : quoted(name)}`,
        [min, target, ...(max === undefined ? [] : [max])].join('/'),
        ...(skillIds.length === 0
          ? []
          : [
              `${chinese ? '技能' : 'skills'}:${skillIds.map((skill) => quoted(names.write('skill', skill))).join('+')}`,
            ]),
        ...(minAgeClass === 'child'
          ? []
          : [`${chinese ? '年龄' : 'age'}:${writeWord(AGE_CLASSES, minAgeClass, language)}`]),
        ...(leader ? [chinese ? '负责人' : 'leader'] : []),
        ...(weight === 1 ? [] : [`${chinese ? '权重' : 'weight'}:${weight}`]),
      ].join(' '),
    )
    .join('; ');
}

/** `b1=物资 100/300` — purpose, least and wished yuan; one number is the least. */
export function readBudget(text: string): Read<BudgetLine[]> {
  return readEntries(text, (entry, place, written) => {
    const { numbers, rest } = takeNumbers(entry.words, readYuan);
    const [purpose, ...surplus] = rest;
    if (!numbers.ok || numbers.value.length > 2 || purpose === undefined || surplus.length > 0) {
      return unclear('budget_form', { entry: written });
    }
    const [minFen = 0, targetFen] = numbers.value;
    return said({
      id: entry.id ?? `b${place + 1}`,
      purpose: unquoted(purpose) ?? purpose,
      minFen,
      ...(targetFen === undefined ? {} : { targetFen }),
    });
  });
}

export const writeBudget = (lines: readonly BudgetLine[]): string =>
  lines
    .map(({ id, purpose, minFen, targetFen }) => {
      const amounts = [minFen, ...(targetFen === undefined ? [] : [targetFen])].map(writeYuan).join('/');
      return `${quoted(id)}=${quoted(purpose)} ${amounts}`;
    })
    .join('; ');

/** `投影仪 2; 桌子 10` */
export function readEquipment(text: string): Read<ProblemActivity['equipment']> {
  return readEntries(text, (entry, _place, written) => {
    const { numbers, rest } = takeNumbers(entry.words, readWhole);
    const [type, ...surplus] = rest;
    const [quantity] = numbers.ok ? numbers.value : [];
    if (quantity === undefined || type === undefined || surplus.length > 0) {
      return unclear('equipment_form', { entry: written });
    }
    return said({ type: unquoted(type) ?? type, quantity });
  });
}

export const writeEquipment = (demands: ProblemActivity['equipment']): string =>
  demands.map(({ type, quantity }) => `${quoted(type)} ${quantity}`).join('; ');

/** `g1= 2 标签:合唱+舞蹈 组织:g001+g002` */
export function readGroups(text: string, names: Names): Read<GroupDemand[]> {
  return readEntries(text, (entry, place, written) => {
    const { numbers, rest } = takeNumbers(entry.words, readWhole);
    const [count] = numbers.ok ? numbers.value : [];
    if (count === undefined || rest.length > 0) return unclear('group_form', { entry: written });
    const tags = readPlusList(option(entry, '标签', 'tags', 'tag') ?? '');
    if (!tags.ok) return tags;
    const named = option(entry, '组织', 'groups', 'group');
    const texts = readPlusList(named ?? '');
    if (!texts.ok) return texts;
    const groupIds = every(texts.value, (one) => names.read('group', one));
    if (!groupIds.ok) return groupIds;
    return said({
      id: entry.id ?? `g${place + 1}`,
      count,
      tags: tags.value,
      ...(named === undefined ? {} : { groupIds: groupIds.value }),
    });
  });
}

export function writeGroups(demands: readonly GroupDemand[], names: Names, language: Language): string {
  const chinese = language === 'zh-CN';
  return demands
    .map(({ id, count, tags, groupIds }) =>
      [
        `${quoted(id)}= ${count}`,
        ...(tags.length === 0 ? [] : [`${chinese ? '标签' : 'tags'}:${tags.map(quoted).join('+')}`]),
        ...(groupIds === undefined || groupIds.length === 0
          ? []
          : [
              `${chinese ? '组织' : 'groups'}:${groupIds.map((one) => quoted(names.write('group', one))).join('+')}`,
            ]),
      ].join(' '),
    )
    .join('; ');
}
