import { DATA_QUALITY_CODES, type DataQualityCounts, type NoticeTemplate } from '@heli/contracts';
import { type Language, translate } from '../../i18n/index.js';
import { type ParametersOf } from './parameters.js';

/** One message: `short` is all that a group robot says. */
export interface Message {
  readonly subject: string;
  readonly text: string;
  readonly short: string;
}

/** Times in words of the language, on the clock of the recipient's community. */
export interface TimeWords {
  /** `2013年3月9日（周六）14:00–16:00` */
  span(start: string, end: string): string;
  /** `2013年3月9日（周六）14:00` */
  moment(instant: string): string;
  /** `2013年3月9日（周六）` */
  day(date: string): string;
}

/** Lines of the text; null leaves one out. */
export type Lines = readonly (string | null)[];

export interface Draft {
  readonly subject: string;
  readonly lines: Lines;
  /** Left out: the subject says it all. */
  readonly short?: string;
}

/** What one language says; one member a template. */
export interface NoticeTexts {
  readonly weekdays: readonly [string, string, string, string, string, string, string];
  /** @param weekday one of `weekdays` */
  date(year: number, month: number, day: number, weekday: string): string;
  /** What stands between a day and a clock time. */
  readonly dayGap: string;
  /** In front of every subject and short text: who speaks. */
  readonly sender: string;
  /** Last line of every text. */
  readonly ending: string;
  readonly templates: {
    readonly [T in NoticeTemplate]: (parameters: ParametersOf<T>, times: TimeWords) => Draft;
  };
}

/** One sentence for each finding, in the order of the contract: what it means, and what to do. */
export const findingLines = (counts: DataQualityCounts, language: Language): string[] =>
  DATA_QUALITY_CODES.flatMap((code) => {
    const count = counts[code];
    return count === undefined ? [] : [translate(language, `dataQuality.${code}`, { count })];
  });
