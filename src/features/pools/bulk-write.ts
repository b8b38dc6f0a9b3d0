import { type EntityManager, type EntityTarget, type ObjectLiteral } from 'typeorm';

/** Columns of an entity as plain values: relations are named by their ids. */
export type RowOf<E> = {
  [K in keyof E as undefined extends E[K] ? never : K]: E[K];
};

type Entity<E extends ObjectLiteral> = EntityTarget<E>;

/** Rows per statement: each travels as one JSON parameter, so that neither the parameter limit nor the planner minds. */
const CHUNK = 5_000;

/** Managed by the statements themselves. */
const HOUSEKEEPING = new Set(['version', 'createdAt', 'updatedAt']);

interface Mapping {
  readonly table: string;
  readonly columns: readonly { readonly property: string; readonly name: string }[];
  readonly keys: readonly string[];
}

/** Of the columns, those that the rows name; the rest keeps its default, or what it has. */
function mappingOf<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  sample: object = {},
): Mapping {
  const metadata = manager.dataSource.getMetadata(entity);
  const columns = metadata.columns
    .filter(({ propertyName }) => !HOUSEKEEPING.has(propertyName) && propertyName in sample)
    .map(({ propertyName, databaseName }) => ({ property: propertyName, name: databaseName }));
  return {
    table: metadata.tableName,
    columns,
    keys: metadata.primaryColumns.map(({ databaseName }) => databaseName),
  };
}

/** `jsonb_populate_recordset` reads every column by the table's own type: text[], jsonb, timestamps and numbers alike. */
function payload({ columns }: Mapping, rows: readonly object[]): string {
  return JSON.stringify(
    rows.map((row) => {
      const values = row as Readonly<Record<string, unknown>>;
      return Object.fromEntries(columns.map(({ property, name }) => [name, values[property] ?? null]));
    }),
  );
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

async function inChunks(rows: readonly object[], work: (chunk: readonly object[]) => Promise<unknown>) {
  for (let start = 0; start < rows.length; start += CHUNK) await work(rows.slice(start, start + CHUNK));
}

/** Inserts rows that must not exist yet; the first version of each is 1. */
export async function insertStored<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const mapping = mappingOf(manager, entity, rows[0]);
  const names = quoted(mapping.columns.map(({ name }) => name));
  await inChunks(rows, (chunk) =>
    manager.query(
      `INSERT INTO "${mapping.table}" (${names}, "version")
       SELECT ${names}, 1 FROM jsonb_populate_recordset(NULL::"${mapping.table}", $1::jsonb)`,
      [payload(mapping, chunk)],
    ),
  );
}

/** Overwrites rows that exist, and counts their versions up. */
export async function updateStored<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const mapping = mappingOf(manager, entity, rows[0]);
  const changed = mapping.columns.filter(({ name }) => !mapping.keys.includes(name));
  await inChunks(rows, (chunk) =>
    manager.query(
      `UPDATE "${mapping.table}" AS held
       SET ${changed.map(({ name }) => `"${name}" = given."${name}"`).join(', ')},
           "version" = held."version" + 1, "updated_at" = now()
       FROM jsonb_populate_recordset(NULL::"${mapping.table}", $1::jsonb) AS given
       WHERE held."id" = given."id"`,
      [payload(mapping, chunk)],
    ),
  );
}

/** Replaces what the owners have in a table of links. */
export async function replaceLinks<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  owner: keyof E & string,
  ownerIds: readonly string[],
  rows: readonly RowOf<E>[],
): Promise<void> {
  if (ownerIds.length > 0) {
    await manager
      .createQueryBuilder()
      .delete()
      .from(entity)
      .where(`${owner} = ANY(:ownerIds)`, { ownerIds })
      .execute();
  }
  await insertLinks(manager, entity, rows);
}

export async function insertLinks<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  rows: readonly RowOf<E>[],
): Promise<void> {
  if (rows.length === 0) return;
  const mapping = mappingOf(manager, entity, rows[0]);
  const names = quoted(mapping.columns.map(({ name }) => name));
  await inChunks(rows, (chunk) =>
    manager.query(
      `INSERT INTO "${mapping.table}" (${names})
       SELECT ${names} FROM jsonb_populate_recordset(NULL::"${mapping.table}", $1::jsonb)`,
      [payload(mapping, chunk)],
    ),
  );
}

/** Rows of a table of links, by owner; in the order of `order`. */
export async function linksOf<E extends ObjectLiteral>(
  manager: EntityManager,
  entity: Entity<E>,
  owner: keyof E & string,
  order: keyof E & string,
  ownerIds: readonly string[],
): Promise<ReadonlyMap<string, E[]>> {
  const found = new Map<string, E[]>(ownerIds.map((id) => [id, []]));
  if (ownerIds.length === 0) return found;
  const rows = await manager
    .createQueryBuilder(entity, 'link')
    .where(`link.${owner} = ANY(:ownerIds)`, { ownerIds })
    .orderBy(`link.${order}`)
    .getMany();
  for (const row of rows) found.get(String(row[owner]))?.push(row);
  return found;
}
