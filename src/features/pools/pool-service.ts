import { type BulkAnswer, type ReferenceList } from '@heli/contracts';
import { type z } from 'zod';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { type AuditService } from '../../audit/index.js';
import { type Transactions } from '../../database/transactions.js';
import { newId, type VersionedEntity } from '../../database/versioned.entity.js';
import { notFound, type Parsed, parseWith } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { type IfMatchVersions } from '../../http/etag.js';
import { type Page, type PageQuery, paginate, type SortKey } from '../../http/pages.js';
import { translate } from '../../i18n/index.js';
import { PoolWriter } from './pool-writer.js';
import { type PoolStore } from './pool-store.js';
import { usesOf } from './references.js';
import { throwFirst, throwTogether } from './refusals.js';

/** Fields that the store keeps itself. */
export interface Stored {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What every list of a pool can be asked. */
export interface PoolQuery extends PageQuery {
  /** Name of a sort, with a minus sign in front to turn it round. */
  readonly sort?: string | undefined;
  readonly updatedSince?: string | undefined;
  readonly id?: string | string[] | undefined;
}

type Body<V> = Omit<V, 'id'> & { id?: string | undefined };

export interface BulkBody<V> {
  readonly create: readonly Body<V>[];
  readonly patch: readonly {
    readonly id: string;
    readonly version: number | '*';
    readonly changes: object;
  }[];
  readonly delete: readonly { readonly id: string; readonly version: number | '*' }[];
}

/** One way of keeping pools: reading, adding, changing and removing one kind of thing, alone or many at once. */
export abstract class PoolService<
  E extends VersionedEntity,
  V extends { id: string },
  Q extends PoolQuery = PoolQuery,
> extends PoolWriter<E, V> {
  protected readonly sort: readonly SortKey[] = [{ property: 'id', direction: 'ASC' }];
  /** Properties behind names of sorts that are called otherwise. */
  protected readonly sortProperties: Readonly<Record<string, string>> = {};
  /** Fields that a thing keeps for life. */
  protected readonly fixed: readonly (keyof V & string)[] = [];

  constructor(
    store: PoolStore<E, V>,
    schema: z.ZodType<Body<V>>,
    protected readonly transactions: Transactions,
    audit: AuditService,
  ) {
    super(store, schema, audit);
  }

  /** Narrows a list to what was asked for. */
  protected abstract narrow(query: SelectQueryBuilder<E>, asked: Q): void;

  /** What may be seen of a value. */
  protected shown(value: V): object {
    return value;
  }

  async list(asked: Q): Promise<Page<object>> {
    const { manager } = this.transactions;
    const query = this.store.query(manager);
    this.narrow(query, asked);
    this.store.narrowToReach(query);
    if (asked.updatedSince !== undefined) {
      query.andWhere('held.updatedAt >= :updatedSince', { updatedSince: asked.updatedSince });
    }
    if (asked.id !== undefined) query.andWhere('held.id IN (:...onlyIds)', { onlyIds: [asked.id].flat() });
    const page = await paginate(query, asked, this.orderOf(asked.sort));
    return { ...page, items: await this.read(manager, page.items) };
  }

  async get(id: string): Promise<object> {
    const { manager } = this.transactions;
    const [shown] = await this.read(manager, await this.store.rows(manager, [id]));
    if (!shown) throw notFound(this.store.type, id);
    return shown;
  }

  /** What refers to a thing. */
  async references(id: string): Promise<ReferenceList> {
    const { manager } = this.transactions;
    const [row] = await this.store.rows(manager, [id]);
    if (!row) throw notFound(this.store.type, id);
    const { tableName } = manager.dataSource.getMetadata(this.store.entity);
    const uses = await usesOf(manager, tableName, id);
    return {
      items: uses.map(({ kind, field, count, ids, holds }) => ({ kind, field, count, ids: [...ids], holds })),
    };
  }

  async create(body: Body<V>): Promise<object> {
    const value = identified(body);
    return this.transactions.run(async (manager) => {
      throwFirst(await this.insertAll(manager, [{ at: [], value }]));
      return this.get(value.id);
    });
  }

  /** Members given replace those held; null goes back to the default. The whole is checked again. */
  patch(id: string, ifMatch: IfMatchVersions, patch: object): Promise<object> {
    return this.changeOne(id, ifMatch, (before) => this.merged(before, patch));
  }

  /** All members become those of the body; what it leaves out goes back to the default. */
  replace(id: string, ifMatch: IfMatchVersions, body: Body<V>): Promise<object> {
    return this.changeOne(id, ifMatch, (before) => this.replaced(before, body));
  }

  async remove(id: string, ifMatch: IfMatchVersions): Promise<void> {
    await this.transactions.run(async (manager) => {
      throwFirst(await this.removeAll(manager, [{ at: [], id, ifMatch }]));
    });
  }

  /** All of it in one transaction, or nothing. */
  bulk(body: BulkBody<V>): Promise<BulkAnswer> {
    const drafts = body.create.map((one, index) => ({ at: ['create', index], value: identified(one) }));
    return this.transactions.run(async (manager) => {
      const refusals = await this.insertAll(manager, drafts);
      refusals.push(
        ...(await this.changeAll(
          manager,
          body.patch.map(({ id, version, changes }, index) => ({
            at: ['patch', index],
            fieldsAt: ['patch', index, 'changes'],
            id,
            ifMatch: versionsOf(version),
            next: (before: V) => this.merged(before, changes),
          })),
        )),
        ...(await this.removeAll(
          manager,
          body.delete.map(({ id, version }, index) => ({
            at: ['delete', index],
            id,
            ifMatch: versionsOf(version),
          })),
        )),
      );
      throwTogether(refusals);
      return {
        created: await this.versions(
          manager,
          drafts.map(({ value }) => value.id),
        ),
        changed: await this.versions(
          manager,
          body.patch.map(({ id }) => id),
        ),
        deleted: body.delete.map(({ id }) => id),
      };
    });
  }

  protected async read(manager: EntityManager, rows: readonly E[]): Promise<object[]> {
    const values = await this.store.values(manager, rows);
    return rows.map((row, index) => {
      const value = values[index];
      if (value === undefined) throw new Error(`${this.store.type} ${row.id} has a row but no value`);
      return { ...this.shown(value), ...storedFieldsOf(row) };
    });
  }

  private orderOf(sort: string | undefined): readonly SortKey[] {
    if (sort === undefined) return this.sort;
    const direction = sort.startsWith('-') ? 'DESC' : 'ASC';
    const name = sort.replace(/^-/, '');
    const property = this.sortProperties[name] ?? name;
    return property === 'id'
      ? [{ property, direction }]
      : [
          { property, direction },
          { property: 'id', direction },
        ];
  }

  private changeOne(id: string, ifMatch: IfMatchVersions, next: (before: V) => Parsed<V>): Promise<object> {
    return this.transactions.run(async (manager) => {
      throwFirst(await this.changeAll(manager, [{ at: [], id, ifMatch, next }]));
      return this.get(id);
    });
  }

  private merged(before: V, patch: object): Parsed<V> {
    const kept = Object.entries({ ...before, ...patch }).filter(
      ([, member]: [string, unknown]) => member !== null && member !== undefined,
    );
    const parsed = parseWith(this.schema, Object.fromEntries(kept), currentContext().language);
    return parsed.ok ? { ok: true, value: identified(parsed.value, before.id) } : parsed;
  }

  private replaced(before: V, body: Body<V>): Parsed<V> {
    const after = identified(body, body.id ?? before.id);
    const moved = (['id', ...this.fixed] as const).filter((member) => after[member] !== before[member]);
    if (moved.length === 0) return { ok: true, value: after };
    const { language } = currentContext();
    return {
      ok: false,
      faults: moved.map((member) => ({
        pointer: `/${member}`,
        code: 'fixed',
        message: translate(language, 'pools.faults.fixed', { held: String(before[member]) }),
      })),
    };
  }

  private async versions(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<{ id: string; version: number }[]> {
    const rows = await this.store.rows(manager, ids);
    const versionOf = new Map(rows.map(({ id, version }) => [id, version]));
    return ids.map((id) => ({ id, version: versionOf.get(id) ?? 0 }));
  }
}

/** The generic parameter hides from the compiler that body and id are together a V. */
const identified = <V extends { id: string }>(body: Body<V>, id = body.id ?? newId()): V =>
  ({ ...body, id }) as unknown as V;

const versionsOf = (version: number | '*'): IfMatchVersions => (version === '*' ? '*' : [version]);

const storedFieldsOf = (row: VersionedEntity): Stored => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
