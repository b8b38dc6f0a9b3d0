import {
  type ActivityKind,
  type AgeClass,
  type AvailabilityWindow,
  type BudgetLine,
  type GroupDemand,
  type ProblemActivity,
  type RoleDemand,
} from '@heli/contracts';
import { readAvailability, writeAvailability } from '../text/availability.js';
import {
  type Names,
  readBudget,
  readEquipment,
  readGroups,
  readRoles,
  writeBudget,
  writeEquipment,
  writeGroups,
  writeRoles,
} from '../text/demands.js';
import { readDate, readInstant, writeInstant } from '../text/instants.js';
import { quoted, readList, unquoted, writeList } from '../text/lists.js';
import { readDecimal, readWhole, readYuan, writeYuan } from '../text/numbers.js';
import { every, plain, type Read, said, unclear } from '../text/read.js';
import { AGE_CLASSES, KINDS, readWord, writeWord, YES_NO } from '../text/words.js';
import { type ReadContext, type Syntax, syntax, type Thing, type WriteContext } from './column.js';

export const words = syntax<string>(
  (text) => said(text),
  (value) => value,
);
export const whole = syntax<number>(readWhole, String);
export const decimal = syntax<number>(readDecimal, String);
export const yuan = syntax<number>(readYuan, writeYuan);
export const yesNo = syntax<boolean>(
  (text) => readWord(YES_NO, text),
  (value, { language }) => writeWord(YES_NO, value, language),
);
export const kind = syntax<ActivityKind>(
  (text) => readWord(KINDS, text),
  (value, { language }) => writeWord(KINDS, value, language),
);
export const age = syntax<AgeClass>(
  (text) => readWord(AGE_CLASSES, text),
  (value, { language }) => writeWord(AGE_CLASSES, value, language),
);
export const list = syntax<string[]>(readList, writeList);
export const kinds = syntax<ActivityKind[]>(
  (text) => {
    const parts = readList(text);
    return parts.ok ? every(parts.value, (one) => readWord(KINDS, one)) : parts;
  },
  (values, { language }) => writeList(values.map((value) => writeWord(KINDS, value, language))),
);

/** A thing by id or by name. */
export const one = (thing: Thing): Syntax =>
  syntax<string>(
    (text, { name }) => name(thing, text),
    (id, { name }) => name(thing, id),
    [thing],
  );

/** Things by ids or names; the order means nothing. */
export const many = (thing: Thing): Syntax =>
  syntax<string[]>(
    (text, { name }) => {
      const parts = readList(text);
      if (!parts.ok) return parts;
      const ids = every(parts.value, (part) => name(thing, part));
      return ids.ok ? said(ids.value.toSorted(byCodePoint)) : ids;
    },
    (ids, { name }) => writeList(ids.map((id) => name(thing, id))),
    [thing],
  );

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const availability = syntax<AvailabilityWindow[]>(
  (text, { zone }) => readAvailability(text, zone),
  (windows, { zone, language }) => writeAvailability(windows, zone, language),
);
export const instant = syntax<string>(
  (text, { zone }) => readInstant(text, zone),
  (value, { zone }) => writeInstant(value, zone),
);
export const instants = syntax<string[]>(
  (text, { zone }) => {
    const parts = readList(text);
    return parts.ok ? every(parts.value, (part) => readInstant(part, zone)) : parts;
  },
  (values, { zone }) => values.map((value) => writeInstant(value, zone)).join('; '),
);

const namesOf = ({ name }: Pick<ReadContext, 'name'>): Names => ({ read: name, write: (_thing, id) => id });
const writtenNames = ({ name }: WriteContext): Names => ({ read: () => unclear('not_a_word'), write: name });

export const roles = syntax<RoleDemand[]>(
  (text, context) => readRoles(text, namesOf(context)),
  (value, context) => writeRoles(value, writtenNames(context), context.language),
  ['skill'],
);
export const groups = syntax<GroupDemand[]>(
  (text, context) => readGroups(text, namesOf(context)),
  (value, context) => writeGroups(value, writtenNames(context), context.language),
  ['group'],
);
export const budget = syntax<BudgetLine[]>(readBudget, writeBudget);
export const equipment = syntax<ProblemActivity['equipment']>(readEquipment, writeEquipment);

interface Qualification {
  readonly skillId: string;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

/** Tried at every place of the text, so what may repeat has an end. */
const QUALIFICATION =
  /^(.+?)(?:[\s(]{1,6}(?:自|从|from\s{0,4})?(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})?(?:\s{0,4}起)?(?:\s{0,4}(?:-|~|至|到|until|to)\s{0,4}(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}))?(?:\s{0,4}止)?\s{0,4}\)?)?$/s;

/** `急救 2013-01-01~2014-12-31; 驾驶; first-aid ~2014-12-31` */
export const qualifications = syntax<Qualification[]>(
  (text, context) => {
    const parts = readList(text);
    return parts.ok ? every(parts.value, (part) => readQualification(part, context)) : parts;
  },
  (values, { name }) =>
    values
      .map(({ skillId, validFrom, validUntil }) => {
        const skill = quoted(name('skill', skillId));
        if (validFrom === undefined && validUntil === undefined) return skill;
        return `${skill} ${validFrom ?? ''}~${validUntil ?? ''}`;
      })
      .join('; '),
  ['skill'],
);

function readQualification(text: string, { name }: ReadContext): Read<Qualification> {
  const match = QUALIFICATION.exec(plain(text).replace(/~$/, ''));
  if (!match) return unclear('qualification_form');
  const [, skill = '', from, until] = match;
  const skillId = name('skill', unquoted(skill.trim()) ?? skill.trim());
  if (!skillId.ok) return skillId;
  const validFrom = from === undefined ? undefined : readDate(from);
  const validUntil = until === undefined ? undefined : readDate(until);
  if (validFrom && !validFrom.ok) return validFrom;
  if (validUntil && !validUntil.ok) return validUntil;
  return said({
    skillId: skillId.value,
    ...(validFrom ? { validFrom: validFrom.value } : {}),
    ...(validUntil ? { validUntil: validUntil.value } : {}),
  });
}
