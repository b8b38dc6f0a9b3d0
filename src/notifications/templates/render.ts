import {
  clockText,
  localDate,
  minuteOfDay,
  parseDate,
  parseInstant,
  weekdayOfDay,
  yearMonthDayOf,
} from '@heli/calendar';
import { type NoticeTemplate } from '@heli/contracts';
import { type Language } from '../../i18n/index.js';
import { en } from './en.js';
import { type ParametersOf } from './parameters.js';
import { type Draft, type Message, type NoticeTexts, type TimeWords } from './texts.js';
import { zhCN } from './zh-cn.js';

const TEXTS: Readonly<Record<Language, NoticeTexts>> = { 'zh-CN': zhCN, en };

/** The message in the recipient's language, with times on the clock of `zone`. */
export function render<T extends NoticeTemplate>(
  template: T,
  parameters: ParametersOf<T>,
  language: Language,
  zone: string,
): Message {
  const texts = TEXTS[language];
  const write: (parameters: ParametersOf<T>, times: TimeWords) => Draft = texts.templates[template];
  const { subject, lines, short = subject } = write(parameters, timeWords(texts, zone));
  return {
    subject: `${texts.sender}${subject}`,
    text: [...lines.filter((line) => line !== null), '', texts.ending].join('\n'),
    short: `${texts.sender}${short}`,
  };
}

/** How times are said in a language, on the clock of `zone`. */
export const momentWords = (language: Language, zone: string): TimeWords => timeWords(TEXTS[language], zone);

function timeWords(texts: NoticeTexts, zone: string): TimeWords {
  const day = (date: string): string => {
    const index = parseDate(date);
    const { year, month, day } = yearMonthDayOf(index);
    return texts.date(year, month, day, texts.weekdays[weekdayOfDay(index) - 1] ?? '');
  };
  const clock = (minutes: number): string => clockText(minuteOfDay(minutes, zone));
  const moment = (minutes: number): string =>
    `${day(localDate(minutes, zone))}${texts.dayGap}${clock(minutes)}`;
  return {
    day,
    moment: (instant) => moment(parseInstant(instant)),
    span: (start, end) => {
      const [from, to] = [parseInstant(start), parseInstant(end)];
      const sameDay = localDate(from, zone) === localDate(to, zone);
      return sameDay ? `${moment(from)}–${clock(to)}` : `${moment(from)} – ${moment(to)}`;
    },
  };
}
