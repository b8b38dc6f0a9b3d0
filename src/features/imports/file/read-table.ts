import { type Language } from '../../../i18n/index.js';
import { FILE_LIMITS } from './limits.js';
import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { unreadable } from './unreadable.js';

export interface TableRow {
  /** As the spreadsheet counts: the first row is 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly header: TableRow;
  readonly rows: readonly TableRow[];
}

const isXlsx = (file: Buffer): boolean => file.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
/** Compound files: the XLS of Excel 97, and XLSX with a password. */
const isOldExcel = (file: Buffer): boolean =>
  file.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]));

/** Reads CSV or XLSX by what the file is, whatever its name says. */
export async function readTable(file: Buffer, language: Language): Promise<Table> {
  if (file.length === 0) throw unreadable('empty', language);
  if (file.length > FILE_LIMITS.bytes) throw unreadable('too_large', language);
  if (isOldExcel(file)) throw unreadable('xlsx_encrypted', language);
  const cells = isXlsx(file) ? await readXlsx(file, language) : readCsv(file, language);
  const [header, ...rows] = cells
    .map((row, index): TableRow => ({ number: index + 1, cells: row.map(unescapeFormula) }))
    .filter((row) => row.cells.some((cell) => cell !== ''));
  if (!header) throw unreadable('empty', language);
  if (header.cells.length > FILE_LIMITS.columns) throw unreadable('too_many_columns', language);
  if (rows.length > FILE_LIMITS.rows) throw unreadable('too_many_rows', language);
  return { header, rows };
}

const FORMULA_START = /^'*[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Text that a spreadsheet would compute gets an apostrophe in front (OWASP: CSV injection). */
export const escapeFormula = (text: string): string =>
  FORMULA_START.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;

/** Takes that apostrophe off again; blanks around a cell mean nothing. */
function unescapeFormula(cell: string): string {
  const text = cell.trim();
  return text.startsWith("'") && FORMULA_START.test(text) ? text.slice(1) : text;
}
