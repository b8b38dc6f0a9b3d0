import { type EntityManager } from 'typeorm';
import { type Language, translate } from '../../i18n/index.js';
import { type PoolStore, type Reference, type ValueFault } from './pool-store.js';
import { REFERRERS } from './referrers.js';
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

/** Rows of one table that name a thing in one column. */
export interface Use {
  readonly table: string;
  readonly kind: string;
  readonly field: string;
  readonly count: number;
  /** The first of those that refer to it. */
  readonly ids: readonly string[];
  /** Whether they keep it from being deleted. */
  readonly holds: boolean;
}

const IDS_SHOWN = 20;

/** A column that names things of a pool. */
interface Link {
  readonly table: string;
  readonly column: string;
  readonly holds: boolean;
  readonly where: string;
}

/** Foreign keys to a table; asked of the database, so that none can be forgotten. */
async function foreignKeys(manager: EntityManager, tableName: string): Promise<Link[]> {
  const keys = await manager.query<{ table: string; column: string; holds: boolean }[]>(
    `SELECT key.conrelid::regclass::text AS "table", attribute.attname AS "column",
            key.confdeltype IN ('a', 'r') AS holds
     FROM pg_constraint key
     JOIN pg_attribute attribute ON attribute.attrelid = key.conrelid AND attribute.attnum = key.conkey[1]
     WHERE key.contype = 'f' AND key.confrelid = $1::regclass AND cardinality(key.conkey) = 1
     ORDER BY 1, 2`,
    [`"${tableName}"`],
  );
  return keys.map((key) => ({ ...key, where: 'true' }));
}

/**
 * Parts of plans name things without a foreign key, because a plan outlives what it was made of. While it is published,
 * people rely on it: what it names stays.
 */
const NAMED_BY_PLANS: Readonly<Record<string, Omit<Link, 'holds' | 'where'>>> = {
  activities: { table: 'scheduled_activities', column: 'activity_id' },
  volunteers: { table: 'assignments', column: 'volunteer_id' },
  venues: { table: 'venue_bookings', column: 'venue_id' },
  grassroots_groups: { table: 'group_engagements', column: 'group_id' },
  equipment_items: { table: 'equipment_loans', column: 'equipment_id' },
  donations: { table: 'fund_allocations', column: 'donation_id' },
};
const IN_PUBLISHED_PLAN = `plan_id IN (SELECT id FROM plans WHERE state = 'published')`;

/** The ledger names things without a foreign key too: it outlives them all, and what money is there for stays. */
const NAMED_BY_LEDGER: Readonly<Record<string, Omit<Link, 'holds'>>> = {
  donations: { table: 'ledger_transactions', column: 'donation_id', where: `kind <> 'pledge'` },
  activities: { table: 'ledger_accounts', column: 'activity_id', where: 'balance_fen <> 0' },
};

async function linksTo(manager: EntityManager, tableName: string): Promise<Link[]> {
  const named = NAMED_BY_PLANS[tableName];
  const entered = NAMED_BY_LEDGER[tableName];
  return [
    ...(await foreignKeys(manager, tableName)),
    ...(named === undefined ? [] : [{ ...named, holds: true, where: IN_PUBLISHED_PLAN }]),
    ...(entered === undefined ? [] : [{ ...entered, holds: true }]),
  ];
}

/** All that names a thing; its own parts do not count. */
export async function usesOf(manager: EntityManager, tableName: string, id: string): Promise<Use[]> {
  const uses: Use[] = [];
  for (const { table, column, holds, where } of await linksTo(manager, tableName)) {
    const referrer = REFERRERS[table];
    const field = referrer?.fields[column];
    if (referrer === undefined || field === undefined) {
      // Its own parts go with it; anything else would have to be known here.
      if (holds) throw new Error(`No word of the API is known for ${table}.${column}`);
      continue;
    }
    const [row] = await manager.query<{ count: number; ids: string[] }[]>(
      `SELECT count(*)::int AS count, (coalesce(array_agg(id ORDER BY id), '{}'))[1:${IDS_SHOWN}] AS ids
       FROM (SELECT DISTINCT ${referrer.owner} AS id FROM ${table} WHERE "${column}" = $1 AND ${where}) AS one`,
      [id],
    );
    if (row === undefined || row.count === 0) continue;
    uses.push({ table, kind: referrer.kind, field, holds, ...row });
  }
  return uses;
}

/** Which of the rows something else holds on to. */
export async function heldOnto(
  manager: EntityManager,
  tableName: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const held = new Set<string>();
  for (const { table, column, holds, where } of await linksTo(manager, tableName)) {
    if (!holds) continue;
    const rows = await manager.query<{ id: string }[]>(
      `SELECT DISTINCT "${column}" AS id FROM ${table} WHERE "${column}" = ANY($1) AND ${where}`,
      [ids],
    );
    for (const { id } of rows) held.add(id);
  }
  return held;
}
