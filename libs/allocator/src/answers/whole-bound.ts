/** A whole number that a computed bound proves. */
export const wholeBound = (bound: number): number => Math.floor(bound + 1e-4 + Math.abs(bound) * 1e-9);
