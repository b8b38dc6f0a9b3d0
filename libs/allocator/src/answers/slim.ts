import { type Part } from './neighbourhood.js';

/** Columns up to which a part's linear programs are quicker without the solver's own reductions. */
const SLIM = 3_000;

export const isSlim = ({ width }: Part): boolean => width <= SLIM;
