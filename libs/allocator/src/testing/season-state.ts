import { type Problem } from '@heli/contracts';
import { buildModel } from '../model/build.js';
import { compileSeason } from '../season/season.js';
import { type Effort, SeasonState } from '../solve/state.js';
import { orderOf } from '../tiers/index.js';
import { solver } from './season-builder.js';

/** A season before anything is solved, with one engine, no gap and no clock where no others are given. */
export const stateOf = async (problem: Problem, effort: Partial<Effort> = {}): Promise<SeasonState> =>
  new SeasonState(buildModel(compileSeason(problem)), orderOf(problem.objective.tiers), {
    solver: await solver(),
    atOnce: 1,
    signal: undefined,
    now: () => 0,
    deadline: Infinity,
    nodesPerBlock: undefined,
    gap: 0,
    report: () => undefined,
    ...effort,
  });
