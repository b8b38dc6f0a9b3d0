import {
  type Certificate,
  type Change,
  type Plan,
  PLAN_FORMAT,
  type PlanDocument,
  type TierResult,
} from '@heli/contracts';
import { tierGap } from '../../plan/gap.js';
import { sealOf } from '../../plan/seal.js';
import { type Season } from '../../season/season.js';
import { stated } from '../../tiers/index.js';
import { verifyHashed } from '../../verify.js';
import { type Served } from '../asked.js';
import { ceilingOf } from '../ceiling.js';
import { onlyRestrict } from '../change-problem.js';
import { type Part } from '../neighbourhood.js';
import { SAME_SHARE } from '../share.js';
import { AnswerUnsound, type Possible, type Workbench } from '../workbench.js';

export interface Carried {
  readonly workbench: Workbench;
  /** The season after the changes, without the windows. */
  readonly changed: Season;
  readonly changes: readonly Change[];
  readonly answer: Possible;
  readonly served: Served;
  /** The answer was found in a season with a frozen window: what was proven of it there does not hold without. */
  readonly isFrozen: boolean;
  readonly part: Part;
  readonly wallMs: number;
}

/**
 * The new plan as a document for the changed problem. Its certificate says what is proven of every plan of that problem,
 * windows and few changes aside, and no more:
 * - tiers before fairness: what the question proved, unless in a frozen season; else the stored certificate where the
 *   change only takes away; else what the activities could make each by itself.
 * - fairness and after: the stored certificate where the change only takes away and nothing before got worse; else the
 *   least load is 0, and points are bounded by the best that each assignment could make.
 * The document is checked as `verifyDocument` checks any: every rule over the whole changed problem, the seal, and what the
 * plan is worth against what the answer says of every tier.
 * @throws AnswerUnsound when that check refuses it
 */
export function documentOf(carried: Carried): PlanDocument {
  const { workbench, answer, part } = carried;
  const { problem: changed } = carried.changed;
  const plan: Plan = answer.plan;
  const tiers = tiersOf(carried);
  const worst = Math.max(0, ...tiers.map(({ gap }) => gap));
  const { certificate: stored } = workbench;
  const hash = workbench.hashOf(changed);
  const isOptimal = tiers.every(({ quality }) => quality === 'optimal');
  const rows = part.model('residual', () => 0).model;
  const certificate: Certificate = {
    tiers,
    gap: worst,
    requestedGap: stored.requestedGap,
    fairnessLevels: levelsOf(carried, tiers),
    termination: worst <= stored.requestedGap ? 'converged' : 'stalled',
    quality: isOptimal ? 'optimal' : 'feasible',
    blocks: [
      { name: 'replan', columns: rows.columnCount, rows: rows.rowCount, gap: worst, method: 'relaxation' },
    ],
    rulesBroughtBack: [],
    solver: { name: workbench.means().solver.name, version: workbench.means().solver.version },
    modelVersion: stored.modelVersion,
    seed: stored.seed,
    wallMs: Math.round(carried.wallMs),
    // One thread: it cannot have used more.
    cpuMs: Math.round(carried.wallMs),
    size: { columns: rows.columnCount, rows: rows.rowCount, entries: rows.matrix.values.length },
    seal: sealOf(
      plan,
      hash,
      changed.activities.map(({ id }) => id),
    ),
    verified: true,
  };
  const document: PlanDocument = { format: PLAN_FORMAT, problemSha256: hash, ...plan, certificate };
  const violation = verifyHashed(changed, hash, document)[0];
  if (violation) throw new AnswerUnsound(`The new plan breaks ${violation.rule}: ${violation.message}`);
  return document;
}

function tiersOf({ workbench, changed, changes, answer, served, isFrozen }: Carried): TierResult[] {
  const { problem, certificate } = workbench;
  const restricts = onlyRestrict(problem, changed.problem, changes);
  const before = new Map(certificate.tiers.map((tier) => [tier.tier, tier]));
  const service = new Map(served.tiers.map((tier) => [tier.tier, tier]));
  let asGood = true;
  return answer.tiers.map(({ tier, sense, after: value }): TierResult => {
    const was = before.get(tier);
    const known = restricts && asGood ? was?.bound : undefined;
    const own = isFrozen ? undefined : (service.get(tier)?.bound ?? undefined);
    let bound: number;
    if (tier === 'fairness') bound = Math.min(value, known ?? 0);
    else {
      const certified = known === undefined ? undefined : stated(tier, known);
      const most = certified ?? own ?? ceilingIn(changed, tier);
      const points = Math.max(stated(tier, value), Math.min(most, own ?? Infinity, certified ?? Infinity));
      bound = stated(tier, points);
    }
    asGood &&=
      was !== undefined &&
      (tier === 'fairness'
        ? answer.levelsKept && value <= was.value + SAME_SHARE
        : stated(tier, value) >= stated(tier, was.value));
    const gap = tierGap(sense, value, bound);
    const isClosed = tier === 'fairness' ? gap <= SAME_SHARE : gap === 0;
    return { tier, sense, value, bound, gap, quality: isClosed ? 'optimal' : 'feasible' };
  });
}

/** Points that a plan could make at most, activity by activity and assignment by assignment. */
function ceilingIn(season: Season, tier: TierResult['tier']): number {
  if (tier !== 'quality')
    return season.activities.reduce((sum, activity) => sum + ceilingOf(season, activity, tier), 0);
  const { activities, objective } = season.problem;
  const { preferred, wish, continuity } = objective.weights;
  return activities.reduce(
    (sum, { roles }) =>
      sum +
      roles.reduce((places, { target, max }) => places + (max ?? target), 0) *
        (preferred + wish + continuity),
    0,
  );
}

/** What the stored levels of fairness still say of the new plan. */
function levelsOf(
  { workbench, changed, changes, answer }: Carried,
  tiers: readonly TierResult[],
): Certificate['fairnessLevels'] {
  const share = tiers.find(({ tier }) => tier === 'fairness');
  if (!share) return [];
  const { certificate, problem } = workbench;
  const { fairnessLevels } = certificate;
  const isClosed = share.quality === 'optimal';
  if (!answer.levelsKept || fairnessLevels.length === 0)
    return [{ share: share.value, volunteers: 1, proven: isClosed }];
  const known = new Map(certificate.tiers.map(({ tier, value }) => [tier, value]));
  const before = answer.tiers.slice(0, answer.tiers.findIndex(({ tier }) => tier === 'fairness') + 1);
  const holds =
    onlyRestrict(problem, changed.problem, changes) &&
    before.every(({ tier, after }) => Math.abs(after - (known.get(tier) ?? Number.NaN)) <= SAME_SHARE);
  return fairnessLevels.map((level, position) => ({
    ...level,
    share: Math.min(level.share, share.value),
    proven: position === 0 ? isClosed : holds && level.proven,
  }));
}
