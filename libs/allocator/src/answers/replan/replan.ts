import {
  type Change,
  type Fault,
  type PersonChange,
  type PlanDocument,
  type Problem,
  type ReplanAnswer,
  type ReplanWindows,
  type RuleAt,
} from '@heli/contracts';
import { type Facts, factsOf } from '../../plan/facts.js';
import { type TierOrder } from '../../tiers/index.js';
import { type Asked, type Served } from '../asked.js';
import { Finish } from '../finish.js';
import { type Means } from '../means.js';
import { type Found } from '../question.js';
import { recompile } from '../recompile.js';
import { whyNot } from '../what-if.js';
import { type Possible, type Workbench } from '../workbench.js';
import { documentOf } from './document.js';
import { Fewest, isServiceProven } from './fewest.js';
import { activitiesMoved, peopleWithNews } from './news.js';
import { brokenIn, frozenProblem, type Moments, momentsOf, windowFaults } from './windows.js';

/** A plan for the changed season that changes as few people as can be. */
export interface Replanned {
  readonly kind: 'possible';
  readonly tiers: Possible['tiers'];
  /** The tiers before fairness are proven to be the best that there still are. */
  readonly serviceProven: boolean;
  readonly levelsKept: boolean;
  /** Everybody who hears something new, each once. */
  readonly people: readonly PersonChange[];
  /** Proven: no plan that makes at least as much in every tier before fairness changes fewer people. */
  readonly fewestPeople: number;
  readonly activitiesMoved: readonly string[];
  /** Frozen activities that the change does not let stay. */
  readonly released: readonly string[];
  readonly difference: Possible['difference'];
  /** The changed problem, without the windows, and the new plan as a document for it, verified. */
  readonly problem: Problem;
  readonly document: PlanDocument;
}

export type Replan =
  | Replanned
  | {
      readonly kind: 'impossible';
      readonly because: readonly RuleAt[];
      readonly irreducible: boolean;
      readonly released: readonly string[];
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/** Activities that may gain something by a change, opened at once, at most. */
const MOST_OPEN = 40;

/**
 * Plans again after something has changed: the service level is kept, the fewest people hear something new, and that it
 * cannot be fewer is proven.
 *
 * In this order: the tiers before fairness as good as they can still be; the fewest people whose letters change
 * (`peopleWithNews`); the fewest published activities moved; fairness; the tiers after it; of equal plans the one that
 * changes least. Where fairness is no aim, wishes and costs (`quality`) come after the people all the same.
 *
 * Windows: what starts before `frozenUntil` stays exactly as it is, unless the change itself does not let it (`released`);
 * what starts before `publishedUntil` is what people were told; the rest is a draft. The proof: `Fewest`.
 */
export async function replan(
  workbench: Workbench,
  changes: readonly Change[],
  windows: ReplanWindows = {},
): Promise<Replan> {
  const faults = [...workbench.faults(changes), ...windowFaults(windows, changes)];
  if (faults.length > 0) return { kind: 'refused', faults };
  const began = workbench.now();
  const moments = momentsOf(windows);
  const { plan } = workbench.standing;
  const { season: changed } = workbench.asked(changes);
  const facts = factsOf(changed.problem, plan);
  const broken = brokenIn(facts);
  const { bench, released } = frozen(workbench, broken, moments);
  const means = workbench.means();
  const {
    bench: standing,
    asked,
    open,
  } = await scene(bench, changes, broken.size > 0, bench === workbench ? facts : null, means);
  const question = standing.question(asked, true, means);
  const served = await question.serve(open ?? question.firstOpen());
  if ('kind' in served) {
    if (served.kind === 'unknown') return { kind: 'unknown' };
    const reason = await whyNot(standing, served);
    return reason.kind === 'impossible' ? { ...reason, released } : { kind: 'unknown' };
  }
  const fewest = await new Fewest(
    standing.standing,
    standing.ledger,
    standing.boundsFor(asked, means),
    asked,
    served,
    moments.publishedUntil,
    standing.widest,
    means,
  ).run();
  const found = await finished(standing, asked, fewest?.served ?? served, means);
  // What was found where something is frozen has to keep that too; all else is checked of the document.
  const isFrozen = bench !== workbench;
  const answer = await (isFrozen
    ? standing.carryOut({ asked, outcome: found })
    : standing.paidFor({ asked, outcome: found }));
  return {
    kind: 'possible',
    tiers: answer.tiers,
    serviceProven: isServiceProven(served),
    levelsKept: answer.levelsKept,
    people: peopleWithNews(plan, answer.plan, moments.publishedUntil),
    fewestPeople: fewest?.bound ?? 0,
    activitiesMoved: activitiesMoved(plan, answer.plan, moments.publishedUntil),
    released,
    difference: answer.difference,
    problem: changed.problem,
    document: documentOf({
      workbench,
      changed,
      changes,
      answer,
      served,
      isFrozen,
      part: found.part,
      wallMs: workbench.now() - began,
    }),
  };
}

/** The plan in a season that leaves no choice where it is frozen. */
function frozen(
  workbench: Workbench,
  broken: ReadonlySet<string>,
  { frozenUntil }: Moments,
): { readonly bench: Workbench; readonly released: string[] } {
  const { problem, standing, season } = workbench;
  const order = serviceFirst(standing.order);
  if (frozenUntil === -Infinity)
    return {
      bench:
        order === standing.order
          ? workbench
          : workbench.standOn(season, factsOf(problem, standing.plan), order),
      released: [],
    };
  const isFrozenNow = new Set(
    standing.plan.scheduled.flatMap(({ activityId, start }) =>
      Date.parse(start) / 60_000 < frozenUntil ? [activityId] : [],
    ),
  );
  const dropped = new Set(standing.plan.dropped);
  const released = [...broken].filter((id) => isFrozenNow.has(id) || dropped.has(id)).sort();
  const asFrozen = frozenProblem(problem, standing.plan, frozenUntil, new Set(released));
  return {
    bench: workbench.standOn(recompile(season, asFrozen), factsOf(asFrozen, standing.plan), order),
    released: released.filter((id) => isFrozenNow.has(id)),
  };
}

/** Where fairness is no aim, the aims before `quality` are the service level. */
function serviceFirst(order: TierOrder): TierOrder {
  const at = order.fairness ? -1 : order.before.findIndex(({ name }) => name === 'quality');
  return at < 0
    ? order
    : { before: order.before.slice(0, at), fairness: false, after: order.before.slice(at) };
}

interface Scene {
  readonly bench: Workbench;
  readonly asked: Asked;
  /** Activities to decide anew first; null: those that the question finds. */
  readonly open: ReadonlySet<number> | null;
}

/**
 * Where the plan keeps every rule of the changed season it stands there too: what can be gained is then bounded in the
 * changed season itself, and only where there is something is anything decided anew.
 * @param facts the plan beside the problem of the changed season, where it was laid so already
 */
async function scene(
  bench: Workbench,
  changes: readonly Change[],
  isBroken: boolean,
  facts: Facts | null,
  means: Means,
): Promise<Scene> {
  const asked = bench.asked(changes);
  if (isBroken) return { bench, asked, open: null };
  const { season } = asked;
  const { plan, order } = bench.standing;
  const stays = bench.standOn(season, facts ?? factsOf(season.problem, plan), order);
  const here: Asked = { ...asked, touched: new Set(), mustOpen: new Set() };
  if (asked.restricts) return { bench: stays, asked: here, open: new Set() };
  await stays.ledger.settle(means);
  const gaining = [...asked.touched].filter((activity) => stays.ledger.isLoose(activity));
  return { bench: stays, asked: here, open: new Set(gaining.slice(0, MOST_OPEN)) };
}

/**
 * Fairness and what comes after it. How fair a plan could be that changes more people is not worth the time to prove: the
 * stored certificate says it where it can.
 */
async function finished(bench: Workbench, asked: Asked, served: Served, means: Means): Promise<Found> {
  const finish = new Finish(
    bench.standing,
    bench.shares,
    bench.boundsFor(asked, means),
    asked,
    served,
    bench.levels,
    false,
    means,
  );
  return { kind: 'found', part: served.part, ...(await finish.run()) };
}

/** The answer as it is written to a file or sent: without the whole plan. */
export function replanAnswerOf(found: Replan): ReplanAnswer {
  switch (found.kind) {
    case 'possible': {
      const { kind, tiers, serviceProven, levelsKept, people, fewestPeople, difference } = found;
      return {
        kind,
        tiers: [...tiers],
        serviceProven,
        levelsKept,
        people: [...people],
        fewestPeople,
        fewerIsImpossible: people.length <= fewestPeople,
        activitiesMoved: [...found.activitiesMoved],
        released: [...found.released],
        difference,
      };
    }
    case 'impossible':
      return { ...found, because: [...found.because], released: [...found.released] };
    case 'unknown':
      return { kind: 'unknown' };
    case 'refused':
      return { kind: 'refused', faults: [...found.faults] };
  }
}
