import { type Progress, type RunView } from '@heli/contracts';

/** What was known at a moment of a computation. */
export interface Moment {
  /** Milliseconds since it began. */
  readonly atMs: number;
  readonly phase: Progress['phase'];
  /** Points of the leading aims of the best plan so far, and what no plan exceeds. */
  readonly best: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
}

const same = (a: Moment, b: Moment): boolean =>
  a.phase === b.phase && a.best === b.best && a.bound === b.bound;

/** The curve with one more look at the run; a look that tells nothing new only counts as the end of the line so far. */
export function withLook(curve: readonly Moment[], run: RunView, nowMs: number): readonly Moment[] {
  const { progress, startedAt } = run;
  if (progress === null || startedAt === null) return curve;
  const { phase, objective: best, bound, gap } = progress;
  const last = curve.at(-1);
  const atMs = Math.max(nowMs - Date.parse(startedAt), last?.atMs ?? 0, 0);
  const moment: Moment = { atMs, phase, best, bound, gap };
  const before = curve.at(-2);
  // Of a quiet stretch its two ends are kept.
  return last !== undefined && before !== undefined && same(last, moment) && same(before, moment)
    ? [...curve.slice(0, -1), moment]
    : [...curve, moment];
}

/** How far the gap is from closed, 0 to 1; null before the first plan. */
export const gapNow = (curve: readonly Moment[]): number | null => curve.at(-1)?.gap ?? null;

/**
 * Points of a line, seconds and value, without the moments at which there was none; drawn on to `untilMs`, because what
 * was known last is so still.
 */
export function lineOf(
  curve: readonly Moment[],
  of: 'best' | 'bound',
  untilMs = 0,
): (readonly [number, number])[] {
  const line = curve.flatMap((moment) => {
    const value = moment[of];
    return value === null ? [] : [[moment.atMs / 1000, value] as const];
  });
  const last = line.at(-1);
  return last === undefined || untilMs / 1000 <= last[0] ? line : [...line, [untilMs / 1000, last[1]]];
}

/** Steps that were gone through, or are being gone through. */
export const phasesOf = (curve: readonly Moment[]): ReadonlySet<Progress['phase']> =>
  new Set(curve.map(({ phase }) => phase));
