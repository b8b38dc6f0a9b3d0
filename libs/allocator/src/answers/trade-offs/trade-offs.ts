import {
  type Certificate,
  type Fault,
  type Plan,
  type PlanDocument,
  type TradeOffAsk,
  type TradeOffMeasure,
  type TradeOffPoint,
  type TradeOffs,
  type TradeOffValues,
} from '@heli/contracts';
import { type Facts, factsOf } from '../../plan/facts.js';
import { measureFairness, orderOf } from '../../tiers/index.js';
import { isExpired, type Means } from '../means.js';
import { type Possible, AnswerUnsound, type Workbench } from '../workbench.js';
import { documentOf } from '../replan/document.js';
import { peopleWithNews } from '../replan/news.js';
import { type Found } from '../question.js';
import { boundsOf, boundWithin } from './bounds.js';
import { carriedOut } from './carry.js';
import { mostDistinct, undominated } from './choose.js';
import { type Candidate, Exploration } from './explore.js';
import { type Aim, dominates, gain, isAlike, merit } from './measures.js';
import { priceOf } from './price.js';
import { Scene } from './scene.js';

/** A menu of plans, and each of them as a document. */
export interface Menu {
  readonly kind: 'menu';
  readonly answer: TradeOffs;
  /** The plan of a point, by its position in the answer, verified and sealed, for the same problem as the stored plan. */
  readonly document: (at: number) => PlanDocument;
}

export type TradeOffMenu = Menu | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

export type TradeOffAsked = Partial<TradeOffAsk>;

const ALL: readonly TradeOffMeasure[] = ['coverage', 'fairness', 'cost', 'disruption'];
const FEW = 5;
/** Columns of the widest part that is decided as one; a season that is no wider is decided as a whole. */
const WIDEST = 6_000;
/** Shares of the time after which the ends, the price of fairness and the steps have to be done; the rest is for proofs. */
const UNTIL = { ends: 0.35, price: 0.5, steps: 0.75, bounds: 0.9 } as const;

/**
 * Few plans, each best in its way, between two to four measures: how much is covered, how much the most loaded person
 * carries, what is to be paid, how many people hear something new against the stored plan. As many held activities as
 * asked are kept; every plan is verified.
 */
export async function tradeOffs(workbench: Workbench, ask: TradeOffAsked = {}): Promise<TradeOffMenu> {
  const measures = ask.measures ?? ALL;
  const began = workbench.now();
  const { standing } = workbench;
  const facts = factsOf(workbench.problem, standing.plan);
  const stored = valuesOf(facts, standing.plan);
  const heldAtLeast = ask.heldAtLeast ?? stored.held;
  if (heldAtLeast > stored.held)
    return {
      kind: 'refused',
      faults: [
        {
          pointer: '/heldAtLeast',
          code: 'HELD_FLOOR_TOO_HIGH',
          message: `The stored plan makes ${stored.held} points of held activities; a menu can keep at most that`,
          value: heldAtLeast,
        },
      ],
    };
  const means = workbench.means();
  const until = (share: number): Means => ({
    ...means,
    deadline: means.deadline === Infinity ? Infinity : began + share * (means.deadline - began),
  });
  const scene = new Scene(standing, {
    heldAtLeast,
    aims: new Set(measures),
    certified: certifiedIn(workbench.certificate, heldAtLeast),
    widest: Math.min(workbench.widest, WIDEST),
  });
  const exploration = new Exploration(scene, measures);
  const box = Object.fromEntries(measures.map((measure) => [measure, stored[measure]]));
  const same = await exploration.inside(box, until(UNTIL.ends));
  const ends = await exploration.ends(until(UNTIL.ends));
  const isCut = ends.size < measures.length && isExpired(until(UNTIL.ends));
  const price = await priceOf(scene, { ...stored, quality: qualityOf(facts) }, until(UNTIL.price));
  const points = ask.points ?? FEW;
  const isDone = await exploration.grid(points, [stored], until(UNTIL.steps));

  const { candidates } = exploration;
  const best = undominated(candidates, stored, measures);
  const chosen = mostDistinct(best, stored, measures, points);
  const made: Made[] = [];
  for (const candidate of chosen)
    made.push(await pointOf(workbench, scene, candidate, stored, measures, until(UNTIL.bounds)));
  const isBetter = candidates.some(({ values }) => dominates(values, stored, measures));
  const isProven =
    same !== null &&
    isAlike(same.values, stored, measures) &&
    (await boundsOf(scene, same, measures, means)).every(({ exact }) => exact);
  const ranges: TradeOffs['ranges'] = [];
  for (const measure of measures) {
    const merits = [...candidates.map(({ values }) => values), stored].map((values) =>
      merit(measure, values[measure] ?? 0),
    );
    const found = merit(measure, Math.max(...merits));
    const own = scene.isWhole ? (ends.get(measure)?.bounds[measure] ?? null) : null;
    const bound = own ?? (await boundWithin(scene, measure, {}, means));
    ranges.push({
      measure,
      best: found,
      bound: bound === null || gain(measure, bound, found) > 0 ? bound : found,
    });
  }
  const cancelled = workbench.isStopped;
  return {
    kind: 'menu',
    answer: {
      measures: [...measures],
      heldAtLeast,
      stored,
      storedIs: isBetter ? 'dominated' : isProven ? 'pareto' : 'open',
      points: made.map(({ point }) => point),
      found: best.length,
      ranges,
      decided: scene.part.activities.size,
      activities: scene.season.activities.length,
      ended: cancelled
        ? 'cancelled'
        : isExpired(means) || isCut || !isDone || price === null
          ? 'time-limit'
          : 'done',
      priceOfFairness: price,
    },
    document: (at) => {
      const one = made[at];
      if (!one) throw new RangeError(`The menu has no point ${at}`);
      const { possible, found } = one;
      return documentOf({
        workbench,
        changed: workbench.season,
        changes: [],
        answer: possible,
        served: {
          part: found.part,
          best: { kind: 'best', point: found.point, values: [], bounds: [], priced: [], prices: null },
          tiers: [],
          proven: false,
        },
        isFrozen: false,
        part: found.part,
        wallMs: workbench.now() - began,
      });
    },
  };
}

/** Bounds of the stored certificate that hold for every plan with so many points of held activities: of the aims right after `held`. */
function certifiedIn({ tiers }: Certificate, heldAtLeast: number): Map<Aim, number> {
  const certified = new Map<Aim, number>();
  for (const { tier, value, bound } of tiers) {
    if (tier === 'coverage' || tier === 'cost' || tier === 'quality') certified.set(tier, bound);
    // A tier after this one is stated for plans that are as good here.
    if (tier !== 'held' || heldAtLeast < value) break;
  }
  return certified;
}

interface Made {
  readonly point: TradeOffPoint;
  readonly possible: Possible;
  readonly found: Found;
}

/** @throws AnswerUnsound when the plan as it was written down is worse in a measure than was found */
async function pointOf(
  workbench: Workbench,
  scene: Scene,
  candidate: Candidate,
  stored: TradeOffValues,
  measures: readonly TradeOffMeasure[],
  means: Means,
): Promise<Made> {
  const { found, possible } = await carriedOut(workbench, scene, candidate, measures, means);
  const values = valuesOf(factsOf(possible.problem, possible.plan), workbench.standing.plan);
  for (const measure of measures)
    if (gain(measure, values[measure], candidate.values[measure] ?? 0) < 0)
      throw new AnswerUnsound(
        `The menu says ${candidate.values[measure] ?? 0} for ${measure}; the plan is worth ${values[measure]}`,
      );
  const bounds = await boundsOf(scene, { ...candidate, values }, measures, means);
  return {
    found,
    possible,
    point: {
      values,
      change: {
        coverage: values.coverage - stored.coverage,
        places: values.places - stored.places,
        fairness: values.fairness - stored.fairness,
        cost: values.cost - stored.cost,
        disruption: values.disruption,
        held: values.held - stored.held,
      },
      bounds,
      proven: bounds.every(({ exact }) => exact),
      people: peopleWithNews(workbench.standing.plan, possible.plan, Infinity).map(
        ({ volunteerId }) => volunteerId,
      ),
      difference: possible.difference,
    },
  };
}

const [HELD, COVERAGE, COST, QUALITY] = orderOf(['held', 'coverage', 'cost', 'quality']).before;
const qualityOf = (facts: Facts): number => QUALITY?.measure(facts) ?? 0;

/** A plan in every measure, from the problem alone. */
function valuesOf(facts: Facts, stored: Plan): TradeOffValues {
  let places = 0;
  for (const { activity } of facts.held.values())
    for (const role of activity.roles) {
      const people = facts.inActivity.get(activity.id) ?? [];
      places += Math.min(role.target, people.filter((person) => person.role === role).length);
    }
  return {
    coverage: COVERAGE?.measure(facts) ?? 0,
    places,
    fairness: measureFairness(facts),
    cost: 0 - (COST?.measure(facts) ?? 0),
    disruption: peopleWithNews(stored, facts.plan, Infinity).length,
    held: HELD?.measure(facts) ?? 0,
  };
}
