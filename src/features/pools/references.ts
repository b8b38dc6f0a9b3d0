import { type EntityManager } from 'typeorm';
import { type Language, translate } from '../../i18n/index.js';
import { type PoolStore, type Reference, type ValueFault } from './pool-store.js';
import { type VersionedEntity } from '../../database/versioned.entity.js';

/** Every id that names nothing, with its place; one query for each table that is named. */
export async function unknownReferences<V extends { id: string }>(
  manager: EntityManager,
  store: PoolStore<VersionedEntity, V>,
  values: readonly V[],
  language: Language,
): Promise<ValueFault[]> {
  const named = new Map<Reference['entity'], (Reference & { index: number })[]>();
  values.forEach((value, index) => {
    for (const reference of store.references(value)) {
      const list = named.get(reference.entity) ?? [];
      list.push({ ...reference, index });
      named.set(reference.entity, list);
    }
  });
  const own = new Set(values.map(({ id }) => id));
  const faults: ValueFault[] = [];
  for (const [entity, references] of named) {
    const known = await knownIds(manager, entity, new Set(references.map(({ id }) => id)));
    for (const { id, index, path } of references) {
      if (known.has(id) || (entity === store.entity && own.has(id))) continue;
      const thing = translate(language, `pools.tables.${manager.dataSource.getMetadata(entity).tableName}`);
      faults.push({
        index,
        path,
        code: 'reference_unknown',
        message: translate(language, 'pools.faults.reference_unknown', { thing, id }),
      });
    }
  }
  return faults.sort((a, b) => a.index - b.index);
}

export async function knownIds(
  manager: EntityManager,
  entity: Reference['entity'],
  ids: ReadonlySet<string>,
): Promise<Set<string>> {
  const { tableName } = manager.dataSource.getMetadata(entity);
  // A share lock keeps what is named from being deleted before this transaction ends.
  const rows = await manager.query<{ id: string }[]>(
    `SELECT id FROM "${tableName}" WHERE id = ANY($1) ORDER BY id FOR KEY SHARE`,
    [[...ids]],
  );
  return new Set(rows.map(({ id }) => id));
}

/** How many rows of which tables hold on to a thing, so that it cannot be deleted. */
export interface Use {
  readonly table: string;
  readonly count: number;
}

/** Foreign keys that keep a row of the table from being deleted; asked of the database, so that none can be forgotten. */
function holdingKeys(
  manager: EntityManager,
  tableName: string,
): Promise<{ table: string; column: string }[]> {
  return manager.query(
    `SELECT key.conrelid::regclass::text AS "table", quote_ident(attribute.attname) AS "column"
     FROM pg_constraint key
     JOIN pg_attribute attribute ON attribute.attrelid = key.conrelid AND attribute.attnum = key.conkey[1]
     WHERE key.contype = 'f' AND key.confrelid = $1::regclass AND key.confdeltype IN ('a', 'r')
       AND cardinality(key.conkey) = 1
     ORDER BY 1, 2`,
    [`"${tableName}"`],
  );
}

/**
 * Parts of plans name things without a foreign key, because a plan outlives what it was made of. While it is published,
 * people rely on it: what it names stays.
 */
const NAMED_BY_PLANS: Readonly<Record<string, { readonly table: string; readonly column: string }>> = {
  activities: { table: 'scheduled_activities', column: 'activity_id' },
  volunteers: { table: 'assignments', column: 'volunteer_id' },
  venues: { table: 'venue_bookings', column: 'venue_id' },
  grassroots_groups: { table: 'group_engagements', column: 'group_id' },
  equipment_items: { table: 'equipment_loans', column: 'equipment_id' },
  donations: { table: 'fund_allocations', column: 'donation_id' },
};
const IN_PUBLISHED_PLAN = `plan_id IN (SELECT id FROM plans WHERE state = 'published')`;

interface Hold {
  readonly table: string;
  readonly column: string;
  readonly where: string;
}

async function holdsOn(manager: EntityManager, tableName: string): Promise<Hold[]> {
  const keys = await holdingKeys(manager, tableName);
  const named = NAMED_BY_PLANS[tableName];
  return [
    ...keys.map((key) => ({ ...key, where: 'true' })),
    ...(named === undefined ? [] : [{ ...named, where: IN_PUBLISHED_PLAN }]),
  ];
}

export async function usesOf(manager: EntityManager, tableName: string, id: string): Promise<Use[]> {
  const counts = new Map<string, number>();
  for (const { table, column, where } of await holdsOn(manager, tableName)) {
    const [row] = await manager.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM ${table} WHERE ${column} = $1 AND ${where}`,
      [id],
    );
    counts.set(table, (counts.get(table) ?? 0) + (row?.count ?? 0));
  }
  return [...counts].filter(([, count]) => count > 0).map(([table, count]) => ({ table, count }));
}

/** Which of the rows something else holds on to. */
export async function heldOnto(
  manager: EntityManager,
  tableName: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const held = new Set<string>();
  for (const { table, column, where } of await holdsOn(manager, tableName)) {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT ${column} AS id FROM ${table} WHERE ${column} = ANY($1) AND ${where}`,
      [ids],
    );
    for (const { id } of rows) held.add(id);
  }
  return held;
}
