import { type EntityManager, type EntityTarget, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { type Owners } from '../../auth/index.js';
import { type VersionedEntity } from '../../database/versioned.entity.js';
import { type Language } from '../../i18n/index.js';
import { type InArea, type Keeping, narrowToReach } from './keeping.js';
import { insertStored, linksOf, replaceLinks, type RowOf, updateStored } from './bulk-write.js';

/** A value that names something of another pool by id, with its place in the value. */
export interface Reference {
  readonly path: readonly (string | number)[];
  readonly entity: EntityTarget<VersionedEntity>;
  readonly id: string;
}

/** What is wrong with one of several values, in the reader's language. */
export interface ValueFault {
  /** Position of the value among those checked together. */
  readonly index: number;
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** Columns that a store writes; version and times keep themselves. */
export type ColumnsOf<E> = Omit<RowOf<E>, 'version' | 'createdAt' | 'updatedAt'>;

/** A table that holds a list of the value, one row for each member. */
export interface LinkTable<V> {
  write(manager: EntityManager, values: readonly V[], exist: boolean): Promise<void>;
}

/** `owner` is the column that names the value; `rows` are what it has now. */
export function linkTable<V extends { id: string }, L extends ObjectLiteral>(
  entity: EntityTarget<L>,
  owner: keyof L & string,
  rows: (value: V) => readonly RowOf<L>[],
): LinkTable<V> {
  return {
    write: (manager, values, exist) =>
      replaceLinks(manager, entity, owner, exist ? values.map(({ id }) => id) : [], values.flatMap(rows)),
  };
}

/** Ids in a table of links, sorted, for each owner. */
export async function linkedIds<L extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<L>,
  owner: keyof L & string,
  linked: keyof L & string,
  ownerIds: readonly string[],
): Promise<(ownerId: string) => string[]> {
  const links = await linksOf(manager, entity, owner, linked, ownerIds);
  return (ownerId) => (links.get(ownerId) ?? []).map((row) => String(row[linked]));
}

/**
 * How one kind of thing lies in its tables. `V` is the thing as the contracts know it, with its id; every way in (API,
 * file, data set) ends in `insert` or `update`, in sets, so that ten thousand rows cost a few statements.
 */
export abstract class PoolStore<E extends VersionedEntity, V extends { id: string }> {
  /** Word of the domain in messages and in the audit book, e.g. `Volunteer`. */
  abstract readonly type: string;
  abstract readonly entity: EntityTarget<E>;
  /** Fields that tell who a person is: the audit book does not repeat them. */
  readonly personal: readonly string[] = [];
  protected readonly links: readonly LinkTable<V>[] = [];

  /** Rows that somebody reaches: those of the communities. */
  protected readonly inArea: InArea = { shared: 'held.community_id = ANY(:reachCommunities)' };

  /** Whose the values are: those of the community that they name. */
  keepingsOf(_manager: EntityManager, values: readonly V[]): Promise<Keeping[]> {
    return Promise.resolve(values.map((value) => ({ owners: ownersByMembers(value) })));
  }

  /**
   * SQL that tells of the stored value with the id `$1` what `keepingsOf` tells of its owners, from few columns: the guard
   * asks at every request. Left out: the whole value is read.
   */
  protected readonly ownersSql?: string;

  /** Whose the stored value is; null: there is none. */
  async ownersOf(manager: EntityManager, id: string): Promise<Owners | null> {
    if (this.ownersSql !== undefined) {
      const [row] = await manager.query<{ owners: Owners }[]>(this.ownersSql, [id]);
      return row?.owners ?? null;
    }
    const values = await this.values(manager, await this.rows(manager, [id]));
    const [keeping] = await this.keepingsOf(manager, values);
    return keeping?.owners ?? null;
  }

  /** Keeps the rows that the caller reaches. */
  narrowToReach(query: SelectQueryBuilder<E>): void {
    narrowToReach(query, this.inArea);
  }

  /** Columns that are left out keep what they have. */
  protected abstract columns(value: V): object;

  /** The things behind the rows, in their order; few queries for all of them. */
  abstract values(manager: EntityManager, rows: readonly E[]): Promise<V[]>;

  abstract references(value: V): Reference[];

  /** Rules that one value alone cannot tell; what is already stored counts too. */
  check?(manager: EntityManager, values: readonly V[], language: Language): Promise<ValueFault[]>;

  async insert(manager: EntityManager, values: readonly V[]): Promise<void> {
    await insertStored(
      manager,
      this.entity,
      values.map((value) => this.columns(value)),
    );
    for (const link of this.links) await link.write(manager, values, false);
  }

  async update(manager: EntityManager, values: readonly V[]): Promise<void> {
    await updateStored(
      manager,
      this.entity,
      values.map((value) => this.columns(value)),
    );
    for (const link of this.links) await link.write(manager, values, true);
  }

  query(manager: EntityManager): SelectQueryBuilder<E> {
    return manager.createQueryBuilder(this.entity, 'held');
  }

  rows(manager: EntityManager, ids: readonly string[]): Promise<E[]> {
    return this.query(manager).where('held.id = ANY(:ids)', { ids }).orderBy('held.id').getMany();
  }
}

/** What the members of a value say of its owners: `communityId`, `servesCommunityIds`, `ownerUnitId`. */
export function ownersByMembers(value: object): Owners {
  const { communityId, servesCommunityIds, ownerUnitId } = value as {
    readonly communityId?: string;
    readonly servesCommunityIds?: readonly string[];
    readonly ownerUnitId?: string;
  };
  return {
    communities: communityId === undefined ? [] : [communityId],
    guests: servesCommunityIds ?? [],
    ...(ownerUnitId === undefined ? {} : { partner: ownerUnitId }),
  };
}

/** Rows of a community, and those that serve it by a table of links. */
export const homeOrServed = (links: string, owner: string): string =>
  `held.community_id = ANY(:reachCommunities) OR EXISTS (SELECT 1 FROM ${links} reached
    WHERE reached.${owner} = held.id AND reached.community_id = ANY(:reachCommunities))`;

/** `ownersSql` of what lies in a community and serves others by a table of links; `more` are further members of the owners. */
export const ownersAtHome = (table: string, links: string, owner: string, more = ''): string =>
  `SELECT jsonb_strip_nulls(jsonb_build_object(
       'communities', jsonb_build_array(held.community_id),
       'guests', to_jsonb(ARRAY(SELECT community_id FROM ${links} WHERE ${owner} = held.id ORDER BY 1))${more})) AS owners
     FROM ${table} held WHERE held.id = $1`;

function patternsOf(text: string): { readonly inside: string; readonly ahead: string } {
  const literal = text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
  return { inside: `%${literal}%`, ahead: `${literal}%` };
}

/** `name` holds the text, or the id begins with it; case does not matter. */
export function narrowBySearch<E extends VersionedEntity>(
  query: SelectQueryBuilder<E>,
  text: string | undefined,
  property = 'name',
): void {
  if (text === undefined) return;
  query.andWhere(`(held.${property} ILIKE :inside OR held.id ILIKE :ahead)`, patternsOf(text));
}

/**
 * The same for tables of tens of thousands with indexes on `search_grams(name)` and `lower(id)`. The ids are
 * found first, as an array: a plan that goes through the rows in the order of the page would look at all of them.
 */
export function narrowByIndexedSearch<E extends VersionedEntity>(
  query: SelectQueryBuilder<E>,
  text: string | undefined,
): void {
  if (text === undefined) return;
  const table = query.expressionMap.mainAlias?.metadata.tableName ?? '';
  query.andWhere(
    `held.id = ANY(ARRAY(
       SELECT found.id FROM ${table} found
        WHERE search_grams(found.name) @> search_grams(:text) AND found.name ILIKE :inside
       UNION ALL
       SELECT found.id FROM ${table} found WHERE lower(found.id) LIKE lower(:ahead)))`,
    { text, ...patternsOf(text) },
  );
}

/** Keeps rows that have `value` in a column, where a value is asked for. */
export function narrowBy<E extends VersionedEntity>(
  query: SelectQueryBuilder<E>,
  property: keyof E & string,
  value: string | boolean | undefined,
): void {
  if (value !== undefined) query.andWhere(`held.${property} = :${property}`, { [property]: value });
}

/** References of an id, or of a list of ids, that may be left out. */
export function referencesIn(
  path: readonly (string | number)[],
  entity: EntityTarget<VersionedEntity>,
  ids: string | readonly string[] | undefined,
): Reference[] {
  if (ids === undefined) return [];
  if (typeof ids === 'string') return [{ path, entity, id: ids }];
  return ids.map((id, index) => ({ path: [...path, index], entity, id }));
}
