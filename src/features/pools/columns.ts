/** Money in fen. PostgreSQL sends `bigint` as text; amounts stay far below 2^53. */
export const FEN_COLUMN = {
  type: 'bigint',
  transformer: {
    from: (text: string | number): number => Number(text),
    to: (fen: number): number => fen,
  },
} as const;
