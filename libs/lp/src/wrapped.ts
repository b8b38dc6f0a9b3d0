import { growing, type Solver } from './types.js';

/**
 * The same engine with something around each of its solves, also those of programs that grow.
 * @param around is given how the engine solves, and returns how it is to be done
 */
export function wrapped(solver: Solver, around: (solve: Solver['solve']) => Solver['solve']): Solver {
  const { name, version, concurrency } = solver;
  return {
    name,
    version,
    ...(concurrency === undefined ? {} : { concurrency }),
    solve: around((...asked) => solver.solve(...asked)),
    grow() {
      const program = growing(solver);
      return { solve: around((...asked) => program.solve(...asked)), end: () => program.end() };
    },
  };
}
