import { type Problem } from '@heli/contracts';
import { generateDataset, generatePilot, problemOf } from '@heli/generator';

/** One season to measure on. The seasons come from the seeded generator, so that anyone gets the same ones. */
export interface BenchCase {
  readonly name: string;
  /** What the case is there to show. */
  readonly about: string;
  readonly problem: () => Problem;
  /** Small enough for javascript-lp-solver to be asked too. */
  readonly tiny: boolean;
}

const SEED = 2013;

const sized =
  (volunteers: number, activities: number, communities: number, weeks: number): (() => Problem) =>
  () =>
    problemOf(generateDataset({ seed: SEED, volunteers, activities, communities, weeks }));

export const CASES: readonly BenchCase[] = [
  { name: 'week', about: 'one community, two weeks', problem: sized(40, 6, 1, 2), tiny: true },
  { name: 'community', about: 'one community, half a year', problem: sized(302, 44, 1, 26), tiny: false },
  { name: 'quarter', about: 'four communities, a quarter', problem: sized(1208, 88, 4, 13), tiny: false },
  {
    name: 'pilot',
    about: 'the pilot: ten communities, half a year',
    problem: () => problemOf(generatePilot({ seed: SEED })),
    tiny: false,
  },
];
