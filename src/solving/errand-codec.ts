import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { type Basis, type Limits, type Model, type Solution } from '@heli/lp';
import { z } from 'zod';

/*
 * heli-errand/1: how a model and its solution travel between worker processes. Inside zlib: the length of a head (uint32,
 * little-endian), the head as JSON, zeros up to a multiple of 8, then the arrays that the head lists, each padded to a
 * multiple of 8. Names of a model do not travel: numbers do.
 */

const ALIGN = 8;
/** Models come to a tenth at the quickest level; more saves little. */
const LEVEL = 1;
/** Larger ones are refused unread, bytes: ten times the largest program of a season. */
const MOST_UNPACKED = 1 << 29;
const compress = promisify(deflate);
const decompress = promisify(inflate);

const TYPES = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
type Kind = keyof typeof TYPES;
type Numbers = Float64Array | Int32Array | Uint8Array;
type Arrays = Readonly<Record<string, Numbers | null>>;

const lists = z.array(
  z.strictObject({ name: z.string(), kind: z.enum(['f64', 'i32', 'u8']), length: z.int().min(0) }),
);
const questionHead = z.strictObject({
  v: z.literal(1),
  what: z.literal('question'),
  /** An answer of another engine, or of another version, might be another one. */
  solver: z.string(),
  version: z.string(),
  sense: z.enum(['min', 'max']),
  columnCount: z.int().min(0),
  rowCount: z.int().min(0),
  limits: z.strictObject({
    timeMs: z.number().optional(),
    nodes: z.number().optional(),
    iterations: z.number().optional(),
    relativeGap: z.number().optional(),
    absoluteGap: z.number().optional(),
  }),
  relaxed: z.boolean(),
  presolve: z.boolean().nullable(),
  interior: z.boolean().default(false),
  near: z.boolean().default(false),
  arrays: lists,
});
const answerHead = z.strictObject({
  v: z.literal(1),
  what: z.literal('answer'),
  termination: z.enum([
    'converged',
    'time-limit',
    'work-limit',
    'cancelled',
    'infeasible',
    'unbounded',
    'failed',
  ]),
  quality: z.enum(['optimal', 'feasible', 'none']),
  nodes: z.number(),
  iterations: z.number(),
  message: z.string().nullable(),
  arrays: lists,
});

/** A model with what is asked of it. */
export interface Question {
  readonly solver: string;
  readonly version: string;
  readonly model: Model;
  readonly limits: Limits;
  readonly relaxed: boolean;
  /** Null: as the engine thinks best. */
  readonly presolve: boolean | null;
  readonly interior: boolean;
  readonly near: boolean;
  readonly start: Float64Array | null;
  readonly basis: Basis | null;
}

export function packQuestion({
  solver,
  version,
  model,
  limits,
  relaxed,
  presolve,
  interior,
  near,
  start,
  basis,
}: Question): Promise<Uint8Array> {
  const { sense, columnCount, rowCount, offset, cost, lower, upper, integer, rowLower, rowUpper } = model;
  const { starts, indices, values } = model.matrix;
  // Absent and undefined are the same in JSON; infinite limits are no limits.
  const finite = Object.fromEntries(Object.entries(limits).filter(([, value]) => Number.isFinite(value)));
  return pack(
    {
      v: 1,
      what: 'question',
      solver,
      version,
      sense,
      columnCount,
      rowCount,
      limits: finite,
      relaxed,
      presolve,
      interior,
      near,
    },
    {
      offset: Float64Array.of(offset),
      cost,
      lower,
      upper,
      integer,
      rowLower,
      rowUpper,
      starts,
      indices,
      values,
      start,
      basisColumns: basis?.columns ?? null,
      basisRows: basis?.rows ?? null,
    },
  );
}

/** @throws when the bytes are no question of this version */
export async function unpackQuestion(bytes: Uint8Array): Promise<Question> {
  const { head, arrays } = await unpack(bytes, questionHead);
  const { f64, i32, u8, optional } = reader(arrays);
  const basisColumns = optional('basisColumns', Int32Array);
  const basisRows = optional('basisRows', Int32Array);
  const { timeMs, nodes, iterations, relativeGap, absoluteGap } = head.limits;
  return {
    solver: head.solver,
    version: head.version,
    model: {
      name: 'errand',
      sense: head.sense,
      offset: f64('offset')[0] ?? 0,
      columnCount: head.columnCount,
      rowCount: head.rowCount,
      cost: f64('cost'),
      lower: f64('lower'),
      upper: f64('upper'),
      integer: u8('integer'),
      rowLower: f64('rowLower'),
      rowUpper: f64('rowUpper'),
      matrix: { starts: i32('starts'), indices: i32('indices'), values: f64('values') },
      columnName: (column) => `c${column}`,
      rowName: (row) => `r${row}`,
    },
    limits: {
      ...(timeMs === undefined ? {} : { timeMs }),
      ...(nodes === undefined ? {} : { nodes }),
      ...(iterations === undefined ? {} : { iterations }),
      ...(relativeGap === undefined ? {} : { relativeGap }),
      ...(absoluteGap === undefined ? {} : { absoluteGap }),
    },
    relaxed: head.relaxed,
    presolve: head.presolve,
    interior: head.interior,
    near: head.near,
    start: optional('start', Float64Array),
    basis: basisColumns && basisRows ? { columns: basisColumns, rows: basisRows } : null,
  };
}

export function packAnswer(solution: Solution): Promise<Uint8Array> {
  const { termination, quality, nodes, iterations, message } = solution;
  const number = (value: number | null): Float64Array | null =>
    value === null ? null : Float64Array.of(value);
  return pack(
    { v: 1, what: 'answer', termination, quality, nodes, iterations, message },
    {
      // As arrays, because JSON has no infinity.
      objective: number(solution.objective),
      bound: number(solution.bound),
      values: solution.values,
      rowDuals: solution.rowDuals,
      reducedCosts: solution.reducedCosts,
      basisColumns: solution.basis?.columns ?? null,
      basisRows: solution.basis?.rows ?? null,
    },
  );
}

/** @throws when the bytes are no answer of this version */
export async function unpackAnswer(bytes: Uint8Array): Promise<Solution> {
  const { head, arrays } = await unpack(bytes, answerHead);
  const { optional } = reader(arrays);
  const { termination, quality, nodes, iterations, message } = head;
  const columns = optional('basisColumns', Int32Array);
  const rows = optional('basisRows', Int32Array);
  return {
    termination,
    quality,
    nodes,
    iterations,
    message,
    objective: optional('objective', Float64Array)?.[0] ?? null,
    bound: optional('bound', Float64Array)?.[0] ?? null,
    values: optional('values', Float64Array),
    rowDuals: optional('rowDuals', Float64Array),
    reducedCosts: optional('reducedCosts', Float64Array),
    basis: columns && rows ? { columns, rows } : null,
  };
}

const padded = (length: number): number => Math.ceil(length / ALIGN) * ALIGN;
const kindOf = (array: Numbers): Kind =>
  array instanceof Float64Array ? 'f64' : array instanceof Int32Array ? 'i32' : 'u8';

function pack(head: object, arrays: Arrays): Promise<Uint8Array> {
  const given = Object.entries(arrays).flatMap(([name, array]) => (array === null ? [] : [{ name, array }]));
  const text = Buffer.from(
    JSON.stringify({
      ...head,
      arrays: given.map(({ name, array }) => ({ name, kind: kindOf(array), length: array.length })),
    }),
  );
  const first = padded(4 + text.length);
  const bytes = Buffer.alloc(given.reduce((sum, { array }) => sum + padded(array.byteLength), first));
  bytes.writeUInt32LE(text.length, 0);
  text.copy(bytes, 4);
  let at = first;
  for (const { array } of given) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += padded(array.byteLength);
  }
  return compress(bytes, { level: LEVEL });
}

async function unpack<H extends { arrays: z.infer<typeof lists> }>(
  packed: Uint8Array,
  contract: z.ZodType<H>,
): Promise<{ head: H; arrays: Map<string, Numbers> }> {
  const bytes = await decompress(packed, { maxOutputLength: MOST_UNPACKED });
  // In a buffer of its own, so that the arrays are aligned.
  const own = new Uint8Array(bytes).buffer;
  const length = new DataView(own).getUint32(0, true);
  const head = contract.parse(JSON.parse(Buffer.from(own, 4, length).toString('utf8')));
  const arrays = new Map<string, Numbers>();
  let at = padded(4 + length);
  for (const { name, kind, length: count } of head.arrays) {
    const array = new TYPES[kind](own, at, count).slice();
    arrays.set(name, array);
    at += padded(array.byteLength);
  }
  return { head, arrays };
}

type Constructor<T extends Numbers> = abstract new (...args: never[]) => T;

function reader(arrays: ReadonlyMap<string, Numbers>) {
  const optional = <T extends Numbers>(name: string, type: Constructor<T>): T | null => {
    const array = arrays.get(name);
    if (array === undefined) return null;
    if (!(array instanceof type)) throw new TypeError(`the array ${name} is of another kind`);
    return array;
  };
  const needed = <T extends Numbers>(name: string, type: Constructor<T>): T => {
    const array = optional(name, type);
    if (array === null) throw new TypeError(`the array ${name} is missing`);
    return array;
  };
  return {
    optional,
    f64: (name: string): Float64Array => needed(name, Float64Array),
    i32: (name: string): Int32Array => needed(name, Int32Array),
    u8: (name: string): Uint8Array => needed(name, Uint8Array),
  };
}
