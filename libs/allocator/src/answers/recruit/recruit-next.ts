import { type Difference, type OneMore, type Recruitment, type Scarce } from '@heli/contracts';
import { openPlacesOf } from '../../explain.js';
import { stated } from '../../tiers/index.js';
import { siteOf } from '../repairs/place.js';
import { isFound } from '../recommend.js';
import { type Workbench } from '../workbench.js';
import { possibilitiesFor, type Possibility } from './possibilities.js';
import { worthsOf } from './worth.js';

export interface RecruitOptions {
  /** Of each unit (people, venue slots, money, equipment, groups), solved again and shown at most; default 5. */
  readonly max?: number;
  /** Milliseconds for all; default 60,000, none where work is limited. */
  readonly timeMs?: number;
}
const USUAL_MS = 60_000;

interface Candidate extends Possibility {
  /** By tier before fairness; null without prices. */
  readonly worth: readonly number[] | null;
}

/** Better first: what it is worth at most, tier by tier; without prices how many want it. */
function byWorth(a: Candidate, b: Candidate): number {
  for (const [position, worth] of (a.worth ?? []).entries()) {
    const difference = (b.worth?.[position] ?? worth) - worth;
    if (difference !== 0) return difference;
  }
  return b.wanted - a.wanted;
}

/**
 * What is scarce, and what one more of it would be worth: chosen by the prices of a linear program, which bound the
 * worth from above, and confirmed by solving again with one more. Only what was confirmed to be of use is in the answer.
 */
export async function recruitNext(workbench: Workbench, options: RecruitOptions = {}): Promise<Recruitment> {
  const until = workbench.momentAfter(options.timeMs, USUAL_MS);
  const site = siteOf(workbench);
  const { standing } = workbench;
  const possibilities = possibilitiesFor(site, openPlacesOf(site.occupied, standing.plan));
  // Half of the time for the prices: what is chosen has still to be solved.
  const half = options.timeMs === undefined ? undefined : options.timeMs / 2;
  const means = { ...workbench.means(), deadline: workbench.momentAfter(half, USUAL_MS / 2) };
  const worths = await worthsOf(workbench, possibilities, means);
  const candidates = possibilities.map((possibility, position): Candidate => ({
    ...possibility,
    worth: worths?.[position] ?? null,
  }));
  const promising = candidates.filter(({ worth }) => worth?.every((points) => points <= 0) !== true);
  const queues = new Map<OneMore['unit'], Candidate[]>();
  for (const candidate of promising.sort(byWorth))
    queues.set(candidate.what.unit, [...(queues.get(candidate.what.unit) ?? []), candidate]);
  const chosen: Candidate[] = [];
  for (let round = 0; round < (options.max ?? 5); round++)
    for (const queue of queues.values()) chosen.push(...queue.slice(round, round + 1));
  const scarce: Scarce[] = [];
  let solved = 0;
  for (const candidate of chosen) {
    if (workbench.isStopped || workbench.now() >= until) break;
    solved += 1;
    const confirmed = await solvedWith(workbench, candidate);
    if (confirmed) scarce.push(confirmed);
  }
  return {
    scarce: scarce.sort(byGain),
    considered: possibilities.length,
    worthless: candidates.length - promising.length,
    solved,
    untried: promising.length - solved,
    priced: worths !== null,
  };
}

/** Solves again with one more; null where no aim before fairness is met better. */
async function solvedWith(workbench: Workbench, { what, change, worth }: Candidate): Promise<Scarce | null> {
  const probe = await workbench.probe([change], true);
  if (!isFound(probe)) return null;
  const { before } = workbench.standing.order;
  const names = new Set<string>(before.map(({ name }) => name));
  const tiers = workbench.tierChanges(probe.outcome);
  if (!tiers.some(({ tier, change: gain }) => names.has(tier) && stated(tier, gain) > 0)) return null;
  const { difference, exact } = await workbench.carryOut(probe);
  const activities = activitiesMore(difference);
  const { added, removed } = difference.assignments;
  return {
    what,
    change,
    atMost: before.flatMap(({ name }, position) => {
      const points = worth?.[position];
      return points === undefined ? [] : [{ tier: name, points }];
    }),
    tiers,
    exact,
    activities,
    places: added.length - removed.length,
    fenPerActivity: what.unit === 'money' && activities > 0 ? what.amountFen / activities : null,
  };
}

const activitiesMore = ({ activities }: Difference): number =>
  activities.reduce((sum, { before, after }) => sum + Number(after !== null) - Number(before !== null), 0);

function byGain(a: Scarce, b: Scarce): number {
  for (const [position, { tier, change }] of a.tiers.entries()) {
    if (tier === 'fairness') break;
    const difference = stated(tier, (b.tiers[position]?.change ?? change) - change);
    if (difference !== 0) return difference;
  }
  return 0;
}
