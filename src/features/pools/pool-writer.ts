import { type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { type z } from 'zod';
import { type AuditService } from '../../audit/index.js';
import { type VersionedEntity } from '../../database/versioned.entity.js';
import { AppError, notFound, type Parsed } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { assertVersion, type IfMatchVersions } from '../../http/etag.js';
import { rightsTo } from './keeping.js';
import { meaning } from './meaning.js';
import { type PoolStore } from './pool-store.js';
import { heldOnto, unknownReferences, usesOf } from './references.js';
import { alreadyExists, beyondReach, type Place, type Refusal, refusalsOf, stillInUse } from './refusals.js';

export interface Draft<V> {
  readonly at: Place;
  readonly value: V;
}

export interface Aim {
  readonly at: Place;
  readonly id: string;
  readonly ifMatch: IfMatchVersions;
}

/** A change of something that is there: `next` makes the new value of the one that is held. */
export interface Edit<V> extends Aim {
  /** Place of its fields, where that is another one. */
  readonly fieldsAt?: Place;
  readonly next: (before: V) => Parsed<V>;
}

export interface Change<V> {
  readonly before: V;
  readonly after: V;
}

/**
 * Writes sets of one kind of thing, with its rules and its audit; a set of one is a set. Each method tells why things
 * cannot be done; it then has written nothing, or what the caller's transaction has to undo.
 */
export abstract class PoolWriter<E extends VersionedEntity, V extends { id: string }> {
  /** A change that changes nothing leaves version and audit book alone. */
  protected readonly idleStays: boolean = true;

  constructor(
    readonly store: PoolStore<E, V>,
    /** What a whole value must be: the schema of `create`. */
    protected readonly schema: z.ZodType<Omit<V, 'id'> & { id?: string | undefined }>,
    protected readonly audit: AuditService,
  ) {}

  protected add(manager: EntityManager, values: readonly V[]): Promise<void> {
    return this.store.insert(manager, values);
  }

  protected change(manager: EntityManager, changes: readonly Change<V>[]): Promise<void> {
    return this.store.update(
      manager,
      changes.map(({ after }) => after),
    );
  }

  /** Takes away what belongs to things that are about to be deleted. */
  protected release?(manager: EntityManager, values: readonly V[]): Promise<void>;

  protected async insertAll(manager: EntityManager, drafts: readonly Draft<V>[]): Promise<Refusal[]> {
    if (drafts.length === 0) return [];
    const values = drafts.map(({ value }) => value);
    const held = await this.store.rows(
      manager,
      values.map(({ id }) => id),
    );
    const taken = new Set(held.map(({ id }) => id));
    const beyond = await this.beyond(manager, drafts, 'add');
    if (beyond.length > 0) return beyond;
    const refusals = drafts
      .filter(({ value }) => taken.has(value.id))
      .map(({ at, value }) => ({ at, error: alreadyExists(this.store.type, value.id) }));
    refusals.push(...(await this.faultsOf(manager, drafts, refusals.length === 0)));
    if (refusals.length > 0) return refusals;
    await this.add(manager, values);
    await this.record(
      'created',
      values.map((after) => ({ before: null, after })),
    );
    return [];
  }

  protected async changeAll(manager: EntityManager, edits: readonly Edit<V>[]): Promise<Refusal[]> {
    if (edits.length === 0) return [];
    const { found, refusals } = await this.lock(manager, edits);
    const changes: (Change<V> & Draft<V>)[] = [];
    for (const { aim, value: before } of found) {
      const parsed = aim.next(before);
      if (parsed.ok) {
        const after = parsed.value;
        if (this.idleStays && meaning(before) === meaning(after)) continue;
        changes.push({ at: aim.fieldsAt ?? aim.at, before, after, value: after });
      } else {
        const error = new AppError('VALIDATION_FAILED', `The ${this.store.type} would no longer be valid`, {
          faults: parsed.faults,
        });
        refusals.push({ at: aim.fieldsAt ?? aim.at, error });
      }
    }
    // Nobody gives away what is theirs, nor to whom.
    const beyond = await this.beyond(manager, changes, 'change');
    if (beyond.length > 0) return [...refusals, ...beyond];
    refusals.push(...(await this.faultsOf(manager, changes, refusals.length === 0)));
    if (refusals.length > 0 || changes.length === 0) return refusals;
    await this.change(manager, changes);
    await this.record('changed', changes);
    return [];
  }

  /** Things that hold on to each other go in an order in which they can. */
  protected async removeAll(manager: EntityManager, aims: readonly Aim[]): Promise<Refusal[]> {
    if (aims.length === 0) return [];
    const { found, refusals } = await this.lock(manager, aims);
    if (refusals.length > 0) return refusals;
    const values = found.map(({ value }) => value);
    await this.release?.(manager, values);
    const { tableName } = manager.dataSource.getMetadata(this.store.entity);
    let left = found.map(({ aim }) => aim);
    while (left.length > 0) {
      const ids = left.map(({ id }) => id);
      const held = await heldOnto(manager, tableName, ids);
      const free = ids.filter((id) => !held.has(id));
      if (free.length === 0) break;
      await manager
        .createQueryBuilder()
        .delete()
        .from(this.store.entity)
        .where('id = ANY(:free)', { free })
        .execute();
      left = left.filter(({ id }) => held.has(id));
    }
    for (const { at, id } of left) {
      const uses = (await usesOf(manager, tableName, id)).filter(({ holds }) => holds);
      refusals.push({ at, error: stillInUse(this.store.type, id, uses) });
    }
    if (refusals.length > 0) return refusals;
    await this.record(
      'deleted',
      values.map((before) => ({ before, after: null })),
    );
    return [];
  }

  /** The values as they are now; nobody else can change them until the transaction ends. */
  private async lock<A extends Aim>(
    manager: EntityManager,
    aims: readonly A[],
  ): Promise<{ found: { aim: A; value: V }[]; refusals: Refusal[] }> {
    const locked: SelectQueryBuilder<E> = this.store
      .query(manager)
      .where('held.id = ANY(:ids)', { ids: aims.map(({ id }) => id) })
      // Whoever locks several takes them in the same order.
      .orderBy('held.id')
      .setLock('pessimistic_write');
    const rows = await locked.getMany();
    const rowOf = new Map(rows.map((row) => [row.id, row]));
    const values = await this.store.values(manager, rows);
    const valueOf = new Map(values.map((value) => [value.id, value]));
    const rights = await rightsTo(manager, this.store, values);
    const rightOf = new Map(values.map(({ id }, index) => [id, rights[index]]));
    const found: { aim: A; value: V }[] = [];
    const refusals: Refusal[] = [];
    for (const aim of aims) {
      const row = rowOf.get(aim.id);
      const value = valueOf.get(aim.id);
      if (row === undefined || value === undefined) {
        refusals.push({ at: aim.at, error: notFound(this.store.type, aim.id) });
        continue;
      }
      try {
        const right = rightOf.get(aim.id);
        if (right?.seen !== true) throw notFound(this.store.type, aim.id);
        if (!right.change) throw beyondReach(this.store.type);
        assertVersion(row, aim.ifMatch);
        found.push({ aim, value });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refusals.push({ at: aim.at, error });
      }
    }
    return { found, refusals };
  }

  /** Values that would lie where the caller may not put them. */
  private async beyond(
    manager: EntityManager,
    drafts: readonly Draft<V>[],
    right: 'add' | 'change',
  ): Promise<Refusal[]> {
    const values = drafts.map(({ value }) => value);
    const rights = await rightsTo(manager, this.store, values);
    return drafts
      .filter((_draft, index) => rights[index]?.[right] !== true)
      .map(({ at }) => ({ at, error: beyondReach(this.store.type) }));
  }

  /** Ids that name nothing; then, when all else is well, rules that values break together or with what is stored. */
  private async faultsOf(
    manager: EntityManager,
    drafts: readonly Draft<V>[],
    soFarWell: boolean,
  ): Promise<Refusal[]> {
    if (drafts.length === 0) return [];
    const { language } = currentContext();
    const { type } = this.store;
    const values = drafts.map(({ value }) => value);
    const places = drafts.map(({ at }) => at);
    const unknown = refusalsOf(
      await unknownReferences(manager, this.store, values, language),
      places,
      (faults) => new AppError('REFERENCE_UNKNOWN', `The ${type} names what is not known`, { faults }),
    );
    if (unknown.length > 0 || !soFarWell) return unknown;
    return refusalsOf(
      (await this.store.check?.(manager, values, language)) ?? [],
      places,
      (faults) => new AppError('RULE_BROKEN', `The ${type} breaks a rule`, { faults }),
    );
  }

  private async record(
    verb: string,
    changes: readonly { readonly before: V | null; readonly after: V | null }[],
  ): Promise<void> {
    await this.audit.recordAll(
      changes.map(({ before, after }) => {
        const changed = changedMembers(before, after);
        return {
          action: `${this.store.type.toLowerCase()}.${verb}`,
          entityType: this.store.type,
          entityId: (after ?? before)?.id ?? '',
          before: before === null ? null : pick(before, changed),
          after: after === null ? null : pick(after, changed),
          personal: this.store.personal,
        };
      }),
    );
  }
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
