/** Columns up to which a part's linear programs are quicker without the solver's own reductions. */
const SLIM = 3_000;

/** @param part its width in columns */
export const isSlim = ({ width }: { readonly width: number }): boolean => width <= SLIM;
