import { RRuleTemporal } from 'rrule-temporal';
import { formatInstant, localDate, parseInstant } from './zone.js';

/** More occurrences than this are a slip of the pen: five years of two a day have 3,650. */
export const MAX_OCCURRENCES = 5_000;

export interface Recurrence {
  /** RFC 5545 recurrence rule without the leading `RRULE:`. */
  readonly rrule: string;
  /** DTSTART, ISO 8601 with offset. It counts only where the rule yields it. */
  readonly firstStart: string;
  /** Local dates on which it does not take place. */
  readonly exceptDates?: readonly string[] | undefined;
  /** The zone whose clock time every occurrence keeps. */
  readonly zone: string;
  /** Occurrences start before this instant, whatever the rule says. */
  readonly until?: string | undefined;
}

export type RecurrenceFault = 'RECURRENCE_MALFORMED' | 'RECURRENCE_UNBOUNDED' | 'RECURRENCE_TOO_LONG';

export class RecurrenceError extends Error {
  override readonly name = 'RecurrenceError';

  constructor(
    readonly code: RecurrenceFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Starts in order, epoch minutes. Local times that clocks skip are left out (RFC 5545, section 3.3.10). Throws a
 * RecurrenceError for a rule that cannot be read, has no end, or has more than `MAX_OCCURRENCES` starts.
 */
export function expandRecurrence(recurrence: Recurrence): number[] {
  const { rrule, zone } = recurrence;
  const except = new Set(recurrence.exceptDates ?? []);
  const starts: number[] = [];
  eachStart(recurrence, (start) => {
    if (!except.has(localDate(start, zone))) starts.push(start);
    return starts.length <= MAX_OCCURRENCES;
  });
  if (starts.length > MAX_OCCURRENCES) {
    throw new RecurrenceError(
      'RECURRENCE_TOO_LONG',
      `The recurrence ${rrule} has more than ${MAX_OCCURRENCES} starts`,
    );
  }
  return starts;
}

/**
 * Shows one start after the other, epoch minutes, `exceptDates` among them, for as long as `visit` returns true: for rules
 * that began long ago. Throws a RecurrenceError for a rule that cannot be read or has no end.
 */
export function eachStart(recurrence: Recurrence, visit: (start: number) => boolean): void {
  const { rrule, zone } = recurrence;
  const until = recurrence.until === undefined ? Infinity : parseInstant(recurrence.until);
  refuseEndless(rrule, until);
  const firstStart = parseInstant(recurrence.firstStart);
  try {
    const rule = new RRuleTemporal({ rruleString: rrule, dtstart: zoned(firstStart, zone), cache: false });
    rule.all((occurrence) => {
      const start = occurrence.epochMilliseconds / 60_000;
      if (start >= until) return false;
      if (!Number.isInteger(start)) throw malformed(rrule, 'starts are whole minutes');
      return visit(start);
    });
  } catch (cause) {
    if (cause instanceof RecurrenceError) throw cause;
    throw malformed(rrule, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

const LONGEST_COUNT = 5; // digits

function refuseEndless(rrule: string, until: number): void {
  const parts = new Map(
    rrule
      .toUpperCase()
      .split(';')
      .map((part): [string, string] => {
        const [name = '', value = ''] = part.split('=', 2);
        return [name.trim(), value.trim()];
      }),
  );
  if (!parts.has('FREQ')) throw malformed(rrule, 'it has no FREQ');
  const count = parts.get('COUNT');
  if (count !== undefined && !/^[1-9]\d*$/.test(count))
    throw malformed(rrule, 'COUNT is a whole number above 0');
  if (count !== undefined && count.length > LONGEST_COUNT && until === Infinity) {
    throw new RecurrenceError('RECURRENCE_TOO_LONG', `The recurrence ${rrule} has too many starts`);
  }
  if (count === undefined && !parts.has('UNTIL') && until === Infinity) {
    throw new RecurrenceError(
      'RECURRENCE_UNBOUNDED',
      `The recurrence ${rrule} has no end: give COUNT, UNTIL or the end of the season`,
    );
  }
}

const malformed = (rrule: string, why: string, cause?: unknown): RecurrenceError =>
  new RecurrenceError('RECURRENCE_MALFORMED', `The recurrence ${rrule} cannot be read: ${why}`, { cause });

/** What rrule-temporal takes for a Temporal.ZonedDateTime: it reads the text. */
function zoned(minutes: number, zone: string): { timeZoneId: string; toString: () => string } {
  const text = `${formatInstant(minutes, zone)}[${zone}]`;
  return { timeZoneId: zone, toString: () => text };
}
