import { LANGUAGES, type Language } from '../../i18n/index.js';
import { type Column } from './columns/column.js';
import { FaultList } from './fault-list.js';
import { type Table } from './file/read-table.js';
import { unreadable } from './file/unreadable.js';

/** A column of the file that means something here. */
export interface PlacedColumn {
  readonly column: Column;
  /** Place in the row, from 0. */
  readonly index: number;
  /** As the file writes it. */
  readonly title: string;
}

export interface Layout {
  readonly placed: readonly PlacedColumn[];
  readonly ignored: readonly string[];
  /** Columns that come twice, with the one that came first. */
  readonly repeated: readonly { readonly title: string; readonly firstIndex: number }[];
}

/** Of a title that is told again, characters: a whole file may stand in one. */
const LONGEST_TITLE = 100;

/** Case, blanks, full-width signs, hyphens and underscores do not matter: `Max_Minutes per Day`. */
const simple = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');

/** Which column of the file is which of ours, by any title of either language, or by the name in the API. */
export function layoutOf(table: Table, columns: readonly Column[], language: Language): Layout {
  const known = new Map<string, Column>();
  for (const column of columns) {
    const titles = [...LANGUAGES.flatMap((one) => column.headers[one]), column.path];
    for (const title of titles) if (!known.has(simple(title))) known.set(simple(title), column);
  }
  const placed: PlacedColumn[] = [];
  const ignored: string[] = [];
  const repeated: { title: string; firstIndex: number }[] = [];
  table.header.cells.forEach((title, index) => {
    if (title === '') return;
    const column = known.get(simple(title));
    const first = placed.find((one) => one.column === column);
    if (!column) ignored.push(title.slice(0, LONGEST_TITLE));
    else if (first) repeated.push({ title, firstIndex: first.index });
    else placed.push({ column, index, title });
  });
  if (placed.length === 0) {
    const titles = columns.map(({ headers }) => headers[language][0]).join(', ');
    throw unreadable('no_known_columns', language, { titles });
  }
  return { placed, ignored, repeated };
}

/** A list of faults that begins with those of the header. */
export function faultsOfLayout(table: Table, { repeated }: Layout, language: Language): FaultList {
  const faults = new FaultList(language, table.header.cells);
  for (const { title, firstIndex } of repeated)
    faults.add(table.header.number, title, title, 'column_twice', { other: firstIndex + 1 });
  return faults;
}
