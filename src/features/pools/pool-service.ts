import { type z } from 'zod';
import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { type AuditService } from '../../audit/index.js';
import { type Transactions } from '../../database/transactions.js';
import { newId, type VersionedEntity } from '../../database/versioned.entity.js';
import { AppError, type FieldFault, jsonPointer, notFound, parseWith } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { assertVersion, type IfMatchVersions } from '../../http/etag.js';
import { type Page, type PageQuery, paginate, type SortKey } from '../../http/pages.js';
import { type Language, translate } from '../../i18n/index.js';
import { type PoolStore, type ValueFault } from './pool-store.js';
import { unknownReferences, usesOf } from './references.js';

/** Fields that the store keeps itself. */
export interface Stored {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** One way of keeping pools: reading, adding, changing and removing one kind of thing, with its rules and its audit. */
export abstract class PoolService<
  E extends VersionedEntity,
  V extends { id: string },
  Q extends PageQuery = PageQuery,
> {
  protected readonly sort: readonly SortKey[] = [{ property: 'id', direction: 'ASC' }];

  constructor(
    readonly store: PoolStore<E, V>,
    /** What a whole value must be: the schema of `create`. */
    private readonly schema: z.ZodType<Omit<V, 'id'> & { id?: string | undefined }>,
    protected readonly transactions: Transactions,
    protected readonly audit: AuditService,
  ) {}

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
    const page = await paginate(query, asked, this.sort);
    return { items: await this.read(manager, page.items), nextCursor: page.nextCursor };
  }

  async get(id: string): Promise<object> {
    const { manager } = this.transactions;
    const [shown] = await this.read(manager, await this.store.rows(manager, [id]));
    if (!shown) throw notFound(this.store.type, id);
    return shown;
  }

  async create(body: Omit<V, 'id'> & { id?: string | undefined }): Promise<object> {
    // The generic parameter hides from the compiler that body and id are together a V.
    const value = { ...body, id: body.id ?? newId() } as unknown as V;
    return this.transactions.run(async (manager) => {
      const [held] = await this.store.rows(manager, [value.id]);
      if (held) throw alreadyExists(this.store.type, value.id);
      await this.refuseFaults(manager, value);
      await this.add(manager, value);
      await this.record('created', value.id, null, value);
      return this.get(value.id);
    });
  }

  async patch(id: string, ifMatch: IfMatchVersions, patch: object): Promise<object> {
    return this.transactions.run(async (manager) => {
      const before = await this.lock(manager, id, ifMatch);
      const after = this.merged(before, patch);
      await this.refuseFaults(manager, after);
      await this.change(manager, before, after);
      await this.record('changed', id, before, after);
      return this.get(id);
    });
  }

  async remove(id: string, ifMatch: IfMatchVersions): Promise<void> {
    await this.transactions.run(async (manager) => {
      const before = await this.lock(manager, id, ifMatch);
      await this.release?.(manager, before);
      await this.refuseUsed(manager, id);
      await manager.createQueryBuilder().delete().from(this.store.entity).where('id = :id', { id }).execute();
      await this.record('deleted', id, before, null);
    });
  }

  protected add(manager: EntityManager, value: V): Promise<void> {
    return this.store.insert(manager, [value]);
  }

  protected change(manager: EntityManager, _before: V, after: V): Promise<void> {
    return this.store.update(manager, [after]);
  }

  /** Takes away what belongs to a thing that is about to be deleted. */
  protected release?(manager: EntityManager, value: V): Promise<void>;

  protected async read(manager: EntityManager, rows: readonly E[]): Promise<object[]> {
    const values = await this.store.values(manager, rows);
    return rows.map((row, index) => {
      const value = values[index];
      if (value === undefined) throw new Error(`${this.store.type} ${row.id} has a row but no value`);
      return { ...this.shown(value), ...storedFieldsOf(row) };
    });
  }

  /** The value as it is now; nobody else can change it until the transaction ends. */
  private async lock(manager: EntityManager, id: string, ifMatch: IfMatchVersions): Promise<V> {
    const row = await this.store
      .query(manager)
      .where('held.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
    if (!row) throw notFound(this.store.type, id);
    assertVersion(row, ifMatch);
    const [value] = await this.store.values(manager, [row]);
    if (value === undefined) throw notFound(this.store.type, id);
    return value;
  }

  /** Members given replace those held; null goes back to the default. The whole is checked again. */
  private merged(before: V, patch: object): V {
    const kept = Object.entries({ ...before, ...patch }).filter(
      ([, member]: [string, unknown]) => member !== null && member !== undefined,
    );
    const parsed = parseWith(this.schema, Object.fromEntries(kept), currentContext().language);
    if (parsed.ok) return { ...parsed.value, id: before.id } as unknown as V;
    throw new AppError('VALIDATION_FAILED', `The ${this.store.type} would no longer be valid`, {
      faults: parsed.faults,
    });
  }

  private async refuseFaults(manager: EntityManager, value: V): Promise<void> {
    const { language } = currentContext();
    const unknown = await unknownReferences(manager, this.store, [value], language);
    if (unknown.length > 0) {
      throw new AppError('REFERENCE_UNKNOWN', `The ${this.store.type} names what is not known`, {
        faults: unknown.map(asFieldFault),
      });
    }
    const broken = (await this.store.check?.(manager, [value], language)) ?? [];
    if (broken.length > 0) {
      throw new AppError('RULE_BROKEN', `The ${this.store.type} breaks a rule`, {
        faults: broken.map(asFieldFault),
      });
    }
  }

  private async refuseUsed(manager: EntityManager, id: string): Promise<void> {
    const { language } = currentContext();
    const { tableName } = manager.dataSource.getMetadata(this.store.entity);
    const uses = await usesOf(manager, tableName, id);
    if (uses.length === 0) return;
    const faults = uses.map(({ table, count }) => ({
      pointer: '',
      code: 'still_in_use',
      message: useSentence(language, table, count),
    }));
    const sentence = faults.map(({ message }) => message).join(translate(language, 'pools.listSeparator'));
    throw new AppError('STILL_IN_USE', `${this.store.type} ${id}: ${sentence}`, { faults });
  }

  private async record(verb: string, id: string, before: V | null, after: V | null): Promise<void> {
    const changed = changedMembers(before, after);
    await this.audit.record({
      action: `${this.store.type.toLowerCase()}.${verb}`,
      entityType: this.store.type,
      entityId: id,
      before: before === null ? null : pick(before, changed),
      after: after === null ? null : pick(after, changed),
      personal: this.store.personal,
    });
  }
}

export function alreadyExists(type: string, id: string): AppError {
  const message = translate(currentContext().language, 'pools.faults.already_exists', { id });
  return new AppError('ALREADY_EXISTS', `${type} ${id} exists already`, {
    faults: [{ pointer: '/id', code: 'already_exists', message }],
  });
}

export const asFieldFault = ({ path, code, message }: ValueFault): FieldFault => ({
  pointer: jsonPointer(path),
  code,
  message,
});

const storedFieldsOf = (row: VersionedEntity): Stored => ({
  id: row.id,
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

function useSentence(language: Language, table: string, count: number): string {
  const thing = translate(language, `pools.tables.${table.replaceAll('"', '')}`);
  return translate(language, 'pools.faults.still_in_use', { thing, count });
}

function changedMembers(before: object | null, after: object | null): string[] {
  const was = { ...before } as Record<string, unknown>;
  const is = { ...after } as Record<string, unknown>;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (member) => JSON.stringify(was[member]) !== JSON.stringify(is[member]),
  );
}

function pick(value: object, members: readonly string[]): Record<string, unknown> {
  const all = { ...value } as Record<string, unknown>;
  return Object.fromEntries(members.map((member) => [member, all[member] ?? null]));
}
