import { formatInstant, parseInstant } from '@heli/calendar';
import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';
import { type Language } from '../../../i18n/index.js';
import { localInstant, readClock, readDate } from './instants.js';
import { splitEntries } from './lists.js';
import { every, plain, type Read, said, unclear } from './read.js';
import { STATUSES, writeWord } from './words.js';

/**
 * Windows as people write them, one after another with semicolons:
 * `周六、周日 09:00-12:00; 工作日 18:00-21:00（优先）; 2013-05-01 全天（不可用）`,
 * `Sat, Sun 09:00-12:00; workdays 18:00-21:00 (preferred) from 2013-03-01 until 2013-06-30`.
 * What `writeAvailability` writes, `readAvailability` reads as the same windows.
 */
export function readAvailability(text: string, zone: string): Read<AvailabilityWindow[]> {
  const entries = splitEntries(text);
  return entries.ok ? every(entries.value, (entry) => readWindow(entry, zone)) : entries;
}

const DAY_WORD =
  /[周星礼工休假节每末]|mon|tue|wed|thu|fri|sat|sun|workday|weekday|weekend|rest|holiday|daily|every/;
const DATE = /\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)/;
const CLOCK = /\d{1,2}:\d{2}/;
/** Blanks are read one at a time: as many as anybody writes by hand, for a search through thousands would take its time. */
const DASH = /\s{0,4}(?:-|至|到|to)\s{0,4}/;

const DATES = new RegExp(DATE.source, 'g');
const HOURS = new RegExp(`(${CLOCK.source})${DASH.source}(${CLOCK.source})`);
const WHOLE_DAY = /全天|整天|all[ -]day/;

function readWindow(entry: string, zone: string): Read<AvailabilityWindow> {
  const text = plain(entry)
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[–—~〜]/g, '-')
    .replace(/(\d{1,2})[点时]半/g, '$1:30')
    .replace(/(\d{1,2})[点时]/g, '$1:00');
  const { status, rest } = takeStatus(text);
  return DAY_WORD.test(rest.replace(DATES, ' '))
    ? readWeekly(rest, status, entry)
    : readDated(rest, status, entry, zone);
}

/** Longest first: "unavailable" contains "available". */
const STATUS_WORDS = STATUSES.entries
  .flatMap((entry) => [...entry['zh-CN'], ...entry.en].map((word) => ({ word, value: entry.value })))
  .sort((a, b) => b.word.length - a.word.length);

function takeStatus(text: string): { status: AvailabilityStatus; rest: string } {
  for (const { word, value } of STATUS_WORDS) {
    if (!text.includes(word)) continue;
    return {
      status: value,
      rest: text
        .replace(word, ' ')
        .replace(/[()[\]]/g, ' ')
        .trim(),
    };
  }
  return { status: 'available', rest: text.replace(/[()[\]]/g, ' ').trim() };
}

function readWeekly(text: string, status: AvailabilityStatus, entry: string): Read<AvailabilityWindow> {
  const validity = takeValidity(text);
  if (!validity.ok) return validity;
  const hours = takeHours(validity.value.rest);
  if (!hours.ok) return unclear('window_hours', { entry });
  const days = readDays(hours.value.rest);
  if (!days.ok) return unclear('window_days', { entry, ...days.params });
  const { validFrom, validUntil } = validity.value;
  return said({
    type: 'weekly',
    ...(days.value.weekdays.length > 0 ? { weekdays: days.value.weekdays } : {}),
    ...(days.value.days === undefined ? {} : { days: days.value.days }),
    from: hours.value.from,
    to: hours.value.to,
    status,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  });
}

interface Validity {
  readonly validFrom?: string;
  readonly validUntil?: string;
  readonly rest: string;
}

const FROM = new RegExp(`(?:自|从|from)?\\s{0,4}(${DATE.source})\\s{0,4}(?:起|开始|onwards)?`);
const UNTIL = new RegExp(
  `(?:至|到|until|till|to|-)\\s{0,4}(${DATE.source})\\s{0,4}(?:止|为止)?|(${DATE.source})\\s{0,4}(?:止|为止)`,
);

function takeValidity(text: string): Read<Validity> {
  let rest = text;
  let validUntil: string | undefined;
  const until = UNTIL.exec(rest);
  if (until) {
    const date = readDate(until[1] ?? until[2] ?? '');
    if (!date.ok) return date;
    validUntil = date.value;
    rest = rest.replace(until[0], ' ');
  }
  let validFrom: string | undefined;
  const from = FROM.exec(rest);
  if (from) {
    const date = readDate(from[1] ?? '');
    if (!date.ok) return date;
    validFrom = date.value;
    rest = rest.replace(from[0], ' ');
  }
  return said({
    rest,
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validUntil === undefined ? {} : { validUntil }),
  });
}

function takeHours(text: string): Read<{ from: string; to: string; rest: string }> {
  const match = HOURS.exec(text);
  if (!match) {
    if (WHOLE_DAY.test(text)) return said({ from: '00:00', to: '24:00', rest: text.replace(WHOLE_DAY, ' ') });
    return unclear('not_clock');
  }
  const from = readClock(match[1] ?? '');
  const to = readClock(match[2] ?? '');
  if (!from.ok) return from;
  if (!to.ok) return to;
  return said({ from: from.value, to: to.value, rest: text.replace(match[0], ' ') });
}

interface Days {
  readonly weekdays: number[];
  readonly days?: 'workdays' | 'rest-days';
}

const HANZI = '一二三四五六日';
const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const HANZI_DAY = `[${HANZI}天]`;
const WEEK = '(?:周|星期|礼拜)';
const ENGLISH_DAY =
  '(mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|nesdays?|rsdays?|urdays?|s|nes|rs|r|ur)?\\.?';
const TO = '\\s*(?:-|至|到|to|through)\\s*';

const hanziDay = (sign: string): number => (sign === '天' ? 7 : HANZI.indexOf(sign) + 1);
const englishDay = (word: string): number => ENGLISH.indexOf(word) + 1;

function range(first: number, last: number): number[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, step) => ((first - 1 + step) % 7) + 1);
}

type DayReader = readonly [RegExp, (match: RegExpExecArray) => Days];
const only = (...weekdays: number[]): Days => ({ weekdays });

const DAY_READERS: readonly DayReader[] = [
  [/[\s,、/&和及]+|and\b/y, () => only()],
  [
    new RegExp(`${WEEK}(${HANZI_DAY})${TO}${WEEK}?(${HANZI_DAY})`, 'y'),
    ([, first = '', last = '']) => only(...range(hanziDay(first), hanziDay(last))),
  ],
  [new RegExp(`${WEEK}(${HANZI_DAY}+)`, 'y'), ([, signs = '']) => only(...Array.from(signs, hanziDay))],
  [/周末|weekends?\b/y, () => only(6, 7)],
  [/工作日|work(?:ing )?days?\b/y, () => ({ weekdays: [], days: 'workdays' })],
  [/休息日|节假日|假日|rest[ -]?days?\b/y, () => ({ weekdays: [], days: 'rest-days' })],
  [/每天|每日|daily\b|every ?day\b/y, () => only(...range(1, 7))],
  [/每周|每个?/y, () => only()],
  [/weekdays?\b/y, () => only(...range(1, 5))],
  [
    new RegExp(`${ENGLISH_DAY}${TO}${ENGLISH_DAY}`, 'y'),
    ([, first = '', last = '']) => only(...range(englishDay(first), englishDay(last))),
  ],
  [new RegExp(`${ENGLISH_DAY}(?![a-z])`, 'y'), ([, day = '']) => only(englishDay(day))],
];

function readDays(text: string): Read<Days> {
  const weekdays = new Set<number>();
  let days: Days['days'];
  for (let at = 0; at < text.length;) {
    const found = nextDays(text, at);
    if (!found) return unclear('window_days', { word: text.slice(at).trim() });
    for (const day of found.days.weekdays) weekdays.add(day);
    days = found.days.days ?? days;
    at = found.end;
  }
  if (weekdays.size === 0 && days === undefined) return unclear('window_days', { word: text.trim() });
  return said({ weekdays: [...weekdays].sort((a, b) => a - b), ...(days === undefined ? {} : { days }) });
}

function nextDays(text: string, at: number): { days: Days; end: number } | undefined {
  for (const [pattern, read] of DAY_READERS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match && match[0] !== '') return { days: read(match), end: at + match[0].length };
  }
  return undefined;
}

const DATED = new RegExp(
  `^(${DATE.source})(?: (${CLOCK.source}))?(?:${DASH.source}(${DATE.source})? ?(${CLOCK.source})?)?$`,
);

/** `2013-03-09 09:00-12:00`, `2013-05-01 - 2013-05-03`, `2013-03-09 22:00 - 2013-03-10 02:00`, `2013-05-01 全天` */
function readDated(
  text: string,
  status: AvailabilityStatus,
  entry: string,
  zone: string,
): Read<AvailabilityWindow> {
  const match = DATED.exec(text.replace(WHOLE_DAY, ' ').trim().replace(/\s+/g, ' '));
  if (!match) return unclear('window_form', { entry });
  const [, firstDay = '', firstClock = '00:00', lastDay = firstDay, lastClock = '24:00'] = match;
  const first = readDate(firstDay);
  const last = readDate(lastDay);
  const from = readClock(firstClock);
  const to = readClock(lastClock);
  if (!first.ok || !last.ok || !from.ok || !to.ok) return unclear('window_form', { entry });
  return said({
    type: 'dated',
    start: localInstant(first.value, from.value, zone),
    end: localInstant(last.value, to.value, zone),
    status,
  });
}

export function writeAvailability(
  windows: readonly AvailabilityWindow[],
  zone: string,
  language: Language,
): string {
  return windows.map((window) => writeWindow(window, zone, language)).join('; ');
}

function writeWindow(window: AvailabilityWindow, zone: string, language: Language): string {
  const chinese = language === 'zh-CN';
  const status = window.status === 'available' ? '' : writeWord(STATUSES, window.status, language);
  const mark = status === '' ? '' : chinese ? `（${status}）` : ` (${status})`;
  if (window.type === 'dated') return `${writeDated(window.start, window.end, zone)}${mark}`;
  const { validFrom, validUntil } = window;
  const since = validFrom === undefined ? '' : chinese ? ` 自${validFrom}起` : ` from ${validFrom}`;
  const till = validUntil === undefined ? '' : chinese ? ` 至${validUntil}止` : ` until ${validUntil}`;
  return `${writeDays(window, chinese)} ${window.from}-${window.to}${mark}${since}${till}`;
}

function writeDays(window: Extract<AvailabilityWindow, { type: 'weekly' }>, chinese: boolean): string {
  const names = (window.weekdays ?? []).map((day) =>
    chinese ? `周${HANZI.charAt(day - 1)}` : capital(ENGLISH[day - 1] ?? ''),
  );
  const special =
    window.days === undefined
      ? []
      : window.days === 'workdays'
        ? [chinese ? '工作日' : 'workdays']
        : [chinese ? '休息日' : 'rest days'];
  return [...names, ...special].join(chinese ? '、' : ', ');
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function writeDated(start: string, end: string, zone: string): string {
  const [from, to] = [start, end].map((iso) => formatInstant(parseInstant(iso), zone));
  const [day, clock] = [from?.slice(0, 10) ?? '', from?.slice(11, 16) ?? ''];
  const [lastDay, lastClock] = [to?.slice(0, 10) ?? '', to?.slice(11, 16) ?? ''];
  return day === lastDay ? `${day} ${clock}-${lastClock}` : `${day} ${clock} - ${lastDay} ${lastClock}`;
}
