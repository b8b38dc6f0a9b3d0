import { type EntityManager } from 'typeorm';
import { type RowOf } from './bulk-write.js';

/** A table of links that is to be read: the column that names the owner, and the one that puts an owner's rows in order. */
export interface LinkRead<L extends object> {
  readonly entity: new () => L;
  readonly owner: string;
  readonly order: string;
}

export const linkRead = <L extends object>(
  entity: new () => L,
  owner: keyof L & string,
  order: keyof L & string,
): LinkRead<L> => ({ entity, owner, order });

/** Members of a JSON object that come out as TypeORM reads them. */
const PLAIN: ReadonlySet<unknown> = new Set(['text', 'integer', 'int', 'boolean', 'date', 'jsonb']);

type Tables = Readonly<Record<string, LinkRead<object>>>;
type LinksOf<T extends Tables> = {
  readonly [K in keyof T]: (ownerId: string) => readonly RowOf<InstanceType<T[K]['entity']>>[];
};

/** `SELECT` of one table: a row for each owner, with all of its links as JSON. */
function selectOf(manager: EntityManager, name: string, read: LinkRead<object>): string {
  const { tableName, columns } = manager.dataSource.getMetadata(read.entity);
  const column = (property: string): string => {
    const found = columns.find(({ propertyName }) => propertyName === property);
    if (found === undefined) throw new Error(`${tableName} has no column for ${property}`);
    return `link."${found.databaseName}"`;
  };
  const unlike = columns.find(({ type }) => !PLAIN.has(type));
  if (unlike !== undefined) throw new Error(`${tableName}.${unlike.databaseName} is not the same as JSON`);
  const members = columns.map(({ propertyName }) => `'${propertyName}', ${column(propertyName)}`);
  const owner = column(read.owner);
  return `SELECT '${name}' AS name, ${owner} AS owner,
      jsonb_agg(jsonb_build_object(${members.join(', ')}) ORDER BY ${column(read.order)}) AS rows
    FROM "${tableName}" link WHERE ${owner} = ANY($1) GROUP BY ${owner}`;
}

/** What the owners have in several tables of links, read by one statement. */
export async function linksTogether<T extends Tables>(
  manager: EntityManager,
  ownerIds: readonly string[],
  tables: T,
): Promise<LinksOf<T>> {
  const found = new Map<string, Map<string, readonly object[]>>();
  if (ownerIds.length > 0) {
    const sql = Object.entries(tables).map(([name, read]) => selectOf(manager, name, read));
    const rows = await manager.query<{ name: string; owner: string; rows: object[] }[]>(
      sql.join('\nUNION ALL\n'),
      [ownerIds],
    );
    for (const { name, owner, rows: links } of rows) {
      const ofTable = found.get(name) ?? new Map<string, readonly object[]>();
      found.set(name, ofTable.set(owner, links));
    }
  }
  const entries = Object.keys(tables).map((name) => [name, (id: string) => found.get(name)?.get(id) ?? []]);
  // Each table's rows are those of its entity: `selectOf` names every column of it.
  return Object.fromEntries(entries) as LinksOf<T>;
}
