import { FILE_LIMITS } from './limits.js';

/** A row or a cell, and what stands up to the next tag. Attributes hold no `<` (XML 1.0, 3.1), so nothing is scanned twice. */
const ROW_OR_CELL = /<(\/?)(?:[\w.-]{1,64}:)?(row|c)(?=[\s/>])([^<]*)/g;
/** However it is quoted. */
const PLACE = /[\s"']r\s*=\s*["']?([^"'\s>]*)/g;
/** Not `1e9`, which a reader that is less careful takes for a number. */
const WELL_FORMED = /^([A-Z]{0,3})(\d{1,7})$/;

/**
 * Refuses a sheet whose rows or cells are placed so far out, or are so many, that the table between would fill the memory.
 * @param refuse makes the error of a code
 */
export function guardSheet(content: Buffer, refuse: (code: string) => Error): void {
  let cells = 0;
  let lastRow = 0;
  let cellsOfRow = 0;
  let widest = 0;
  for (const [, closing = '', kind = '', rest = ''] of content.toString('latin1').matchAll(ROW_OR_CELL)) {
    if (closing !== '') continue;
    // A tag that another begins in is no XML: what would be read of it, nobody knows.
    if (!rest.includes('>')) throw refuse('xlsx_broken');
    if (kind === 'row') {
      lastRow += 1;
      cellsOfRow = 0;
    } else {
      cells += 1;
      cellsOfRow += 1;
      widest = Math.max(widest, cellsOfRow);
    }
    for (const [, place = ''] of rest.matchAll(PLACE)) {
      const [, letters = '', digits = ''] = WELL_FORMED.exec(place) ?? [];
      if (digits === '') throw refuse('xlsx_broken');
      lastRow = Math.max(lastRow, Number(digits));
      widest = Math.max(widest, columnNumber(letters));
    }
    if (lastRow > FILE_LIMITS.rows + 1) throw refuse('too_many_rows');
    if (widest > FILE_LIMITS.columns) throw refuse('too_many_columns');
    if (Math.max(cells, lastRow * widest) > FILE_LIMITS.cells) throw refuse('too_many_cells');
  }
}

/** `A` 1 … `Z` 26, `AA` 27 … */
const columnNumber = (letters: string): number =>
  Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
