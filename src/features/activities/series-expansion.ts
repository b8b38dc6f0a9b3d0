import { expandRecurrence, formatInstant, parseInstant, RecurrenceError } from '@heli/calendar';
import { type FieldFault } from '../../errors/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { type ActivityValue } from './activity.store.js';
import { type SeriesValue } from './series.store.js';

/** Where and when a series takes place. */
export interface SeriesFrame {
  /** Epoch minutes. */
  readonly seasonStart: number;
  readonly seasonEnd: number;
  readonly zone: string;
  /** Public holidays, local dates. */
  readonly holidays: readonly string[];
}

export interface Occurrence {
  /** Start by the rule. */
  readonly start: Date;
  readonly activity: ActivityValue;
}

export type Expansion =
  | { readonly ok: true; readonly occurrences: readonly Occurrence[] }
  | { readonly ok: false; readonly fault: FieldFault };

const FREQUENCIES = /(?:^|;)FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;|$)/i;
const MINUTE = 60_000;

/** The activities that a series stands for in its season. The same series always gives the same ids. */
export function expandSeries(series: SeriesValue, frame: SeriesFrame, language: Language): Expansion {
  const refuse = (code: string): Expansion => ({
    ok: false,
    fault: { pointer: '/rrule', code, message: translate(language, `pools.faults.${code}`) },
  });
  const { template } = series;
  if (template === null) return { ok: true, occurrences: [] };
  if (!FREQUENCIES.test(series.rrule)) return refuse('recurrence_malformed');
  let starts: number[];
  try {
    starts = expandRecurrence({
      rrule: series.rrule,
      firstStart: series.firstStart,
      exceptDates: [...series.exceptDates, ...(series.skipHolidays ? frame.holidays : [])],
      zone: frame.zone,
      until: formatInstant(frame.seasonEnd, frame.zone),
    });
  } catch (error) {
    if (error instanceof RecurrenceError) return refuse(error.code.toLowerCase());
    throw error;
  }
  const { alternativeOffsetsMinutes, ...demands } = template;
  const fits = (start: number): boolean =>
    start >= frame.seasonStart && start + template.durationMinutes <= frame.seasonEnd;
  const occurrences = starts.filter(fits).map((start): Occurrence => {
    const candidates = [0, ...alternativeOffsetsMinutes].map((offset) => start + offset).filter(fits);
    return {
      start: new Date(start * MINUTE),
      activity: {
        ...demands,
        id: `${series.id}-${compactLocalTime(start, frame.zone)}`,
        seasonId: series.seasonId,
        seriesId: series.id,
        title: series.title,
        communityId: series.communityId,
        candidateStarts: [...new Set(candidates)].map((minute) => new Date(minute * MINUTE).toISOString()),
        predecessorIds: [],
      },
    };
  });
  return occurrences.length === 0 ? refuse('recurrence_empty') : { ok: true, occurrences };
}

/** `20130309T1400` */
const compactLocalTime = (minutes: number, zone: string): string =>
  formatInstant(minutes, zone).slice(0, 16).replace(/[-:]/g, '');

export const frameOf = (
  start: string,
  end: string,
  zone: string,
  holidays: readonly string[],
): SeriesFrame => ({
  seasonStart: parseInstant(start),
  seasonEnd: parseInstant(end),
  zone,
  holidays,
});
