import { type LifeQuery, type NamedResolution, type ResolutionCreate } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { lockUntilCommit, newId, rowsOf, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { SeasonsService } from '../seasons/index.js';
import { Resolution } from './resolution.entity.js';
import { RuleSet } from './rule-set.entity.js';

/** Ids of what was decided by a resolution. */
export interface Decided {
  readonly planIds: readonly string[];
  readonly ruleSetIds: readonly string[];
}

@Injectable()
export class ResolutionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
    private readonly audit: AuditService,
  ) {}

  async list(seasonId: string, page: LifeQuery): Promise<Page<Resolution>> {
    await this.seasons.get(seasonId);
    const query = this.transactions.manager
      .createQueryBuilder(Resolution, 'resolution')
      .where('resolution.seasonId = :seasonId', { seasonId });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  async get(id: string): Promise<Resolution> {
    const found = await this.transactions.manager.findOneBy(Resolution, { id });
    if (found === null) throw notFound('Resolution', id);
    return found;
  }

  /** @throws AppError NOT_FOUND, ALREADY_EXISTS */
  async create(seasonId: string, decided: ResolutionCreate): Promise<Resolution> {
    await this.seasons.get(seasonId);
    return this.transactions.run(async (manager) => {
      if ((await this.find(manager, seasonId, decided.number)) !== null) throw taken(decided.number);
      return this.write(manager, seasonId, decided);
    });
  }

  /**
   * The resolution that is named, in the caller's transaction; one that is not kept yet is written down.
   * @throws AppError VALIDATION_FAILED where it is not kept and its day is not told, or its day is another one
   */
  async named(manager: EntityManager, seasonId: string, named: NamedResolution): Promise<Resolution> {
    const { number, decidedOn, title, note } = named;
    const known = await this.find(manager, seasonId, number);
    if (known !== null) {
      if (decidedOn !== undefined && decidedOn !== known.decidedOn) throw otherDay(known);
      return known;
    }
    if (decidedOn === undefined) throw dayNeeded(number);
    return this.write(manager, seasonId, { number, decidedOn, title, note });
  }

  /** What was decided by each of them. */
  async decidedBy(ids: readonly string[]): Promise<(id: string) => Decided> {
    const { manager } = this.transactions;
    const of = async (table: string): Promise<Map<string, string[]>> => {
      const rows = await rowsOf<{ resolution: string; ids: string[] }>(
        manager,
        `SELECT resolution_id AS resolution, array_agg(id ORDER BY created_at, id) AS ids
           FROM ${table} WHERE resolution_id = ANY($1) GROUP BY resolution_id`,
        [ids],
      );
      return new Map(rows.map(({ resolution, ids: decided }) => [resolution, decided]));
    };
    const [plans, ruleSets] = [await of('plans'), await of('rule_sets')];
    return (id) => ({ planIds: plans.get(id) ?? [], ruleSetIds: ruleSets.get(id) ?? [] });
  }

  async ruleSets(seasonId: string, page: LifeQuery): Promise<Page<RuleSet>> {
    await this.seasons.get(seasonId);
    const query = this.transactions.manager
      .createQueryBuilder(RuleSet, 'ruleSet')
      .leftJoinAndSelect('ruleSet.resolution', 'resolution')
      .where('ruleSet.seasonId = :seasonId', { seasonId });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  async ruleSet(id: string): Promise<RuleSet> {
    const found = await this.transactions.manager.findOne(RuleSet, {
      where: { id },
      relations: { resolution: true },
    });
    if (found === null) throw notFound('RuleSet', id);
    return found;
  }

  /** Binds rules and weights to the decision that adopted them. @throws AppError STATE_CONFLICT where another one did */
  async adopt(id: string, named: NamedResolution): Promise<RuleSet> {
    await this.transactions.run(async (manager) => {
      const { seasonId } = await this.ruleSet(id);
      await this.bind(manager, id, await this.named(manager, seasonId, named), 'refuse');
    });
    return this.ruleSet(id);
  }

  /** In the caller's transaction. What another decision adopted stays with it: refused, or left as it is. */
  async bind(
    manager: EntityManager,
    ruleSetId: string,
    { id: resolutionId, number }: Resolution,
    whenAdopted: 'refuse' | 'leave',
  ): Promise<void> {
    const held = await manager.findOneOrFail(RuleSet, {
      where: { id: ruleSetId },
      lock: { mode: 'pessimistic_write' },
    });
    if (held.resolutionId === resolutionId) return;
    if (held.resolutionId !== null) {
      if (whenAdopted === 'leave') return;
      throw new AppError('STATE_CONFLICT', `Rule set ${ruleSetId} was adopted by another resolution`, {
        detail: 'rule_set_adopted',
        params: { number: held.number },
      });
    }
    await manager.update(RuleSet, ruleSetId, { resolutionId });
    await this.audit.record({
      action: 'rule-set.adopted',
      entityType: 'rule-set',
      entityId: ruleSetId,
      before: { resolutionId: null },
      after: { resolutionId, resolution: number },
    });
  }

  private async find(manager: EntityManager, seasonId: string, number: string): Promise<Resolution | null> {
    // Two at the same moment: the second sees what the first has written.
    await lockUntilCommit(manager, `resolutions:${seasonId}`);
    return manager.findOneBy(Resolution, { seasonId, number });
  }

  private async write(
    manager: EntityManager,
    seasonId: string,
    { number, decidedOn, title, note }: ResolutionCreate,
  ): Promise<Resolution> {
    const repository = manager.getRepository(Resolution);
    const resolution = await repository.save(
      repository.create({
        ...{ id: newId(), seasonId, number, decidedOn },
        ...{ title: title ?? null, note: note ?? null },
      }),
    );
    await this.audit.record({
      action: 'resolution.recorded',
      entityType: 'resolution',
      entityId: resolution.id,
      after: { seasonId, number, decidedOn },
    });
    return resolution;
  }
}

const taken = (number: string): AppError =>
  new AppError('ALREADY_EXISTS', `Resolution ${number} is kept already`, {
    detail: 'resolution_taken',
    params: { number },
  });

const atFault = (
  pointer: string,
  detail: string,
  message: string,
  params: Record<string, string>,
): AppError =>
  new AppError('VALIDATION_FAILED', message, {
    detail,
    params,
    faults: [{ pointer, code: detail, message }],
  });

const dayNeeded = (number: string): AppError =>
  atFault(
    '/resolution/decidedOn',
    'resolution_day_needed',
    `Resolution ${number} is not kept yet: tell decidedOn, the day of the decision`,
    { number },
  );

const otherDay = ({ number, decidedOn }: Resolution): AppError =>
  atFault(
    '/resolution/decidedOn',
    'resolution_other_day',
    `Resolution ${number} is kept as one of ${decidedOn}`,
    { number, decidedOn },
  );
