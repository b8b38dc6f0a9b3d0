import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conform, instances } from '../../libs/lp/src/conformance.js';
import { createHighs, growing, type Model, ModelBuilder, type Solution, type Solver } from '@heli/lp';
import { createSolverPool, type SolverPool } from '../../src/solving/index.js';
import { BUILT_THREADS } from '../support/processes.js';

let pool: SolverPool;
beforeAll(async () => {
  pool = await createSolverPool('highs', 2, BUILT_THREADS);
});
afterAll(() => pool.close());

/** Weights of which no subset comes to half: branch and bound has to look for long. */
function hard(columns: number): Model {
  const builder = new ModelBuilder('hard', 'max');
  const all = Array.from({ length: columns }, () =>
    builder.column({ lower: 0, upper: 1, cost: 0, integer: true }),
  );
  const weights = all.map((_, index) => 2 * ((1_000_003 * (index + 1) ** 2) % 999_983) + 2);
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  builder.row(half % 2 === 0 ? half - 1 : half, half % 2 === 0 ? half - 1 : half, all, weights);
  return builder.build();
}

const knapsack = (capacity: number): Model => {
  const builder = new ModelBuilder('knapsack', 'max');
  const all = [3, 4, 5, 9].map((cost) => builder.column({ lower: 0, upper: 1, cost, integer: true }));
  builder.row(-Infinity, capacity, all, [2, 3, 4, 7]);
  return builder.build();
};

/** Twelve people on a round, of whom each shares hours with the next few: a row for each, up to so many. */
function odd(rows: number): Model {
  const people = 12;
  const builder = new ModelBuilder('odd', 'max');
  const all = Array.from({ length: people }, (_, person) =>
    builder.column({ lower: 0, upper: 4, cost: 1 + (person % 5) }),
  );
  for (let row = 0; row < rows; row++) {
    const near = [0, 1, 2].map((step) => all[(row * 5 + step * (1 + (row % 3))) % people] ?? 0);
    builder.row(-Infinity, 3 + (row % 4), near, [1, 2, 1]);
  }
  return builder.build();
}

/** A square of ones, so large that the engine's memory is not kept after it: its optimum is one. */
function large(size: number): Model {
  const builder = new ModelBuilder('large', 'max');
  const all = Array.from({ length: size }, () => builder.column({ lower: 0, upper: 1, cost: 1 }));
  for (let row = 0; row < size; row++)
    builder.row(
      -Infinity,
      1,
      all,
      all.map(() => 1),
    );
  return builder.build();
}

describe('a pool of solver threads', () => {
  it('answers as one engine does, and more questions than it has threads', async () => {
    const alone = await createHighs();
    const capacities = Array.from({ length: 12 }, (_, index) => index + 2);
    const answers = await Promise.all(capacities.map((capacity) => pool.solve(knapsack(capacity))));
    for (const [index, capacity] of capacities.entries()) {
      const expected = await alone.solve(knapsack(capacity));
      expect(answers[index]).toMatchObject({
        termination: expected.termination,
        objective: expected.objective,
        values: expected.values,
      });
    }
    expect(pool).toMatchObject({ name: alone.name, version: alone.version, concurrency: 2 });
  });

  it('hears a signal that is given in this thread while a thread of its own is busy', async () => {
    const signal = { aborted: false };
    const answer = pool.solve(hard(60), {}, signal);
    signal.aborted = true;
    expect((await answer).termination).toBe('cancelled');
    expect((await pool.solve(knapsack(5))).objective).toBe(7);
  });

  it('goes on after models so large that the memory of the engine is given up', async () => {
    const answers = await Promise.all(
      [large(510), large(520), knapsack(5), large(530), knapsack(9)].map((model) => pool.solve(model)),
    );
    expect(answers.map(({ objective }) => objective)).toEqual([1, 1, 7, 1, 12]);
  });

  it('keeps a program that grows in one thread, and answers as one engine does whatever is asked meanwhile', async () => {
    const lengths = [2, 3, 5, 6, 9, 12];
    const answersOf = async (solver: Solver): Promise<Solution[]> => {
      const program = growing(solver);
      const answers: Solution[] = [];
      for (const length of lengths) {
        const [answer] = await Promise.all([
          program.solve(odd(length)),
          ...[5, 9].map((capacity) => solver.solve(knapsack(capacity))),
        ]);
        answers.push(answer);
      }
      program.end();
      return answers;
    };
    const alone = await answersOf(await createHighs());
    expect(alone.map(({ quality }) => quality)).toEqual(lengths.map(() => 'optimal'));
    expect(await answersOf(pool)).toEqual(alone);
  });

  it('gives the memory up only when no program is kept in it', async () => {
    const programs = [growing(pool), growing(pool), growing(pool)];
    const beside = Promise.all([large(510), large(520), large(540)].map((model) => pool.solve(model)));
    const answers = await Promise.all(
      programs.map(async (program) => {
        await program.solve(odd(4));
        return program.solve(odd(7));
      }),
    );
    expect((await beside).map(({ objective }) => objective)).toEqual([1, 1, 1]);
    const expected = (await pool.solve(odd(7))).objective;
    for (const { objective } of answers) expect(objective).toBeCloseTo(expected ?? NaN, 9);
    for (const program of programs) program.end();
    expect((await pool.solve(large(530))).objective).toBe(1);
    expect((await pool.solve(odd(7))).objective).toBeCloseTo(expected ?? NaN, 9);
  });

  it('rejects what is asked of it, and what is being solved, once it is closed', async () => {
    const short = await createSolverPool('highs', 1, BUILT_THREADS);
    const asked = expect(short.solve(hard(60))).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
    await short.close();
    await asked;
    await expect(short.solve(knapsack(5))).rejects.toMatchObject({ code: 'ENGINE_FAILED' });
  });
});

describe('a pool of solver threads, known answers', () => {
  it.each(instances)('solves $name', async (instance) => {
    expect(await conform(pool, instance)).toEqual([]);
  });
});
