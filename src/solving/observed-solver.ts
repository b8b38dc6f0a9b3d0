import { type Model, type Solution, type SolveOptions, type Solver, wrapped } from '@heli/lp';

/** A model that was solved, in numbers. Moments are milliseconds of the epoch. */
export interface SolvedModel {
  readonly columns: number;
  readonly rows: number;
  readonly entries: number;
  readonly relaxed: boolean;
  readonly termination: Solution['termination'];
  readonly quality: Solution['quality'];
  /** Relative to the bound; null where there is no point, or nothing is proven. */
  readonly gap: number | null;
  readonly beganMs: number;
  readonly endedMs: number;
}

/** The same solver; `tell` hears of every model that it has solved. */
export function observed(solver: Solver, now: () => number, tell: (solved: SolvedModel) => void): Solver {
  return wrapped(solver, (solve) => async (model, limits, signal, options) => {
    const beganMs = now();
    const solution = await solve(model, limits, signal, options);
    tell(inNumbers(model, solution, options, beganMs, now()));
    return solution;
  });
}

function inNumbers(
  { columnCount, rowCount, matrix }: Model,
  { termination, quality, objective, bound }: Solution,
  options: SolveOptions | undefined,
  beganMs: number,
  endedMs: number,
): SolvedModel {
  return {
    ...{ columns: columnCount, rows: rowCount, entries: matrix.values.length },
    ...{ relaxed: options?.relaxed === true, termination, quality, beganMs, endedMs },
    gap:
      objective === null || bound === null
        ? null
        : Math.abs(bound - objective) / Math.max(1, Math.abs(bound)),
  };
}
