import { type AimProgress, type Progress, type RunView, type TierName } from '@heli/contracts';

/** What was known at a moment of a computation. */
export interface Moment {
  /** Milliseconds since it began. */
  readonly atMs: number;
  readonly phase: Progress['phase'];
  /** Points of the leading aims of the best plan so far, and what no plan exceeds. */
  readonly best: number | null;
  readonly bound: number | null;
  readonly gap: number | null;
  /** Each aim by itself; computations of older versions do not tell. */
  readonly aims?: readonly AimProgress[] | undefined;
  /** The aim that is being proven. */
  readonly aim?: TierName | undefined;
}

const alike = (a: readonly AimProgress[] = [], b: readonly AimProgress[] = []): boolean =>
  a.length === b.length &&
  a.every((one, at) => {
    const other = b[at];
    return one.value === other?.value && one.bound === other.bound;
  });

const same = (a: Moment, b: Moment): boolean =>
  a.phase === b.phase && a.best === b.best && a.bound === b.bound && a.aim === b.aim && alike(a.aims, b.aims);

/** The curve with one more look at the run; a look that tells nothing new only counts as the end of the line so far. */
export function withLook(curve: readonly Moment[], run: RunView, nowMs: number): readonly Moment[] {
  const { progress, startedAt } = run;
  if (progress === null || startedAt === null) return curve;
  const { phase, objective: best, bound, gap, aims, aim } = progress;
  const last = curve.at(-1);
  const atMs = Math.max(nowMs - Date.parse(startedAt), last?.atMs ?? 0, 0);
  const moment: Moment = { atMs, phase, best, bound, gap, aims, aim };
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

/** The curve of one aim by itself, from the moments at which something was told of it. */
export const curveOf = (curve: readonly Moment[], tier: TierName): readonly Moment[] =>
  curve.flatMap((moment) => {
    const aim = moment.aims?.find((one) => one.tier === tier);
    return aim === undefined ? [] : [{ ...moment, best: aim.value, bound: aim.bound, gap: aim.gap }];
  });

/** What was told last of all aims: the last step tells nothing more of them. */
export const aimsNow = (curve: readonly Moment[]): readonly AimProgress[] =>
  curve.findLast(({ aims }) => aims !== undefined)?.aims ?? [];

/** The aim that is being proven, or was last. */
export const aimNow = (curve: readonly Moment[]): TierName | null =>
  curve.findLast(({ aim }) => aim !== undefined)?.aim ?? aimsNow(curve)[0]?.tier ?? null;
