import {
  type Candidate,
  type Change,
  type Recommendation,
  type RuledOut,
  type TierChange,
} from '@heli/contracts';
import { type SeasonActivity, type SeasonRole, type SeasonStart, nth } from '../season/season.js';
import { type Neighbourhood } from './neighbourhood.js';
import { activityCalled, NoSuchPlace, roleCalled } from './no-such-place.js';
import { inTheWay, refusalsOf } from './person-reasons.js';
import { type Found } from './question.js';
import { SAME_SHARE } from './share.js';
import { type Probe, type Workbench } from './workbench.js';

/** A place of an activity that takes place. */
export interface PlaceAsked {
  readonly activityId: string;
  readonly roleId: string;
  /** People who declined: they keep away from the activity. */
  readonly declined?: readonly string[];
}

export interface RecommendOptions {
  /** Candidates in the answer; default 10. */
  readonly max?: number;
  /** People in the list of those who cannot; default 50. */
  readonly maxRuledOut?: number;
  /** Time for all comparisons, milliseconds; default: none. What was not compared is counted. */
  readonly timeMs?: number;
}

interface Place {
  readonly activity: SeasonActivity;
  readonly role: SeasonRole;
  readonly start: SeasonStart;
}

function placeIn({ season, standing }: Workbench, { activityId, roleId }: PlaceAsked): Place {
  const activity = activityCalled(season, activityId);
  const held = standing.decided[activity.index];
  if (!held)
    throw new NoSuchPlace('ACTIVITY_NOT_HELD', `${activity.raw.title} does not take place in this plan`);
  const role = roleCalled(activity, roleId);
  return { activity, role, start: nth(activity.starts, held.start) };
}

/** Better first: tier by tier in the order of the aims. */
function compareTiers(a: readonly TierChange[], b: readonly TierChange[]): number {
  for (const [position, { sense, after }] of a.entries()) {
    const difference = (b[position]?.after ?? after) - after;
    if (Math.abs(difference) > SAME_SHARE) return sense === 'max' ? difference : -difference;
  }
  return 0;
}

const compareCandidates = (a: Candidate, b: Candidate): number =>
  compareTiers(a.tiers, b.tiers) ||
  a.difference.peopleConcerned - b.difference.peopleConcerned ||
  (a.volunteerId < b.volunteerId ? -1 : 1);

/**
 * Who could take a place, best first, each with the exact change of every tier: the assignment is forced, what it
 * touches is decided anew, and the rest of the plan stays. The activity keeps its time.
 */
export async function recommend(
  workbench: Workbench,
  asked: PlaceAsked,
  options: RecommendOptions = {},
): Promise<Recommendation> {
  const { season, standing } = workbench;
  const { activity, role, start } = placeIn(workbench, asked);
  const declined = new Set(asked.declined ?? []);
  const already = new Set(standing.decided[activity.index]?.people[role.index] ?? []);
  const until = workbench.momentAfter(options.timeMs);
  const ruledOut: RuledOut[] = [];
  const counts = new Map<string, number>();
  const refuse = (volunteerId: string, rules: readonly string[], activityIds: string[] = []): void => {
    ruledOut.push({ volunteerId, rules: [...rules], activityIds });
    for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  };
  const eligible: { readonly volunteer: number; readonly inWay: ReturnType<typeof inTheWay> }[] = [];
  for (const volunteer of season.volunteers) {
    const { id } = volunteer.raw;
    if (already.has(volunteer.index) && !declined.has(id)) continue;
    const rules = refusalsOf(season, activity, role, volunteer, start);
    if (declined.has(id) && !rules.includes('pins')) rules.push('pins');
    if (rules.length > 0) refuse(id, rules);
    else
      eligible.push({
        volunteer: volunteer.index,
        inWay: inTheWay(season, standing.decided, volunteer, activity, start),
      });
  }
  // Those who are free first: where the time runs out, the likelier ones were compared.
  eligible.sort((a, b) => a.inWay.activities.length - b.inWay.activities.length || a.volunteer - b.volunteer);

  const changes = [
    ...[...declined].map((id): Change => ({
      type: 'forbid-volunteer',
      activityId: asked.activityId,
      volunteerId: id,
    })),
    { type: 'hold-activity' as const, activityId: asked.activityId, start: start.iso },
  ];
  const common = { ...workbench.asked(changes), known: new Map<string, Neighbourhood>() };
  const probeOf = (volunteer: number, thorough: boolean): Promise<Probe> =>
    workbench.probeAsked(
      { ...common, wanted: { volunteer, activity: activity.index, role: role.index } },
      thorough,
    );
  const candidateOf = (volunteerId: string, probe: Probe & { outcome: Found }): Candidate => {
    const tiers = workbench.tierChanges(probe.outcome);
    return {
      volunteerId,
      tiers,
      exact: tiers.every(({ exact }) => exact),
      levelsKept: probe.outcome.levelsKept,
      difference: workbench.differenceOf(probe),
    };
  };
  const found: Candidate[] = [];
  let compared = 0;
  for (const { volunteer, inWay } of eligible) {
    if (workbench.now() >= until || workbench.isStopped) break;
    compared += 1;
    const { id } = nth(season.volunteers, volunteer).raw;
    const probe = await probeOf(volunteer, false);
    if (isFound(probe)) found.push(candidateOf(id, probe));
    else
      refuse(
        id,
        inWay.rules.length > 0 ? inWay.rules : ['competition'],
        inWay.activities.map((index) => nth(season.activities, index).raw.id),
      );
  }
  found.sort(compareCandidates);
  const best = found.slice(0, options.max ?? 10);
  for (const [position, { volunteerId, tiers }] of best.entries()) {
    if (workbench.now() >= until || workbench.isStopped) break;
    if (tiers.every(({ exact }) => exact)) continue;
    const probe = await probeOf(season.position.volunteer.get(volunteerId) ?? -1, true);
    if (isFound(probe)) best[position] = candidateOf(volunteerId, probe);
  }
  return {
    activityId: asked.activityId,
    roleId: asked.roleId,
    start: start.iso,
    candidates: best.sort(compareCandidates),
    eligible: eligible.length,
    compared,
    ruledOutBy: [...counts]
      .map(([rule, people]) => ({ rule, people }))
      .sort((a, b) => b.people - a.people || (a.rule < b.rule ? -1 : 1)),
    ruledOut: ruledOut
      .sort((a, b) => a.rules.length - b.rules.length || (a.volunteerId < b.volunteerId ? -1 : 1))
      .slice(0, options.maxRuledOut ?? 50),
  };
}

export const isFound = (probe: Probe): probe is Probe & { outcome: Found } => probe.outcome.kind === 'found';
