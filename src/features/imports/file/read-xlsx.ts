import { readSheet } from 'read-excel-file/universal';
import { type Language } from '../../../i18n/index.js';
import { unreadable } from './unreadable.js';
import { guardXlsx } from './zip-guard.js';

const MIDNIGHT = 'T00:00:00.000Z';

/** The first sheet as text. Of formulas only the stored result counts; nothing is computed. */
export async function readXlsx(file: Buffer, language: Language): Promise<string[][]> {
  guardXlsx(file, language);
  try {
    const copy = new Uint8Array(file).buffer;
    const rows = await readSheet(copy, { trim: false });
    return rows.map((row) => row.map(cellText));
  } catch (error) {
    throw unreadable('xlsx_broken', language, {}, error);
  }
}

/** Cells with a date hold the clock of whoever wrote them; the library gives it as if it were UTC. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return iso.endsWith(MIDNIGHT) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
  }
  if (typeof cell === 'number' && Number.isInteger(cell)) return BigInt(cell).toString();
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}
