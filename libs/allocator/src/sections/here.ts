import { type CancelSignal, type Solver } from '@heli/lp';
import { type SectionPlanner, type SectionPlanners } from './planner.js';
import { SeasonPlanner } from './season-planner.js';

interface Means {
  readonly solver: Solver;
  readonly signal: CancelSignal | undefined;
  readonly now: () => number;
}

/** Plans sections in this thread, one after the other, each with all that the solver can do at once. */
export const planHere =
  ({ solver, signal, now }: Means): SectionPlanners =>
  (sections, terms, report) => {
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = async <T>(step: () => Promise<T>): Promise<T> => {
      const before = last;
      const mine = before.then(step);
      // Whoever asked for a step hears of its failure; the next one is not kept from beginning.
      last = mine.catch(() => undefined);
      return mine;
    };
    return sections.map((section, position): SectionPlanner => {
      const planner = new SeasonPlanner(section, terms, {
        solver,
        signal,
        now,
        report: (progress) => report(position, progress),
      });
      return {
        serve: () => inTurn(() => planner.serve()),
        fair: () => inTurn(() => planner.fair()),
        refine: (aim, share) => inTurn(() => planner.refine(aim, share)),
        nearer: () => inTurn(() => planner.nearer()),
        finish: () => inTurn(() => planner.finish()),
      };
    });
  };
