import { type Termination } from '@heli/lp';

/** What the first line of a solution file says. */
export interface CbcStatus {
  readonly termination: Termination;
  /** False where the values are those of a relaxation or of nothing. */
  readonly hasPoint: boolean;
}

/** Column values that are not 0, by the number in the column's name. */
export interface CbcSolution extends CbcStatus {
  readonly values: ReadonlyMap<number, number>;
}

const LINE = /^\s*(?:\*\*)?\s*\d+\s+x(\d+)\s+(\S+)/;

/**
 * Reads a file that CBC wrote with `solution` for a model whose columns are named `x0`, `x1` …
 * First a status, then a line a column: number, name, value, reduced cost; `**` marks a value outside its limits.
 */
export function parseCbcSolution(text: string): CbcSolution {
  const [head = '', ...lines] = text.split('\n');
  const values = new Map<number, number>();
  for (const line of lines) {
    const [, column, value] = LINE.exec(line) ?? [];
    if (column !== undefined && value !== undefined) values.set(Number(column), Number(value));
  }
  return { ...statusOf(head), values };
}

/** The status words of CBC 2.9 and 2.10 (`CbcSolver`, after the search and in the solution file). */
function statusOf(head: string): CbcStatus {
  const hasPoint = !head.includes('no integer solution');
  if (head.startsWith('Optimal')) return { termination: 'converged', hasPoint };
  if (head.startsWith('Stopped on time')) return { termination: 'time-limit', hasPoint };
  if (/^Stopped on (nodes|iterations|solutions)/.test(head)) return { termination: 'work-limit', hasPoint };
  if (/^Stopped on ctrl-c/i.test(head)) return { termination: 'cancelled', hasPoint };
  if (/^(Integer infeasible|Infeasible)/.test(head)) return { termination: 'infeasible', hasPoint: false };
  if (head.startsWith('Unbounded')) return { termination: 'unbounded', hasPoint: false };
  return { termination: 'failed', hasPoint: false };
}

export interface CbcLog {
  /** No point is better than this, in the sense of the model; null when CBC proved nothing, or all of it (see `proven`). */
  readonly bound: number | null;
  /** The search ended without a gap: the objective is its own bound. */
  readonly proven: boolean;
  readonly nodes: number;
  readonly iterations: number;
  /** Of the whole process, seconds; null where the log does not say. */
  readonly cpuSeconds: number | null;
}

/** `Lower bound` and `Upper bound` are printed with three decimals; so much may be rounded away. */
const SUMMARY_ROUNDING = 0.0005;

/**
 * Reads what CBC printed about its search. CBC minimises: within the search a `max` model has its sign turned, in the
 * summary after it not.
 */
export function parseCbcLog(text: string, sense: 'min' | 'max'): CbcLog {
  const sign = sense === 'max' ? -1 : 1;
  const possible = last(text, /Cbc0005I Partial search - .*\(best possible (\S+?)\)/g);
  const summary = last(text, sense === 'max' ? /^Upper bound:\s+(\S+)/gm : /^Lower bound:\s+(\S+)/gm);
  let bound: number | null = null;
  if (possible !== null) bound = sign * possible;
  else if (summary !== null) bound = summary - sign * SUMMARY_ROUNDING;
  // CBC's infinity is 1e50; a bound of that size proves nothing.
  if (bound !== null && !(Math.abs(bound) < 1e30)) bound = null;
  return {
    bound,
    proven: /^Result - Optimal solution found\s*$/m.test(text),
    nodes: last(text, /^Enumerated nodes:\s+(\d+)/gm) ?? 0,
    iterations: last(text, /^Total iterations:\s+(\d+)/gm) ?? 0,
    cpuSeconds: last(text, /^Total time \(CPU seconds\):\s+(\S+)/gm),
  };
}

function last(text: string, pattern: RegExp): number | null {
  let found: number | null = null;
  for (const [, digits] of text.matchAll(pattern)) {
    const value = Number(digits);
    if (Number.isFinite(value)) found = value;
  }
  return found;
}

/** A point as a file that CBC takes as start (`mipStart`), every column named, numbers as exact as they are. */
export function writeCbcStart(values: Float64Array): string {
  const lines = ['Feasible - objective value 0'];
  values.forEach((value, column) => lines.push(`${column} x${column} ${value} 0`));
  return `${lines.join('\n')}\n`;
}
