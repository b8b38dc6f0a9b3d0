const MEGABYTE = 1024 * 1024;

/** What a file may hold. The pilot's largest list has 3,020 rows of 1 kB. */
export const FILE_LIMITS = {
  bytes: 20 * MEGABYTE,
  /** Of an XLSX file once unpacked: ordinary ones grow about tenfold. */
  unpackedBytes: 100 * MEGABYTE,
  archiveEntries: 2_000,
  rows: 100_000,
  columns: 200,
  /** Of the rectangle around all cells. */
  cells: 4_000_000,
  cellCharacters: 20_000,
} as const;
