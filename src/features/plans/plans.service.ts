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
  type Violation,
} from '@heli/contracts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import {
  assertVersion,
  currentContext,
  type IfMatchVersions,
  type Page,
  paginate,
} from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { verifyInThread } from '../../solving/index.js';
import { NoticePlanner } from '../notices/index.js';
import { narrowToSeasonsInReach } from '../pools/index.js';
import { RunStore } from '../runs/index.js';
import { SeasonsService } from '../seasons/index.js';
import { diffPlans } from './diff.js';
import { Assignment } from './plan-parts.entity.js';
import { StoredPlan } from './plan.entity.js';
import { lockSeasonPlan } from './season-plan-lock.js';
import { Publications } from './publications.js';

const decompress = promisify(gunzip);
const parseGzip = async (gzip: Buffer): Promise<unknown> =>
  JSON.parse((await decompress(gzip)).toString('utf8'));

/** After all other steps of a publication. */
const ANNOUNCE = 90;

@Injectable()
export class PlansService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
    private readonly seasons: SeasonsService,
    private readonly audit: AuditService,
    private readonly planner: NoticePlanner,
    private readonly publications: Publications,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.publications.register(ANNOUNCE, async (manager, { plan, document, previous, now }) => {
      await this.planner.announce(manager, plan.id, previous?.document ?? null, document, now.getTime());
    });
  }

  async get(id: string): Promise<StoredPlan> {
    const plan = await this.transactions.manager.findOneBy(StoredPlan, { id });
    if (plan === null) throw notFound('Plan', id);
    return plan;
  }

  async list({ seasonId, state, ...page }: PlanQuery): Promise<Page<StoredPlan>> {
    const query = this.transactions.manager.createQueryBuilder(StoredPlan, 'plan');
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

  /**
   * Makes a draft the season's plan. The rules are checked once more from the stored problem alone, outside the
   * transaction; the plan published so far is superseded in the same one, which also writes down who is told what.
   */
  async publish(id: string, ifMatch: IfMatchVersions): Promise<StoredPlan> {
    const draft = await this.get(id);
    assertVersion(draft, ifMatch);
    assertDraft(draft);
    refuseBroken(id, await this.verify(draft));
    const document = await this.document(id);
    return this.transactions.run(async (manager) => {
      // Two councillors at once: the second waits here, and then finds the version changed or a plan to supersede.
      await lockSeasonPlan(manager, draft.seasonId);
      const repository = manager.getRepository(StoredPlan);
      const plan = await repository.findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
      assertVersion(plan, ifMatch);
      assertDraft(plan);
      const now = new Date();
      const { seasonId } = plan;
      const previous = await repository.findOneBy({ seasonId, state: 'published' });
      if (previous !== null) {
        previous.state = 'superseded';
        previous.supersededAt = now;
        await repository.save(previous);
        await this.audit.record({
          action: 'plan.superseded',
          entityType: 'plan',
          entityId: previous.id,
          before: { state: 'published' },
          after: { state: 'superseded', by: id },
        });
      }
      plan.state = 'published';
      plan.publishedAt = now;
      await repository.save(plan);
      await this.audit.record({
        action: 'plan.published',
        entityType: 'plan',
        entityId: id,
        before: { state: 'draft' },
        after: { state: 'published', seasonId, supersedes: previous?.id ?? null },
      });
      await this.publications.carryOut(manager, {
        plan,
        document,
        previous: previous && { plan: previous, document: await this.document(previous.id) },
        now,
      });
      return repository.findOneByOrFail({ id });
    });
  }

  /** Throws a draft away. What was published stays, also when another plan took its place: people acted on it. */
  async discard(id: string, ifMatch: IfMatchVersions): Promise<void> {
    await this.transactions.run(async (manager) => {
      const repository = manager.getRepository(StoredPlan);
      const plan = await repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (plan === null) throw notFound('Plan', id);
      assertVersion(plan, ifMatch);
      assertDraft(plan);
      await repository.delete(id);
      await this.runs.forgetPlan(manager, id);
      await this.audit.record({
        action: 'plan.discarded',
        entityType: 'plan',
        entityId: id,
        before: { state: 'draft', seasonId: plan.seasonId, runId: plan.runId },
      });
    });
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

  private async verify(plan: StoredPlan): Promise<Violation[]> {
    const gzip = await this.runs.problemOf(plan.runId);
    if (gzip === null) throw new AppError('INTERNAL', `The problem of run ${plan.runId} is missing`);
    return verifyInThread(
      { problemGzip: gzip, planGzip: await this.documentGzip(plan.id) },
      this.config.threads,
    );
  }
}

function assertDraft(plan: StoredPlan): void {
  if (plan.state === 'draft') return;
  throw new AppError(
    'STATE_CONFLICT',
    `Plan ${plan.id} is ${plan.state}; only a draft can be published or discarded`,
    {
      detail: 'plan_not_draft',
      params: { id: plan.id, state: translate(currentContext().language, `planStates.${plan.state}`) },
    },
  );
}

function refuseBroken(id: string, violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  throw new AppError('RULE_BROKEN', `Plan ${id} breaks ${violations.length} rules`, {
    faults: violations.map(({ rule, message }) => ({ pointer: '', code: rule, message })),
  });
}
