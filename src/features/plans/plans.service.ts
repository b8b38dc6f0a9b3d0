import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  type AssignmentQuery,
  type Certificate,
  type OpenPlace,
  planDocument,
  type PlanDiff,
  type PlanDocument,
  type PlanQuery,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { narrowToSeasonsInReach } from '../pools/index.js';
import { SeasonsService } from '../seasons/index.js';
import { diffPlans } from './diff.js';
import { Assignment } from './plan-parts.entity.js';
import { StoredPlan } from './plan.entity.js';

const decompress = promisify(gunzip);
const parseGzip = async (gzip: Buffer): Promise<unknown> =>
  JSON.parse((await decompress(gzip)).toString('utf8'));

/** What a plan is bound to. */
const BOUND_TO = { ruleSet: true, resolution: true } as const;

@Injectable()
export class PlansService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
  ) {}

  async get(id: string): Promise<StoredPlan> {
    const plan = await this.transactions.manager.findOne(StoredPlan, { where: { id }, relations: BOUND_TO });
    if (plan === null) throw notFound('Plan', id);
    return plan;
  }

  async list({ seasonId, state, ...page }: PlanQuery): Promise<Page<StoredPlan>> {
    const query = this.transactions.manager
      .createQueryBuilder(StoredPlan, 'plan')
      .leftJoinAndSelect('plan.ruleSet', 'ruleSet')
      .leftJoinAndSelect('plan.resolution', 'resolution');
    if (seasonId !== undefined) {
      await this.seasons.get(seasonId);
      query.andWhere('plan.seasonId = :seasonId', { seasonId });
    }
    narrowToSeasonsInReach(query, 'plan.season_id');
    if (state !== undefined) query.andWhere('plan.state = :state', { state });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  async assignments(
    planId: string,
    { activityId, volunteerId, ...page }: AssignmentQuery,
  ): Promise<Page<Assignment>> {
    await this.get(planId);
    const query = this.transactions.manager
      .createQueryBuilder(Assignment, 'assignment')
      .where('assignment.planId = :planId', { planId });
    if (activityId !== undefined) query.andWhere('assignment.activityId = :activityId', { activityId });
    if (volunteerId !== undefined) query.andWhere('assignment.volunteerId = :volunteerId', { volunteerId });
    return paginate(query, page, [
      { property: 'activityId', direction: 'ASC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** A plan that a caller names elsewhere than in the address, where the guard does not look. */
  private async assertInReach(id: string): Promise<void> {
    const query = this.transactions.manager
      .createQueryBuilder(StoredPlan, 'plan')
      .where('plan.id = :id', { id });
    narrowToSeasonsInReach(query, 'plan.season_id');
    if (!(await query.getExists())) throw notFound('Plan', id);
  }

  certificate(id: string): Promise<Certificate> {
    return this.part(id, 'certificate');
  }

  openPlaces(id: string): Promise<OpenPlace[]> {
    return this.part(id, 'openPlaces');
  }

  /** Compressed JSON of the sealed plan. */
  documentGzip(id: string): Promise<Buffer> {
    return this.part(id, 'documentGzip');
  }

  async document(id: string): Promise<PlanDocument> {
    return planDocument.parse(await parseGzip(await this.documentGzip(id)));
  }

  async diff(id: string, againstId: string): Promise<PlanDiff> {
    await this.assertInReach(againstId);
    const [document, against] = await Promise.all([this.document(id), this.document(againstId)]);
    return diffPlans({ id, document }, { id: againstId, document: against });
  }

  private async part<K extends 'certificate' | 'openPlaces' | 'documentGzip'>(
    id: string,
    key: K,
  ): Promise<StoredPlan[K]> {
    const plan = await this.transactions.manager
      .createQueryBuilder(StoredPlan, 'plan')
      .select(['plan.id', `plan.${key}`])
      .where('plan.id = :id', { id })
      .getOne();
    if (plan === null) throw notFound('Plan', id);
    return plan[key];
  }
}
