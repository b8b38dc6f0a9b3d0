import { deflateSync } from 'node:zlib';
import { createHighs, type Model, ModelBuilder } from '@heli/lp';
import { packAnswer, packQuestion, unpackAnswer, unpackQuestion } from './errand-codec.js';

function halls(): Model {
  const builder = new ModelBuilder('the halls of the Li family', 'max');
  const all = [3, 4, 5].map((cost) => builder.column({ lower: 0, upper: Infinity, cost, integer: cost > 3 }));
  builder.row(-Infinity, 7.5, all, [1, 2, 3]);
  builder.row(1, Infinity, all.slice(0, 2), [1, 1]);
  return builder.build();
}

const asked = {
  solver: 'highs',
  version: '1',
  limits: { timeMs: 1_000, nodes: Infinity },
  relaxed: true,
  presolve: false,
  interior: false,
  near: false,
  start: null,
};

describe('a model on its way to another worker process', () => {
  it('arrives number by number, infinite limits and its basis too, but without its names', async () => {
    const model = halls();
    const basis = { columns: Int32Array.of(1, 0, 0), rows: Int32Array.of(0, 1) };
    const packed = await packQuestion({ ...asked, interior: true, near: true, model, basis });
    const question = await unpackQuestion(packed);
    const { name, columnName, rowName, ...numbers } = model;
    expect(question.model).toMatchObject(numbers);
    expect(question).toMatchObject({
      relaxed: true,
      presolve: false,
      interior: true,
      near: true,
      limits: { timeMs: 1_000 },
      basis,
      start: null,
    });
    expect([name, columnName(0), rowName(0)]).not.toContain(question.model.name);
  });

  it('gives the answer that it gives at home, duals and basis included', async () => {
    const solver = await createHighs();
    const model = halls();
    const question = await unpackQuestion(await packQuestion({ ...asked, model, basis: null }));
    for (const relaxed of [true, false]) {
      const home = await solver.solve(model, {}, undefined, { relaxed });
      const away = await solver.solve(question.model, {}, undefined, { relaxed });
      expect(await unpackAnswer(await packAnswer(away))).toEqual(home);
    }
  });

  it('keeps an answer without a point as it is', async () => {
    const none = {
      termination: 'infeasible',
      quality: 'none',
      values: null,
      objective: null,
      bound: -Infinity,
      rowDuals: null,
      reducedCosts: null,
      basis: null,
      nodes: 0,
      iterations: 3,
      message: 'nobody is free',
    } as const;
    expect(await unpackAnswer(await packAnswer(none))).toEqual(none);
  });

  it('is refused when it is of another version, cut short, or no packed bytes at all', async () => {
    const text = Buffer.from(JSON.stringify({ v: 2, what: 'answer', arrays: [] }));
    const head = Buffer.alloc(4);
    head.writeUInt32LE(text.length);
    await expect(unpackAnswer(deflateSync(Buffer.concat([head, text])))).rejects.toThrow();
    const packed = await packQuestion({ ...asked, model: halls(), basis: null });
    await expect(unpackQuestion(packed.subarray(0, packed.length - 9))).rejects.toThrow();
    await expect(unpackAnswer(packed)).rejects.toThrow();
    await expect(unpackAnswer(Buffer.from('hello'))).rejects.toThrow();
  });
});
