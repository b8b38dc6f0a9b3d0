import { type ActivityRead, type OpenPlace, type PlaceView, type PlanDocument } from '@heli/contracts';

/** A role that lacks people, or an activity that a plan does not hold. */
export interface Gap {
  readonly key: string;
  readonly activity: ActivityRead;
  /** Null: the activity as a whole. */
  readonly roleId: string | null;
  readonly missing: number;
  /** Name of the condition at which too few are left; `since`: open only since somebody gave the place back. */
  readonly bottleneck: string;
  readonly funnel: OpenPlace['funnel'];
  /** Milliseconds; of what is not held, its first possible time. */
  readonly start: number;
  readonly held: boolean;
}

export const SINCE = 'since';

const keyOf = (activityId: string, roleId: string | null): string => `${activityId}\n${roleId ?? ''}`;

/**
 * What is open: by the plan; where it is lived by, also what was given back since, without what was filled since.
 * @param places Open places of a published plan, now; null for other plans.
 * @param now Milliseconds.
 */
export function gapsOf(
  open: readonly OpenPlace[],
  activities: readonly ActivityRead[],
  plan: PlanDocument,
  places: readonly PlaceView[] | null,
  now: number,
): Gap[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const starts = new Map(plan.scheduled.map(({ activityId, start }) => [activityId, Date.parse(start)]));
  const lived = new Map((places ?? []).map((place) => [keyOf(place.activityId, place.roleId), place]));
  const gapOf = (one: OpenPlace): Gap | null => {
    const activity = byId.get(one.activityId);
    if (activity === undefined) return null;
    const held = starts.get(activity.id);
    const first = Math.min(...activity.candidateStarts.map((start) => Date.parse(start)));
    // That of a dropped activity which lacks people names the role; the activity as a whole is what is open.
    const roleId = held === undefined ? null : one.roleId;
    return {
      ...one,
      key: keyOf(activity.id, roleId),
      activity,
      roleId,
      start: held ?? first,
      held: held !== undefined,
    };
  };
  const planned = open.map(gapOf).filter((gap) => gap !== null);
  if (places === null) return sorted(planned);
  const standing = planned.flatMap((gap) => {
    if (!gap.held || gap.start <= now) return [gap];
    const place = lived.get(gap.key);
    return place === undefined ? [] : [{ ...gap, missing: place.open }];
  });
  const known = new Set(planned.map(({ key }) => key));
  const since = places
    .filter((place) => !known.has(keyOf(place.activityId, place.roleId)) && place.open > 0)
    .map(({ activityId, roleId, open: missing }) =>
      gapOf({ activityId, roleId, missing, funnel: [], bottleneck: SINCE }),
    )
    .filter((gap) => gap !== null);
  return sorted([...standing, ...since]);
}

const sorted = (gaps: readonly Gap[]): Gap[] =>
  [...gaps].sort(
    (a, b) => Number(a.held) - Number(b.held) || a.start - b.start || a.key.localeCompare(b.key),
  );

export interface Reason {
  readonly bottleneck: string;
  readonly places: number;
  readonly dropped: number;
}

/** What is open by the condition that it fails at, the most first. */
export function reasonsOf(gaps: readonly Gap[]): Reason[] {
  const reasons = new Map<string, { places: number; dropped: number }>();
  for (const { bottleneck, held, missing } of gaps) {
    const sum = reasons.get(bottleneck) ?? { places: 0, dropped: 0 };
    reasons.set(bottleneck, {
      places: sum.places + (held ? missing : 0),
      dropped: sum.dropped + (held ? 0 : 1),
    });
  }
  return [...reasons]
    .map(([bottleneck, sum]) => ({ bottleneck, ...sum }))
    .sort(
      (a, b) => b.dropped + b.places - (a.dropped + a.places) || a.bottleneck.localeCompare(b.bottleneck),
    );
}

export interface FunnelBar {
  readonly rule: string;
  readonly remaining: number;
  /** Width as a share of the widest, by the square root, so that small numbers can still be told apart. */
  readonly share: number;
  readonly lost: number;
  /** Here too few are left for the first time. */
  readonly narrow: boolean;
}

/** Conditions that everybody passes say nothing, unless they are what people expect to see. */
const ALWAYS: ReadonlySet<string> = new Set([
  'volunteer-serves-community',
  'volunteer-qualified',
  'qualified-that-day',
  'volunteer-available',
  'work-limits',
  'volunteer-one-place',
]);

export function funnelBars(funnel: OpenPlace['funnel'], bottleneck: string): FunnelBar[] {
  const most = Math.max(1, ...funnel.map(({ remaining }) => remaining));
  return funnel
    .map(({ rule, remaining }, place) => ({
      rule,
      remaining,
      share: Math.sqrt(remaining / most),
      lost: place === 0 ? 0 : Math.max(0, (funnel[place - 1]?.remaining ?? remaining) - remaining),
      narrow: rule === bottleneck,
    }))
    .filter(({ rule, lost, narrow }, place) => place === 0 || narrow || lost > 0 || ALWAYS.has(rule));
}
