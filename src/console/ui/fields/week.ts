import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';

/** A stretch of one weekday, minutes after midnight. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly status: AvailabilityStatus;
}

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
const WORKDAYS = [1, 2, 3, 4, 5];
const REST_DAYS = [6, 7];
/** Where windows of the same kind meet, what asks for most caution counts, as the allocator has it. */
const CAUTION: readonly AvailabilityStatus[] = ['available', 'preferred', 'avoid', 'unavailable'];

export type WeeklyWindow = Extract<AvailabilityWindow, { type: 'weekly' }>;
export type DatedWindow = Extract<AvailabilityWindow, { type: 'dated' }>;

/** Minutes after midnight of `HH:mm`. */
export const minutesOf = (clock: string): number =>
  Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** `9`, `9:5`, `0930` and `9：30` as a clock time; null: it is none. */
export function clockOf(typed: string): string | null {
  const found = /^(\d{1,2})(?:[:：.]?(\d{1,2}))?$/.exec(typed.trim());
  if (found === null) return null;
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)];
  if (minutes > 59 || hours * 60 + minutes > 24 * 60) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** ISO weekdays of a window; `workdays` and `rest-days` as in a week without holidays. */
export const daysOf = ({ weekdays, days }: WeeklyWindow): readonly number[] =>
  days === 'workdays' ? WORKDAYS : days === 'rest-days' ? REST_DAYS : (weekdays ?? []);

/** What the weekly windows make of one weekday, without gaps that nobody offers and without overlaps. */
export function dayOf(windows: readonly AvailabilityWindow[], weekday: number): Stretch[] {
  const here = windows
    .filter((window) => window.type === 'weekly')
    .filter((window) => daysOf(window).includes(weekday));
  const edges = [...new Set(here.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)]))].sort(
    (a, b) => a - b,
  );
  const stretches: Stretch[] = [];
  edges.slice(0, -1).forEach((from, place) => {
    const to = edges[place + 1] ?? from;
    const over = here.filter((window) => minutesOf(window.from) <= from && minutesOf(window.to) >= to);
    const status = CAUTION.findLast((one) => over.some((window) => window.status === one));
    if (status === undefined) return;
    const before = stretches.at(-1);
    if (before?.to === from && before.status === status) stretches[stretches.length - 1] = { ...before, to };
    else stretches.push({ from, to, status });
  });
  return stretches;
}

/** Minutes of a week in which somebody or something can be had. */
export const offeredOf = (windows: readonly AvailabilityWindow[]): number =>
  WEEKDAYS.flatMap((weekday) => dayOf(windows, weekday))
    .filter(({ status }) => status !== 'unavailable')
    .reduce((sum, { from, to }) => sum + to - from, 0);

/** Whole hours around all stretches, at least 8 to 20 o'clock. */
export function hoursAround(week: readonly (readonly Stretch[])[]): readonly [first: number, last: number] {
  const all = week.flat();
  return [
    Math.min(8, ...all.map(({ from }) => Math.floor(from / 60))),
    Math.max(20, ...all.map(({ to }) => Math.ceil(to / 60))),
  ];
}
