import { type ImportKind } from '@heli/contracts';
import { type DataSource, type EntityManager } from 'typeorm';
import { notFound } from '../../errors/index.js';
import { type Language } from '../../i18n/index.js';
import { type Column, type Thing as NamedThing } from './columns/column.js';
import { TABLES } from './columns/tables.js';
import { type TableFormat, writeTable } from './file/write-table.js';
import { type Kind, KINDS, type Thing } from './kinds.js';
import { memberAt } from './members.js';
import { NameBook } from './names.js';

export interface ExportOptions {
  readonly format: TableFormat;
  readonly lang?: Language;
  readonly communityId?: string | undefined;
  readonly seasonId?: string | undefined;
  /** Only the titles of the columns. */
  readonly template?: boolean | undefined;
}

export interface ExportedFile {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly contentType: string;
  readonly rows: number;
}

export const CONTENT_TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const CHUNK = 5_000;

/**
 * Writes a pool as a table that `importFile` reads back without a change. Telephone numbers are left out: a table goes
 * from hand to hand, and reading it back leaves them as they are.
 */
export function exportFile(
  dataSource: DataSource,
  kind: ImportKind,
  options: ExportOptions,
): Promise<ExportedFile> {
  return dataSource.transaction('REPEATABLE READ', (manager) => exportTable(manager, kind, options));
}

async function exportTable(
  manager: EntityManager,
  kind: ImportKind,
  { format, lang = 'zh-CN', communityId, seasonId, template = false }: ExportOptions,
): Promise<ExportedFile> {
  const columns = TABLES[kind].filter(({ write }) => write !== null);
  const things = new Set(columns.flatMap(({ names }): readonly NamedThing[] => names ?? []));
  const names = await NameBook.open(manager, things, lang);
  const ids = template ? [] : await idsIn(manager, KINDS[kind], communityId, seasonId);
  const rows = [columns.map(({ headers }) => headers[lang][0])];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const values = await KINDS[kind].values(manager, ids.slice(start, start + CHUNK));
    for (const value of values) {
      const zone = names.zoneOf(value.communityId);
      const context = {
        zone,
        language: lang,
        name: (thing: NamedThing, id: string) => names.write(thing, id),
      };
      rows.push(columns.map((column) => cellOf(column, value, context)));
    }
  }
  return {
    bytes: await writeTable(rows, format),
    fileName: `${kind}.${format}`,
    contentType: CONTENT_TYPES[format],
    rows: ids.length,
  };
}

function cellOf(
  { path, write }: Column,
  value: Thing,
  context: Parameters<NonNullable<Column['write']>>[1],
): string {
  const member = path === 'needsVenue' ? value.venue !== undefined : memberAt(value, path);
  return member === undefined || write === null ? '' : write(member, context);
}

async function idsIn(
  manager: EntityManager,
  kind: Kind,
  communityId: string | undefined,
  seasonId: string | undefined,
): Promise<string[]> {
  const metadata = manager.dataSource.getMetadata(kind.entity);
  const query = manager.createQueryBuilder(kind.entity, 'held').select('held.id', 'id').orderBy('held.id');
  const narrow = async (type: string, property: string, table: string, id: string | undefined) => {
    if (id === undefined) return;
    const known = await manager.query<unknown[]>(`SELECT 1 FROM ${table} WHERE id = $1`, [id]);
    if (known.length === 0) throw notFound(type, id);
    if (metadata.findColumnWithPropertyName(property))
      query.andWhere(`held.${property} = :${property}`, { [property]: id });
  };
  kind.narrowToReach(query);
  await narrow('Community', 'communityId', 'communities', communityId);
  await narrow('Season', 'seasonId', 'seasons', seasonId);
  const rows = await query.getRawMany<{ id: string }>();
  return rows.map(({ id }) => id);
}
