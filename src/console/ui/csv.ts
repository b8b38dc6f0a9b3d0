import { saveFile } from '../api';

const cellOf = (value: string | number): string => {
  const text = String(value);
  // A sheet must not take a cell of ours for a formula.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV that Excel opens with its Hanzi whole. */
export function saveCsv(
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const text = [head, ...rows].map((cells) => cells.map(cellOf).join(',')).join('\r\n');
  saveFile(new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
