import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ModelError } from './errors.js';
import {
  ModelBuilder,
  columnByName,
  relaxed,
  rowByName,
  withBounds,
  withObjective,
  withRows,
} from './model-builder.js';
import { type Model } from './types.js';

function table(model: Model): number[][] {
  return Array.from({ length: model.rowCount }, (_, row) => {
    const line = new Array<number>(model.columnCount).fill(0);
    for (let k = model.matrix.starts[row] ?? 0; k < (model.matrix.starts[row + 1] ?? 0); k++) {
      line[model.matrix.indices[k] ?? -1] = model.matrix.values[k] ?? NaN;
    }
    return line;
  });
}

function small(): ModelBuilder {
  const b = new ModelBuilder('small', 'min');
  b.column({ name: 'bread', cost: 2, upper: 9 });
  b.column({ name: () => 'milk', integer: true });
  b.row(1, 5, [0, 1], [3, 4], 'energy');
  return b;
}

describe('ModelBuilder', () => {
  it('keeps rows by their columns in ascending order, however the terms came', () => {
    const b = new ModelBuilder('order', 'max');
    for (let j = 0; j < 4; j++) b.column();
    const first = b.row({ upper: 1 });
    const second = b.row(0, 2, [3, 0], [30, 1]);
    b.term(first, 2, 7).term(second, 1, 5).term(first, 0, 6);
    const { matrix } = b.build();
    expect([...matrix.starts]).toEqual([0, 2, 5]);
    expect([...matrix.indices]).toEqual([0, 2, 0, 1, 3]);
    expect([...matrix.values]).toEqual([6, 7, 1, 5, 30]);
  });

  it('adds up duplicate terms and drops what comes to zero', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(4), fc.integer({ min: -3, max: 3 })), { maxLength: 60 }),
        (terms) => {
          const b = new ModelBuilder('sums', 'min');
          for (let j = 0; j < 5; j++) b.column();
          for (let i = 0; i < 4; i++) b.row({ lower: 0 });
          const sums = Array.from({ length: 4 }, () => new Array<number>(5).fill(0));
          for (const [row, column, value] of terms) {
            b.term(row, column, value);
            const line = sums[row];
            if (line) line[column] = (line[column] ?? 0) + value;
          }
          const model = b.build();
          expect(table(model)).toEqual(sums);
          expect(model.matrix.values.every((value) => value !== 0)).toBe(true);
          expect(model.matrix.values).toHaveLength(sums.flat().filter((value) => value !== 0).length);
        },
      ),
    );
  });

  it('fills in the usual limits', () => {
    const b = new ModelBuilder('usual', 'min');
    b.column();
    b.binary(3, 'yes');
    b.row({});
    expect(b.build()).toMatchObject({
      lower: Float64Array.of(0, 0),
      upper: Float64Array.of(Infinity, 1),
      cost: Float64Array.of(0, 3),
      integer: Uint8Array.of(0, 1),
      rowLower: Float64Array.of(-Infinity),
      rowUpper: Float64Array.of(Infinity),
      offset: 0,
    });
  });

  it('makes a name only when it is asked for', () => {
    let made = 0;
    const b = new ModelBuilder('lazy', 'min');
    b.column({ name: () => `seat ${++made}` });
    b.column();
    b.row({ name: () => `rule ${++made}` });
    const model = b.build();
    expect(made).toBe(0);
    expect([model.columnName(0), model.columnName(1), model.rowName(0)]).toEqual(['seat 1', 'x1', 'rule 2']);
  });

  it('finds columns and rows by name', () => {
    const model = small().build();
    expect(columnByName(model, 'milk')).toBe(1);
    expect(columnByName(model, 'wine')).toBeUndefined();
    expect(rowByName(model, 'energy')).toBe(0);
  });

  it('builds a model that later work on the builder does not change', () => {
    const b = small();
    const model = b.build();
    b.addCost(0, 5).bounds(0, 1, 2);
    b.term(0, 0, 1);
    b.column();
    expect(model).toMatchObject({
      columnCount: 2,
      cost: Float64Array.of(2, 0),
      upper: Float64Array.of(9, Infinity),
    });
    expect(table(model)).toEqual([[3, 4]]);
    expect(b.build()).toMatchObject({ cost: Float64Array.of(7, 0, 0), lower: Float64Array.of(1, 0, 0) });
    expect(Object.isFrozen(model) && Object.isFrozen(model.matrix)).toBe(true);
  });

  it.each<[string, string, (b: ModelBuilder) => unknown, string]>([
    [
      'limits that cross',
      'LP_BAD_BOUND',
      (b) => b.column({ lower: 2, upper: 1, name: 'tea' }),
      'Column 2 (tea)',
    ],
    ['a limit that is not a number', 'LP_BAD_BOUND', (b) => b.column({ lower: NaN }), 'Column 2 (x2)'],
    [
      'a range at infinity',
      'LP_BAD_BOUND',
      (b) => b.column({ lower: Infinity, upper: Infinity }),
      'empty range',
    ],
    ['a cost without end', 'LP_BAD_COEFFICIENT', (b) => b.column({ cost: Infinity }), 'Column 2 (x2)'],
    ['row limits that cross', 'LP_BAD_BOUND', (b) => b.row(3, 2, [], [], 'iron'), 'Row 1 (iron)'],
    [
      'a term without end',
      'LP_BAD_COEFFICIENT',
      (b) => b.term(0, 1, -Infinity),
      'Row 0 (energy) gives column 1 (milk)',
    ],
    [
      'a term that is not a number',
      'LP_BAD_COEFFICIENT',
      (b) => b.row(0, 1, [0], [NaN]),
      'Row 1 (r1) gives column 0 (bread)',
    ],
    [
      'an unknown column',
      'LP_UNKNOWN_COLUMN',
      (b) => b.row(0, 1, [7], [1], 'iron'),
      'Row 1 (iron) names column 7',
    ],
    ['half a column', 'LP_UNKNOWN_COLUMN', (b) => b.term(0, 0.5, 1), 'names column 0.5'],
    ['an unknown row', 'LP_UNKNOWN_ROW', (b) => b.term(1, 0, 1), 'A term names row 1'],
    [
      'columns without values',
      'LP_BAD_SHAPE',
      (b) => b.row(0, 1, [0, 1], [1], 'iron'),
      'Row 1 (iron) has 2 columns but 1 values',
    ],
    ['a cost for an unknown column', 'LP_UNKNOWN_COLUMN', (b) => b.addCost(9, 1), 'small has no column 9'],
    ['crossing limits later', 'LP_BAD_BOUND', (b) => b.bounds(0, 3, 2), 'Column 0 (bread)'],
    [
      'an offset without end',
      'LP_BAD_COEFFICIENT',
      (b) => {
        b.offset = Infinity;
      },
      'offset of small',
    ],
  ])('refuses %s and says where', (_, code, act, where) => {
    const attempt = (): unknown => act(small());
    expect(attempt).toThrow(ModelError);
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(where) }));
  });

  it('puts another objective on the same rows', () => {
    const model = small().build();
    const other = withObjective(model, Float64Array.of(-1, 1), 'max', 3);
    expect(other).toMatchObject({ sense: 'max', offset: 3, cost: Float64Array.of(-1, 1) });
    expect(other.matrix).toBe(model.matrix);
    expect(() => withObjective(model, Float64Array.of(1), 'max')).toThrow(/2 columns, not 1 costs/);
    expect(() => withObjective(model, Float64Array.of(1, NaN), 'max')).toThrow(/milk/);
  });

  it('puts other limits on the same columns', () => {
    const model = small().build();
    const other = withBounds(model, Float64Array.of(1, 1), Float64Array.of(2, 2));
    expect(other.lower).toEqual(Float64Array.of(1, 1));
    expect(model.lower).toEqual(Float64Array.of(0, 0));
    expect(() => withBounds(model, Float64Array.of(1, 3), Float64Array.of(2, 2))).toThrow(/milk/);
    expect(() => withBounds(model, Float64Array.of(1), Float64Array.of(2))).toThrow(/2 columns, not 1/);
  });

  it('adds rows after the old ones', () => {
    const model = small().build();
    const other = withRows(model, [
      { upper: 4, columns: [1, 0, 1], values: [1, 2, 1], name: 'cap' },
      { lower: 1, columns: [0], values: [1] },
    ]);
    expect(table(other)).toEqual([
      [3, 4],
      [2, 2],
      [1, 0],
    ]);
    expect(other.cost).toBe(model.cost);
    expect([0, 1, 2].map((row) => other.rowName(row))).toEqual(['energy', 'cap', 'r2']);
    expect([...other.rowLower]).toEqual([1, -Infinity, 1]);
    expect(model.rowCount).toBe(1);
    expect(() => withRows(model, [{ columns: [2], values: [1], name: 'cap' }])).toThrow(/cap.*column 2/);
  });

  it('forgets what must be whole when relaxed', () => {
    const model = small().build();
    expect([...relaxed(model).integer]).toEqual([0, 0]);
    expect(relaxed(relaxed(model))).toEqual(relaxed(model));
  });

  it('takes a hundred thousand columns and a million terms', () => {
    const b = new ModelBuilder('large', 'max');
    for (let j = 0; j < 100_000; j++) b.column({ cost: j % 7, upper: 1, name: () => `c${j}` });
    for (let i = 0; i < 50_000; i++) {
      const row = b.row({ upper: 3, name: () => `r${i}` });
      for (let k = 0; k < 20; k++) b.term(row, (i * 2 + k * 31) % 100_000, 1);
    }
    const model = b.build();
    expect(model.matrix.values).toHaveLength(1_000_000);
  });
});
