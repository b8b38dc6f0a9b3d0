import { type Limits } from '@heli/lp';

/** How long one model may be worked on before what is held of it has to do. */
export interface Patience {
  /** Wall time, milliseconds: where the caller sets no limit by work. */
  readonly ms: number;
  /**
   * Simplex iterations, of all nodes together: where he does, for then no clock may have a say. So many that a machine of
   * today is at work for about the wall time, and easy models are far from either.
   */
  readonly iterations: number;
}

/**
 * Limits of one model.
 * @param nodes limit by work that the caller set: branch-and-bound nodes
 * @param leftMs until the time that the caller gave is up; Infinity where he gave none. With a limit by work and no time, no clock is read.
 */
export function limitsOfModel(patience: Patience, nodes: number | undefined, leftMs: number): Limits {
  if (nodes === undefined) return { timeMs: Math.max(1, Math.min(leftMs, patience.ms)) };
  const { iterations } = patience;
  return leftMs === Infinity ? { nodes, iterations } : { nodes, iterations, timeMs: Math.max(1, leftMs) };
}

/** The money of a schedule is quick to divide; it has a patience of its own, or a plan that ran out of time could not be paid for. */
const MONEY: Patience = { ms: 60_000, iterations: 100_000 };

export const limitsOfMoney = (nodes: number | undefined): Limits => limitsOfModel(MONEY, nodes, Infinity);
