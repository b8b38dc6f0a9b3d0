import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import { escapeFormula } from './read-table.js';

export type TableFormat = 'csv' | 'xlsx';

/** Both formats hold text only: nothing in them is computed, and an id like 0012 stays as it is. */
export async function writeTable(rows: readonly (readonly string[])[], format: TableFormat): Promise<Buffer> {
  const safe = rows.map((row) => row.map(escapeFormula));
  if (format === 'xlsx') {
    const cells = safe.map((row) => row.map((value) => (value === '' ? null : { value, type: String })));
    return writeXlsxFile(cells, { stickyRowsCount: 1 }).toBuffer();
  }
  // With the mark Excel opens it as UTF-8.
  return Buffer.from(stringify(safe, { bom: true, record_delimiter: 'windows' }), 'utf8');
}
