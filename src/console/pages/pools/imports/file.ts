import { call } from '~/api';
import { type ImportReport } from '@heli/contracts';
import { corrected, type Correction, type CsvFile, decoded, delimiterOf, written } from './table';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const isXlsx = (name: string): boolean => /\.xlsx$/i.test(name);

/** The cells of a CSV file; null for a workbook (and a CSV that tells its own delimiter), corrected where it was made. */
export async function readCells(file: File): Promise<CsvFile | null> {
  if (isXlsx(file.name)) return null;
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  if (text.startsWith('sep=')) return null;
  const delimiter = delimiterOf(text);
  const { parse } = await import('csv-parse/browser/esm/sync');
  const rows = parse(text, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: false });
  return { delimiter, rows };
}

/** The file again with its cells corrected. */
export const correctedFile = (file: File, cells: CsvFile, corrections: readonly Correction[]): File =>
  new File([written(corrected(cells, corrections))], file.name, { type: 'text/csv' });

/** Checks a table, or stores it: all rows or none. */
export const bring = (kind: string, file: File, dryRun: boolean): Promise<ImportReport> =>
  call<ImportReport>(`/imports/${kind}`, {
    method: 'POST',
    query: { dryRun },
    body: file,
    headers: { 'content-type': isXlsx(file.name) ? XLSX : 'text/csv' },
  });
