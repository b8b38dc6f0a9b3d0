import { type ImportKind } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { newId } from '../../database/index.js';
import { parseWith } from '../../errors/index.js';
import { type Language } from '../../i18n/index.js';
import { type Kind, type Thing } from './kinds.js';
import { type Draft, dropMember, memberAt, setMember } from './members.js';
import { type RowDraft } from './rows.js';

/** A row as the whole thing that it makes, and what was there before. */
export interface CompleteRow {
  readonly row: RowDraft;
  readonly before: Thing | undefined;
  readonly value: Thing;
}

interface Frame {
  readonly kind: ImportKind;
  readonly lang: Language;
  readonly seasonId: string | undefined;
}

/** Finds for each row what is there already, lays its cells over it, and checks the whole. */
export async function completed(
  manager: EntityManager,
  kind: Kind,
  rows: readonly RowDraft[],
  frame: Frame,
): Promise<CompleteRow[]> {
  const ids = await identified(manager, kind, rows, frame);
  const known = new Set([...ids.values()].filter((id) => id !== undefined));
  const held = await heldThings(manager, kind, known);
  return rows.flatMap((row) => {
    if (!ids.has(row)) return [];
    const id = ids.get(row);
    const before = id === undefined ? undefined : held.get(id);
    const draft = laidOver(before, row, frame);
    const parsed = parseWith(kind.schema, { ...draft, ...(id === undefined ? {} : { id }) }, frame.lang);
    if (parsed.ok) {
      const value = { ...(parsed.value as Draft), id: id ?? newId() };
      return [{ row, before, value }];
    }
    for (const { pointer, code, message } of parsed.faults) {
      const path = pointer.slice(1).split('/');
      if ([...row.broken].some((cell) => concerns(cell, path))) continue;
      if (memberAt(draft, path.join('.')) === undefined && code === 'invalid_type')
        row.fault(path.join('.'), 'required');
      else row.tell(path, code, message);
    }
    return [];
  });
}

/** A cell that could not be read leaves a hole; it was told once already. */
const concerns = (cell: string, path: readonly string[]): boolean => {
  const place = path.join('.');
  return place === cell || place.startsWith(`${cell}.`) || cell.startsWith(`${place}.`);
};

async function heldThings(
  manager: EntityManager,
  kind: Kind,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Thing>> {
  const { tableName } = manager.dataSource.getMetadata(kind.entity);
  await manager.query(`SELECT 1 FROM "${tableName}" WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [[...ids]]);
  const things = await kind.values(manager, [...ids]);
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** Cells over what is there: an empty cell takes the value away, a column that the file has not leaves it. */
function laidOver(before: Thing | undefined, row: RowDraft, { kind, seasonId }: Frame): Draft {
  const draft: Draft = before === undefined ? {} : structuredClone(before);
  for (const [path, value] of row.given) {
    if (value === undefined) dropMember(draft, path);
    else setMember(draft, path, value);
  }
  const location = draft.location;
  if (location !== undefined && JSON.stringify(location) === '{}') dropMember(draft, 'location');
  if (kind === 'activities') settleVenue(draft, row);
  if (
    seasonId !== undefined &&
    draft.seasonId === undefined &&
    (kind === 'activities' || kind === 'donations')
  ) {
    draft.seasonId = seasonId;
  }
  return draft;
}

/** The table asks in one column whether a venue is needed, and in others which would do. */
function settleVenue(draft: Draft, row: RowDraft): void {
  const needed = row.given.get('needsVenue');
  dropMember(draft, 'needsVenue');
  if (needed === false) dropMember(draft, 'venue');
  if (needed === true && draft.venue === undefined) draft.venue = {};
}

/** Id of each row that can be told; undefined: a new thing that brings none. Rows that cannot be told are left out. */
async function identified(
  manager: EntityManager,
  kind: Kind,
  rows: readonly RowDraft[],
  frame: Frame,
): Promise<Map<RowDraft, string | undefined>> {
  const ids = new Map<RowDraft, string | undefined>();
  const byId = new Map<string, RowDraft>();
  const nameless: { row: RowDraft; key: string }[] = [];
  for (const row of rows) {
    const id = row.given.get('id');
    if (typeof id === 'string') {
      const first = byId.get(id);
      if (first) row.fault('id', 'duplicate_id', { row: first.number });
      else {
        byId.set(id, row);
        ids.set(row, id);
      }
    } else if (kind.sameBy === null) row.fault('id', 'id_needed');
    else {
      const key = keyOf(kind.sameBy, row, frame);
      if (key !== undefined) nameless.push({ row, key });
      else if (frame.kind === 'volunteers' && row.given.get('name') === undefined) {
        row.fault('name', 'id_or_name_needed');
      } else ids.set(row, undefined);
    }
  }
  await matchByKey(manager, kind, nameless, byId, ids);
  return ids;
}

const SEPARATOR = '\u001f';

/** Undefined when a part is missing or unclear: the schema says what is wrong then. */
function keyOf(sameBy: NonNullable<Kind['sameBy']>, row: RowDraft, frame: Frame): string | undefined {
  const parts = sameBy.map(({ member }) => {
    if (member === 'firstStart') {
      const starts = row.given.get('candidateStarts');
      return Array.isArray(starts)
        ? Math.min(...starts.map((start) => Date.parse(String(start))))
        : undefined;
    }
    return row.given.get(member) ?? (member === 'seasonId' ? frame.seasonId : undefined);
  });
  return parts.some((part) => part === undefined) ? undefined : parts.map(String).join(SEPARATOR);
}

async function matchByKey(
  manager: EntityManager,
  kind: Kind,
  nameless: readonly { row: RowDraft; key: string }[],
  byId: ReadonlyMap<string, RowDraft>,
  ids: Map<RowDraft, string | undefined>,
): Promise<void> {
  const held = await idsByKey(
    manager,
    kind,
    nameless.map(({ key }) => key),
  );
  const seen = new Map<string, RowDraft>();
  for (const { row, key } of nameless) {
    const same = held.get(key) ?? [];
    const [id] = same;
    const first = seen.get(key) ?? (id === undefined ? undefined : byId.get(id));
    const column = kind.sameBy?.[0]?.member ?? 'id';
    if (first) row.fault(column, 'duplicate_row', { row: first.number });
    else if (same.length > 1) row.fault(column, 'ambiguous_row', { count: same.length });
    else ids.set(row, id);
    if (!first) seen.set(key, row);
  }
}

async function idsByKey(
  manager: EntityManager,
  kind: Kind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>();
  const [label] = kind.sameBy ?? [];
  if (kind.sameBy === null || label === undefined || keys.length === 0) return found;
  const { tableName } = manager.dataSource.getMetadata(kind.entity);
  const columns = kind.sameBy.map(({ column }, index) => `"${column}" AS "part${index}"`).join(', ');
  const labels = [...new Set(keys.map((key) => key.split(SEPARATOR)[0] ?? ''))];
  const rows = await manager.query<({ id: string } & Record<string, unknown>)[]>(
    `SELECT id, ${columns} FROM "${tableName}" WHERE "${label.column}" = ANY($1) ORDER BY id`,
    [labels],
  );
  for (const row of rows) {
    const key = kind.sameBy
      .map((_, index) => row[`part${index}`])
      .map((part) => (part instanceof Date ? part.getTime() : String(part)))
      .join(SEPARATOR);
    found.set(key, [...(found.get(key) ?? []), row.id]);
  }
  return found;
}
