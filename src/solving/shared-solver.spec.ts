import { createHighs, type Model, ModelBuilder, type Solution, type Solver } from '@heli/lp';
import { packAnswer, unpackQuestion } from './errand-codec.js';
import { type ErrandQuestion, type Helpers, type TakenBack } from './helpers.js';
import { SharedSolver } from './shared-solver.js';

const highs = await createHighs();
const TERMS = { most: 8, leastEntries: 1, patienceMs: 0 };

const knapsack = (capacity: number): Model => {
  const builder = new ModelBuilder('knapsack', 'max');
  const all = [3, 4, 5, 9].map((cost) => builder.column({ lower: 0, upper: 1, cost, integer: true }));
  builder.row(-Infinity, capacity, all, [2, 3, 4, 7]);
  return builder.build();
};
const CAPACITIES = Array.from({ length: 8 }, (_, index) => index + 2);

/** One engine that takes its time, so that others find it busy. */
function slowHome(): Solver & { solved: number } {
  return {
    name: highs.name,
    version: highs.version,
    solved: 0,
    async solve(...question) {
      this.solved += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return highs.solve(...question);
    },
  };
}

async function solved({ question }: ErrandQuestion): Promise<Uint8Array> {
  const { model, limits, relaxed } = await unpackQuestion(question);
  return packAnswer(await highs.solve(model, limits, undefined, { relaxed }));
}

/** Others who answer everything, nothing, or die with the first in their hands. */
const others: Readonly<Record<string, Helpers>> = {
  'answer all': {
    send: async (questions) =>
      new Map(await Promise.all(questions.map(async (each) => [each.id, await solved(each)] as const))),
    takeBack: () => Promise.resolve<TakenBack>('under-way'),
  },
  'are not there': {
    send: () => new Promise(() => undefined),
    takeBack: () => Promise.resolve<TakenBack>('returned'),
  },
  'take all and fall silent': {
    send: () => new Promise(() => undefined),
    takeBack: () => Promise.resolve<TakenBack>('under-way'),
  },
  'give every model up': {
    send: () => Promise.resolve(new Map<number, Uint8Array>()),
    takeBack: () => Promise.resolve<TakenBack>('under-way'),
  },
  'answer in a tongue that nobody reads': {
    send: (questions) => Promise.resolve(new Map(questions.map(({ id }) => [id, Buffer.from('?')] as const))),
    takeBack: () => Promise.resolve<TakenBack>('under-way'),
  },
  'cannot be reached': {
    send: () => Promise.reject(new Error('no store')),
    takeBack: () => Promise.reject(new Error('no store')),
  },
};

async function expected(): Promise<Solution[]> {
  const solutions: Solution[] = [];
  for (const capacity of CAPACITIES) solutions.push(await highs.solve(knapsack(capacity)));
  return solutions;
}

describe('a solver that other worker processes help', () => {
  it.each(Object.keys(others))('gives the answers of one engine when the others %s', async (kind) => {
    const helpers = others[kind];
    if (!helpers) throw new Error(`nobody ${kind}`);
    const home = slowHome();
    const shared = new SharedSolver(home, 1, helpers, TERMS, () => performance.now());
    const answers = await Promise.all(CAPACITIES.map((capacity) => shared.solve(knapsack(capacity))));
    expect(answers).toEqual(await expected());
    if (kind === 'answer all') expect(home.solved).toBeLessThan(CAPACITIES.length);
    else expect(home.solved).toBe(CAPACITIES.length);
  });

  it('keeps small models at home', async () => {
    const home = slowHome();
    const helpers = others['answer all'];
    if (!helpers) throw new Error('nobody');
    const shared = new SharedSolver(home, 1, helpers, { ...TERMS, leastEntries: 1_000 }, () => 0);
    await Promise.all(CAPACITIES.map((capacity) => shared.solve(knapsack(capacity))));
    expect(home.solved).toBe(CAPACITIES.length);
  });

  it('brings home what is out when the run is cancelled, although others hold on to it', async () => {
    const signal = { aborted: false };
    const home = slowHome();
    const helpers = others['take all and fall silent'];
    if (!helpers) throw new Error('nobody');
    const shared = new SharedSolver(home, 1, helpers, { ...TERMS, patienceMs: 1e9 }, () => performance.now());
    const answers = Promise.all(CAPACITIES.map((capacity) => shared.solve(knapsack(capacity), {}, signal)));
    setTimeout(() => (signal.aborted = true), 100);
    const terminations = new Set((await answers).map(({ termination }) => termination));
    expect([...terminations].sort()).toEqual(['cancelled', 'converged']);
  });
});
