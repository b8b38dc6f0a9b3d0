import { MINUTES_PER_DAY, parseClock, parseDate, weekdayOfDay } from './civil.js';
import { type DayCalendar, type DayTable, dayTable } from './days.js';
import { type Interval } from './interval.js';
import { type ZoneClock, parseInstant, zoneClock } from './zone.js';

export type WindowStatus = 'available' | 'preferred' | 'avoid' | 'unavailable';
export type OpenStatus = Exclude<WindowStatus, 'unavailable'>;

/** Repeats every week in local time; both `weekdays` and `days` given: both must hold. `to` is after `from`. */
export interface WeeklyWindow {
  readonly type: 'weekly';
  readonly weekdays?: readonly number[] | undefined;
  readonly days?: 'workdays' | 'rest-days' | undefined;
  readonly from: string;
  readonly to: string;
  readonly status: WindowStatus;
  /** First and last local date on which it counts. */
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
}

export interface DatedWindow {
  readonly type: 'dated';
  readonly start: string;
  readonly end: string;
  readonly status: WindowStatus;
}

export type TimeWindow = WeeklyWindow | DatedWindow;

/** A stretch that can be had. */
export interface Segment extends Interval {
  readonly status: OpenStatus;
}

/** False for a window that ends before or when it starts; such windows are faults of the input. */
export function windowIsForward(window: TimeWindow): boolean {
  if (window.type === 'dated') return parseInstant(window.end) > parseInstant(window.start);
  const { validFrom, validUntil } = window;
  const datesForward = validFrom === undefined || validUntil === undefined || validFrom <= validUntil;
  return datesForward && parseClock(window.to) > parseClock(window.from);
}

/**
 * What the windows say of `range`: sorted, disjoint, merged where adjacent with equal status; time that is not listed
 * cannot be had. Dated windows win over weekly ones; among equals unavailable > avoid > preferred > available.
 * For many people use one `SegmentBook`, which remembers weekly patterns.
 */
export function statusSegments(
  windows: readonly TimeWindow[],
  range: Interval,
  zone: string,
  calendar: DayCalendar,
): readonly Segment[] {
  return new SegmentBook(range, zone, calendar).segmentsOf(windows);
}

/**
 * Status over the whole interval: `none` when any minute of it cannot be had, else the worst: avoid is worse than
 * available, available worse than preferred, so `preferred` means wholly preferred.
 */
export function covering(segments: readonly Segment[], interval: Interval): OpenStatus | 'none' {
  let i = lastStartingAtOrBefore(segments, interval.start);
  let reached = interval.start;
  let worst: OpenStatus = 'preferred';
  do {
    const segment = segments[i];
    if (!segment || segment.start > reached || segment.end <= reached) return 'none';
    if (segment.status === 'avoid' || worst === 'avoid') worst = 'avoid';
    else if (segment.status === 'available') worst = 'available';
    reached = segment.end;
    i += 1;
  } while (reached < interval.end);
  return worst;
}

/** Minutes that the segments hold. */
export const openMinutes = (segments: readonly Segment[]): number =>
  segments.reduce((sum, segment) => sum + segment.end - segment.start, 0);

function lastStartingAtOrBefore(segments: readonly Segment[], minute: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment && segment.start <= minute) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const STATUS_BY_RANK: readonly WindowStatus[] = ['available', 'preferred', 'avoid', 'unavailable'];
const RANK: Readonly<Record<WindowStatus, number>> = { available: 0, preferred: 1, avoid: 2, unavailable: 3 };

/** A stretch with any status; `unavailable` too. */
interface Stretch extends Interval {
  readonly status: WindowStatus;
}

/** Expands windows over one range, zone and day calendar; equal weekly sets are worked out once and shared. */
export class SegmentBook {
  private readonly clock: ZoneClock;
  private readonly days: readonly LocalDay[];
  private readonly weeklySets = new Map<string, readonly Segment[]>();

  constructor(
    private readonly range: Interval,
    zone: string,
    calendar: DayCalendar,
  ) {
    this.clock = zoneClock(zone);
    this.days = localDays(range, this.clock, dayTable(calendar));
  }

  /** As `statusSegments`. Equal windows give the very same array: do not change it. */
  segmentsOf(windows: readonly TimeWindow[]): readonly Segment[] {
    const weekly: WeeklyWindow[] = [];
    const dated: DatedWindow[] = [];
    for (const window of windows) {
      if (window.type === 'weekly') weekly.push(window);
      else dated.push(window);
    }
    const base = this.weeklySegments(weekly);
    return dated.length === 0 ? base : overlay(base, this.datedStretches(dated));
  }

  private weeklySegments(windows: readonly WeeklyWindow[]): readonly Segment[] {
    const key = windows.map(keyOf).join(';');
    let segments = this.weeklySets.get(key);
    if (!segments) {
      segments = this.expandWeekly(windows);
      this.weeklySets.set(key, segments);
    }
    return segments;
  }

  private expandWeekly(windows: readonly WeeklyWindow[]): readonly Segment[] {
    const spans = windows.map(readWeekly);
    const isDated = spans.some(({ firstDay, lastDay }) => firstDay > -Infinity || lastDay < Infinity);
    const patterns = new Map<number | string, readonly Stretch[]>();
    const out = new SegmentList(this.range);
    for (const day of this.days) {
      const { midnight } = day;
      if (!day.isOrdinary) {
        const local = spansOn(spans, day).map(({ from, to, status }) => ({
          start: this.clock.instantOf(day.index, from),
          end: this.clock.instantOf(day.index, to),
          status,
        }));
        for (const { start, end, status } of strongest(local)) out.add(start, end, status);
        continue;
      }
      // Without dates a week says it all: Mondays that are workdays are alike.
      const today = isDated ? spansOn(spans, day) : null;
      const key = today ? today.map((span) => span.index).join(',') : day.kind;
      let pattern = patterns.get(key);
      if (!pattern) {
        const all = today ?? spansOn(spans, day);
        pattern = strongest(all.map(({ from, to, status }) => ({ start: from, end: to, status })));
        patterns.set(key, pattern);
      }
      for (const { start, end, status } of pattern) out.add(midnight + start, midnight + end, status);
    }
    return out.segments;
  }

  private datedStretches(windows: readonly DatedWindow[]): readonly Stretch[] {
    const stretches: Stretch[] = [];
    for (const window of windows) {
      const start = parseInstant(window.start);
      const end = parseInstant(window.end);
      if (end <= start)
        throw new RangeError(`A window must end after it starts: ${window.start} to ${window.end}`);
      if (start < this.range.end && end > this.range.start) {
        stretches.push({
          start: Math.max(start, this.range.start),
          end: Math.min(end, this.range.end),
          status: window.status,
        });
      }
    }
    return strongest(stretches);
  }
}

/** A local day of the range. */
interface LocalDay {
  readonly index: number;
  /** Its first instant. */
  readonly midnight: number;
  /** It has 24 hours. */
  readonly isOrdinary: boolean;
  readonly weekday: number;
  readonly isWorkday: boolean;
  /** The same for days with the same weekday that are workdays alike. */
  readonly kind: number;
}

function localDays(range: Interval, clock: ZoneClock, table: DayTable): LocalDay[] {
  const first = clock.dayIndex(range.start);
  const last = clock.dayIndex(Math.max(range.start, range.end - 1));
  const days: LocalDay[] = [];
  for (let index = first; index <= last; index++) {
    const midnight = clock.startOfDay(index);
    const weekday = weekdayOfDay(index);
    const isWorkday = table.isWorkday(index);
    const isOrdinary = clock.startOfDay(index + 1) - midnight === MINUTES_PER_DAY;
    days.push({ index, midnight, isOrdinary, weekday, isWorkday, kind: 2 * weekday + (isWorkday ? 1 : 0) });
  }
  return days;
}

const spansOn = (spans: readonly WeeklySpan[], day: LocalDay): WeeklySpan[] =>
  spans.filter(
    (span) =>
      day.index >= span.firstDay &&
      day.index <= span.lastDay &&
      (span.weekdays?.includes(day.weekday) ?? true) &&
      (span.days === undefined || (span.days === 'workdays') === day.isWorkday),
  );

interface WeeklySpan {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly status: WindowStatus;
  readonly weekdays: readonly number[] | undefined;
  readonly days: 'workdays' | 'rest-days' | undefined;
  readonly firstDay: number;
  readonly lastDay: number;
}

function readWeekly(window: WeeklyWindow, index: number): WeeklySpan {
  const from = parseClock(window.from);
  const to = parseClock(window.to);
  if (to <= from) throw new RangeError(`A window must end after it starts: ${window.from} to ${window.to}`);
  return {
    index,
    from,
    to,
    status: window.status,
    weekdays: window.weekdays,
    days: window.days,
    firstDay: window.validFrom === undefined ? -Infinity : parseDate(window.validFrom),
    lastDay: window.validUntil === undefined ? Infinity : parseDate(window.validUntil),
  };
}

const keyOf = (window: WeeklyWindow): string =>
  `${window.weekdays?.join('') ?? '*'}|${window.days ?? '*'}|${window.from}|${window.to}|${window.status}|` +
  `${window.validFrom ?? ''}|${window.validUntil ?? ''}`;

/** Disjoint stretches with the strongest status wherever the given ones overlap. */
function strongest(stretches: readonly Stretch[]): readonly Stretch[] {
  if (stretches.length <= 1) return stretches;
  const edges = stretches.flatMap(({ start, end, status }) => [
    { at: start, rank: RANK[status], step: 1 },
    { at: end, rank: RANK[status], step: -1 },
  ]);
  edges.sort((a, b) => a.at - b.at);
  const active = [0, 0, 0, 0];
  const out: Stretch[] = [];
  let since = 0;
  let status: WindowStatus | undefined;
  for (let i = 0; i < edges.length;) {
    const at = edges[i]?.at ?? 0;
    for (let edge = edges[i]; edge?.at === at; edge = edges[++i]) {
      active[edge.rank] = (active[edge.rank] ?? 0) + edge.step;
    }
    const top = active.findLastIndex((count) => count > 0);
    const next = STATUS_BY_RANK[top];
    if (next === status) continue;
    if (status !== undefined && at > since) out.push({ start: since, end: at, status });
    status = next;
    since = at;
  }
  return out;
}

/** `top` wins over `base`; both sorted and disjoint. */
function overlay(base: readonly Segment[], top: readonly Stretch[]): readonly Segment[] {
  const out = new SegmentList({ start: -Infinity, end: Infinity });
  let b = 0;
  let from = -Infinity;
  for (const stretch of top) {
    b = addPart(out, base, b, from, stretch.start);
    out.add(stretch.start, stretch.end, stretch.status);
    from = stretch.end;
  }
  addPart(out, base, b, from, Infinity);
  return out.segments;
}

/** Adds what `base` holds of `[from, to)`; returns the index to go on from. */
function addPart(out: SegmentList, base: readonly Segment[], at: number, from: number, to: number): number {
  let i = at;
  for (let segment = base[i]; segment && segment.start < to; segment = base[++i]) {
    if (segment.start >= from && segment.end <= to) out.addWhole(segment);
    else out.add(Math.max(segment.start, from), Math.min(segment.end, to), segment.status);
    if (segment.end > to) break;
  }
  return i;
}

/** Grows a sorted list: cuts to the range, drops what cannot be had, merges neighbours of equal status. */
class SegmentList {
  readonly segments: Segment[] = [];

  constructor(private readonly range: Interval) {}

  add(start: number, end: number, status: WindowStatus): void {
    const from = Math.max(start, this.range.start);
    const to = Math.min(end, this.range.end);
    if (from < to && status !== 'unavailable') this.addWhole({ start: from, end: to, status });
  }

  /** Keeps the object itself where it need not be merged, so that people who share a pattern share memory. */
  addWhole(segment: Segment): void {
    const last = this.segments.at(-1);
    if (last?.end === segment.start && last.status === segment.status) {
      this.segments[this.segments.length - 1] = { ...last, end: segment.end };
    } else {
      this.segments.push(segment);
    }
  }
}
