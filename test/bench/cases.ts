import { type Problem } from '@heli/contracts';
import { generateDataset, type GeneratorOptions, PILOT, problemOf } from '@heli/generator';
import { type Way } from './ways.js';

/** One season to measure on. The seasons come from the seeded generator, so that anyone gets the same ones. */
export interface BenchCase {
  readonly name: string;
  /** Another name that `--case` takes. */
  readonly alias?: string;
  /** What the case is there to show. */
  readonly about: string;
  readonly problem: () => Problem;
  /** Ways that are measured unless `--ways` says otherwise. */
  readonly ways: readonly Way[];
}

const SEED = 2013;

const ONE_PIECE: readonly Way[] = ['textbook', 'strong', 'cbc-textbook', 'cbc-strong'];
const ALL: readonly Way[] = ['heli', ...ONE_PIECE];
/** For javascript-lp-solver only a few dozen activities are within reach. */
const TINY: readonly Way[] = [...ALL, 'js-lp'];
/** Far beyond what a model in one piece can do in the limit: it would be five minutes a way for nothing. */
const HELI_ONLY: readonly Way[] = ['heli'];

const season =
  (options: Omit<GeneratorOptions, 'seed'>): (() => Problem) =>
  () => {
    const problem = problemOf(generateDataset({ seed: SEED, ...options }));
    // The first level of fairness, the most loaded person, is what a model in one piece can say: the same aim for all ways.
    return { ...problem, objective: { ...problem.objective, fairnessLevels: 1 } };
  };

const times = (factor: number): Omit<GeneratorOptions, 'seed'> => ({
  volunteers: PILOT.volunteers * factor,
  activities: PILOT.activities * factor,
  communities: PILOT.communities * factor,
});

export const CASES: readonly BenchCase[] = [
  {
    name: 'week',
    about: 'one community, two weeks',
    problem: season({ volunteers: 40, activities: 6, communities: 1, weeks: 2 }),
    ways: TINY,
  },
  {
    name: 'community',
    about: 'one community, half a year',
    problem: season({ volunteers: 302, activities: 44, communities: 1 }),
    ways: ALL,
  },
  {
    name: 'quarter',
    about: 'four communities, a quarter',
    problem: season({ volunteers: 1208, activities: 88, communities: 4, weeks: 13 }),
    ways: ALL,
  },
  { name: 'pilot', about: 'the pilot: ten communities, half a year', problem: season({}), ways: ALL },
  {
    name: 'caps',
    about: 'the pilot, with season limits for everyone that together just hold the demand',
    problem: season({ capTightness: 1 }),
    ways: ALL,
  },
  {
    name: 'shared-budget',
    about: 'the pilot, all money in one gift for all communities, two thirds of what the minima need',
    problem: season({ sharedBudgetShare: 1, budgetTightness: 1.5 }),
    ways: ALL,
  },
  {
    name: 'roaming',
    about: 'the pilot, three in ten people serve neighbouring communities too',
    problem: season({ roamingShare: 0.3 }),
    ways: ALL,
  },
  {
    name: 'festival-week',
    about: 'the pilot, a third of all activities in one week',
    problem: season({ festivalWeekShare: 1 / 3 }),
    ways: ALL,
  },
  {
    name: 'pilot-tight',
    alias: 'demand-x4',
    about: 'the pilot, activities want four times the time that people offer',
    problem: season({ demandFactor: 4, capTightness: 5 }),
    ways: ALL,
  },
  {
    name: 'replan-one',
    about: 'the pilot planned again after one change: a decline, a closed venue, a late gift',
    problem: season({}),
    ways: ['replan'],
  },
  {
    name: 'pilots-10',
    alias: 'pilot-x10',
    about: 'ten pilots at once',
    problem: season(times(10)),
    ways: HELI_ONLY,
  },
  {
    name: 'district',
    about: 'a district: 43 sub-districts of ten communities',
    problem: season({ communities: 430, volunteers: 100_000, activities: 15_000 }),
    ways: HELI_ONLY,
  },
];

export const caseNamed = (name: string): BenchCase | undefined =>
  CASES.find((entry) => entry.name === name || entry.alias === name);
