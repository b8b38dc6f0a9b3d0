import { CsvError, parse } from 'csv-parse/sync';
import { type Language } from '../../../i18n/index.js';
import { decodeText } from './decode-text.js';
import { FILE_LIMITS } from './limits.js';
import { unreadable } from './unreadable.js';

const DELIMITERS = [',', ';', '\t'] as const;

/** Rows as the spreadsheet counts them; empty lines are kept, so that row numbers stay right. */
export function readCsv(bytes: Uint8Array, language: Language): string[][] {
  const text = decodeText(bytes, language);
  const hint = /^sep=(.)\r?\n/.exec(text);
  const body = hint ? text.slice(hint[0].length) : text;
  const delimiter = hint?.[1] ?? likelyDelimiter(body);
  try {
    const rows = parse(body, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      // One more than is taken, so that too many can be told.
      to: FILE_LIMITS.rows + 2,
    });
    return hint ? [[''], ...rows] : rows;
  } catch (error) {
    if (error instanceof CsvError) {
      throw unreadable('csv_quotes', language, { line: Number(error.lines ?? 0) + (hint ? 1 : 0) }, error);
    }
    throw error;
  }
}

/** The sign that splits the header into most columns. */
function likelyDelimiter(text: string): string {
  const [header = ''] = text.trimStart().split(/\r?\n/, 1);
  const counts = DELIMITERS.map(() => 0);
  let isQuoted = false;
  for (const sign of header) {
    if (sign === '"') isQuoted = !isQuoted;
    const at = isQuoted ? -1 : DELIMITERS.findIndex((one) => one === sign);
    if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  }
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
