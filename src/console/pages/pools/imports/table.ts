/** A CSV file as its cells, with what is needed to write it again. */
export interface CsvFile {
  readonly delimiter: string;
  /** Rows as the spreadsheet counts them: the first holds the titles. */
  readonly rows: readonly (readonly string[])[];
}

/** Text of a file as spreadsheets write it: UTF-8, UTF-16 with a mark, or GB 18030. */
export function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder().decode(bytes);
  // What is not UTF-8 leaves marks of what could not be read.
  return text.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : text;
}

/** What most likely parts the cells: what is most often in the line of titles. */
export function delimiterOf(text: string): string {
  const titles = text.split(/\r?\n/, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: titles.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** Correction of one cell: row as the spreadsheet counts, title of the column. */
export interface Correction {
  readonly row: number;
  readonly column: string;
  readonly value: string;
}

/** The table with the corrections in it; the others are where they do not fit: no such row or column. */
export function corrected(file: CsvFile, corrections: readonly Correction[]): CsvFile {
  const rows = file.rows.map((row) => [...row]);
  const head = rows.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  const titles = (rows[head] ?? []).map((title) => title.trim());
  for (const { row, column, value } of corrections) {
    const place = titles.indexOf(column.trim());
    const cells = rows[row - 1];
    if (place < 0 || cells === undefined || row - 1 <= head) continue;
    while (cells.length <= place) cells.push('');
    cells[place] = value;
  }
  return { ...file, rows };
}

const MUST_BE_QUOTED = /["\r\n]|^\s|\s$/;

/** RFC 4180, with a mark so that spreadsheets see UTF-8. */
export function written({ rows, delimiter }: CsvFile): string {
  const cell = (text: string) =>
    text.includes(delimiter) || MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return `\uFEFF${rows.map((row) => row.map(cell).join(delimiter)).join('\r\n')}\r\n`;
}
