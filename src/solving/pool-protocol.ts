import { type Limits, type Model, type Solution, type SolveOptions } from '@heli/lp';
import { type SolverName } from './protocol.js';

/** A model without its names, which are functions and stay with whoever asks. */
export type PlainModel = Omit<Model, 'columnName' | 'rowName'>;

/** What a thread of the pool is started with. */
export interface PoolThreadTask {
  readonly solver: SolverName;
  /** One Int32: anything but 0 means that the work at hand is no longer wanted. */
  readonly cancel: SharedArrayBuffer;
}

export interface PoolQuestion {
  readonly type: 'solve';
  /** Number of the growing program that the thread keeps; null for one that is solved once. */
  readonly program: number | null;
  readonly model: PlainModel;
  readonly limits: Limits;
  readonly options: Omit<SolveOptions, 'onProgress'>;
}

/** The program is no longer wanted. */
export interface PoolEnd {
  readonly type: 'end';
  readonly program: number;
}

export type PoolMessage =
  | { readonly type: 'ready'; readonly name: string; readonly version: string }
  | { readonly type: 'solution'; readonly solution: Solution }
  | { readonly type: 'failed'; readonly message: string };
