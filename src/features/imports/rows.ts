import { type Column } from './columns/column.js';
import { type FaultList } from './fault-list.js';
import { FILE_LIMITS } from './file/limits.js';
import { type Table, type TableRow } from './file/read-table.js';
import { type Layout, type PlacedColumn } from './layout.js';
import { type NameBook } from './names.js';
import { type Read } from './text/read.js';
import { isStorableText } from '../../errors/index.js';

/** What one row says, before it is known what is there already. */
export interface RowDraft {
  readonly number: number;
  /** By the path of the column; undefined: the cell is empty. */
  readonly given: ReadonlyMap<string, unknown>;
  /** Cells that could not be read; they have been told. */
  readonly broken: ReadonlySet<string>;
  /** Adds a fault at the column that a path of the value belongs to. */
  readonly tell: (path: readonly (string | number)[], code: string, message: string) => void;
  readonly fault: (column: string, code: string, params?: Readonly<Record<string, string | number>>) => void;
}

export function draftRows(table: Table, layout: Layout, names: NameBook, faults: FaultList): RowDraft[] {
  const ids = new Set(table.rows.map((row) => cellOf(row, layout, 'id')).filter((id) => id !== ''));
  // The community comes first: its zone tells what clock times mean.
  const inOrder = layout.placed.toSorted(
    (a, b) => Number(b.column.path === 'communityId') - Number(a.column.path === 'communityId'),
  );
  const read = rememberingReader(names, ids);
  return table.rows.map((row) => draftOf(row, inOrder, read, names, faults));
}

type CellReader = (column: Column, text: string, zone: string) => Read<unknown>;

/** Many cells of a column say the same: each text is read once. */
function rememberingReader(names: NameBook, own: ReadonlySet<string>): CellReader {
  const known = new Map<Column, Map<string, Read<unknown>>>();
  return (column, text, zone) => {
    const results = known.get(column) ?? new Map<string, Read<unknown>>();
    known.set(column, results);
    const key = `${zone} ${text}`;
    const result =
      results.get(key) ??
      column.read(text, {
        zone,
        name: (thing, word) => names.read(thing, word, thing === 'activity' ? own : undefined),
      });
    results.set(key, result);
    return result;
  };
}

const cellOf = (row: TableRow, layout: Layout, path: string): string => {
  const placed = layout.placed.find(({ column }) => column.path === path);
  return placed === undefined ? '' : (row.cells[placed.index] ?? '');
};

function draftOf(
  row: TableRow,
  placed: readonly PlacedColumn[],
  read: CellReader,
  names: NameBook,
  faults: FaultList,
): RowDraft {
  const given = new Map<string, unknown>();
  const broken = new Set<string>();
  const textOf = (one: PlacedColumn): string => row.cells[one.index] ?? '';
  const placeOf = (path: readonly (string | number)[]): PlacedColumn | undefined => {
    const whole = path.join('.');
    return placed
      .filter(({ column }) => whole === column.path || whole.startsWith(`${column.path}.`))
      .sort((a, b) => b.column.path.length - a.column.path.length)[0];
  };
  const draft: RowDraft = {
    number: row.number,
    given,
    broken,
    tell: (path, code, message) => {
      const place = placeOf(path);
      const column = place?.title ?? (path.length === 0 ? null : path.join('.'));
      faults.say(row.number, column, place ? textOf(place) : '', code, message);
    },
    fault: (path, code, params) => {
      const place = placeOf([path]);
      faults.add(row.number, place?.title ?? path, place ? textOf(place) : '', code, params);
    },
  };
  for (const one of placed) {
    const text = textOf(one);
    const { path } = one.column;
    if (text === '') {
      given.set(path, undefined);
      continue;
    }
    const wrong = unfit(text);
    if (wrong !== undefined) {
      faults.add(row.number, one.title, text, wrong, { most: FILE_LIMITS.cellCharacters });
      broken.add(path);
      continue;
    }
    const result = read(one.column, text, names.zoneOf(given.get('communityId')));
    if (result.ok) given.set(path, result.value);
    else {
      faults.add(row.number, one.title, text, result.code, result.params);
      broken.add(path);
    }
  }
  return draft;
}

function unfit(text: string): string | undefined {
  if (text.length > FILE_LIMITS.cellCharacters) return 'too_long';
  return isStorableText(text) ? undefined : 'not_storable';
}
