/** ¥100, fen. */
export const HUNDRED_YUAN_FEN = 10_000;
