import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  type PlanChanges,
  type PlanState,
  type PlanVerification,
  type ProblemChange,
  type PublishRequest,
  type Violation,
} from '@heli/contracts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { assertVersion, currentContext, type IfMatchVersions } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { type Currency, type Verdict, verifyInThread } from '../../solving/index.js';
import { living, NoticePlanner } from '../notices/index.js';
import { PoolMarks, PROBLEM_LOADER, type ProblemLoader } from '../problems/index.js';
import { ResolutionsService } from '../resolutions/index.js';
import { RunStore } from '../runs/index.js';
import { StoredPlan } from './plan.entity.js';
import { PlansService } from './plans.service.js';
import { Publications } from './publications.js';
import { lockSeasonPlan } from './season-plan-lock.js';

const compress = promisify(gzip);

/** After all other steps of a publication. */
const ANNOUNCE = 90;
/** How often the pools are looked at again when they are changed while a plan is being published. */
const MOST_LOOKS = 3;
const MOST_CHANGES = 200;
const MOST_VIOLATIONS = 50;
const MOST_FAULTS = 50;

/** draft → reviewed → published → superseded. */
@Injectable()
export class PlanLifeService implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly plans: PlansService,
    private readonly runs: RunStore,
    private readonly resolutions: ResolutionsService,
    private readonly marks: PoolMarks,
    private readonly audit: AuditService,
    private readonly planner: NoticePlanner,
    private readonly publications: Publications,
    @Inject(PROBLEM_LOADER) private readonly problems: ProblemLoader,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.publications.register(ANNOUNCE, async (manager, { plan, document, previous, now }) => {
      const after = await living(manager, plan.seasonId, document);
      await this.planner.announce(manager, plan.id, previous?.told ?? null, after, now.getTime());
    });
  }

  /** Says that a draft was looked through and may be put to the council. */
  review(id: string, ifMatch: IfMatchVersions, note: string | undefined): Promise<StoredPlan> {
    return this.step(id, ifMatch, ['draft'], 'plan_not_draft', (plan) => {
      plan.state = 'reviewed';
      plan.reviewedAt = new Date();
      plan.reviewNote = note ?? null;
      return { action: 'plan.reviewed', after: { state: 'reviewed', note: note ?? null } };
    });
  }

  /** Takes the review back. */
  giveBack(id: string, ifMatch: IfMatchVersions, reason: string): Promise<StoredPlan> {
    return this.step(id, ifMatch, ['reviewed'], 'plan_not_reviewed', (plan) => {
      plan.state = 'draft';
      plan.reviewedAt = null;
      plan.reviewNote = null;
      return { action: 'plan.returned', after: { state: 'draft', reason } };
    });
  }

  /** What was changed in the pools since the plan's problem was read, and what of it the plan does not bear. */
  async changes(id: string): Promise<PlanChanges> {
    const plan = await this.plans.get(id);
    const { problemSha256, changes, violations } = currencyOf(await this.verdict(plan, 'with the pools'));
    return {
      planId: id,
      problemSha256: plan.problemSha256,
      currentSha256: problemSha256,
      total: changes.length,
      changes: changes.slice(0, MOST_CHANGES),
      brokenRules: violations.slice(0, MOST_VIOLATIONS),
    };
  }

  /** Checks what is stored of a plan once more: that it belongs to its problem, is as it was sealed, keeps every rule and is worth what its certificate says. */
  async verification(id: string): Promise<PlanVerification> {
    const plan = await this.plans.get(id);
    const { violations } = await this.verdict(plan, 'alone');
    const { seal } = await this.plans.certificate(id);
    const { problemSha256 } = plan;
    return {
      ...{ planId: id, problemSha256, seal: seal.plan },
      ...{ verified: violations.length === 0, violations: violations.slice(0, MOST_VIOLATIONS) },
    };
  }

  /**
   * Makes a reviewed plan the season's plan, by a resolution of the council. The rules are checked once more from the
   * stored problem alone, and the plan has to be up to date, or keep every rule with what the pools now hold where the
   * council accepts just that; both outside the transaction. In it the plan published so far is superseded, and features
   * do what follows (`Publications`).
   * @throws AppError STATE_CONFLICT, RULE_BROKEN, PLAN_STALE, SEASON_CHANGED
   */
  async publish(id: string, ifMatch: IfMatchVersions, request: PublishRequest): Promise<StoredPlan> {
    for (let look = 1; look <= MOST_LOOKS; look++) {
      const plan = await this.plans.get(id);
      assertVersion(plan, ifMatch);
      assertState(plan, ['reviewed'], 'plan_not_reviewed');
      const mark = await this.marks.take();
      const verdict = await this.verdict(plan, 'with the pools');
      refuseBroken(id, verdict.violations);
      const accepted = refuseStale(plan, currencyOf(verdict), request.acceptChanges);
      const document = await this.plans.document(id);
      const published = await this.transactions.run(async (manager) => {
        // Two councillors at once: the second waits here, and then finds the version changed or a plan to supersede.
        await lockSeasonPlan(manager, plan.seasonId);
        if (await this.marks.changedSince(mark)) return false;
        const now = new Date();
        const reviewed = await this.lock(manager, id);
        assertVersion(reviewed, ifMatch);
        assertState(reviewed, ['reviewed'], 'plan_not_reviewed');
        const previous = await this.supersede(manager, reviewed, now);
        await this.decide(manager, reviewed, request, accepted, now, previous);
        await this.publications.carryOut(manager, {
          plan: reviewed,
          document,
          previous: previous && (await this.asTold(manager, previous)),
          now,
        });
        return true;
      });
      if (published) return this.plans.get(id);
    }
    throw new AppError('SEASON_CHANGED', `The pools were changed while plan ${id} was being published`);
  }

  /** Throws a plan away that was not published. What was stays, also when another took its place: people acted on it. */
  async discard(id: string, ifMatch: IfMatchVersions): Promise<void> {
    await this.transactions.run(async (manager) => {
      const plan = await this.lock(manager, id);
      assertVersion(plan, ifMatch);
      assertState(plan, ['draft', 'reviewed'], 'plan_was_published');
      await manager.delete(StoredPlan, id);
      await this.runs.forgetPlan(manager, id);
      await this.audit.record({
        action: 'plan.discarded',
        entityType: 'plan',
        entityId: id,
        before: { state: plan.state, seasonId: plan.seasonId, runId: plan.runId },
      });
    });
  }

  private async supersede(manager: EntityManager, by: StoredPlan, now: Date): Promise<StoredPlan | null> {
    const repository = manager.getRepository(StoredPlan);
    const previous = await repository.findOneBy({ seasonId: by.seasonId, state: 'published' });
    if (previous === null) return null;
    previous.state = 'superseded';
    previous.supersededAt = now;
    await repository.save(previous);
    await this.audit.record({
      action: 'plan.superseded',
      entityType: 'plan',
      entityId: previous.id,
      before: { state: 'published' },
      after: { state: 'superseded', by: by.id },
    });
    return previous;
  }

  private async asTold(manager: EntityManager, plan: StoredPlan) {
    const document = await this.plans.document(plan.id);
    return { plan, document, told: await living(manager, plan.seasonId, document) };
  }

  private async decide(
    manager: EntityManager,
    plan: StoredPlan,
    { resolution: named }: PublishRequest,
    acceptedChanges: number,
    now: Date,
    previous: StoredPlan | null,
  ): Promise<void> {
    const resolution = await this.resolutions.named(manager, plan.seasonId, named);
    if (plan.ruleSetId !== null) await this.resolutions.bind(manager, plan.ruleSetId, resolution, 'leave');
    plan.state = 'published';
    plan.publishedAt = now;
    plan.resolutionId = resolution.id;
    await manager.getRepository(StoredPlan).save(plan);
    await this.audit.record({
      action: 'plan.published',
      entityType: 'plan',
      entityId: plan.id,
      before: { state: 'reviewed' },
      after: {
        state: 'published',
        seasonId: plan.seasonId,
        resolution: resolution.number,
        ruleSetId: plan.ruleSetId,
        acceptedChanges,
        supersedes: previous?.id ?? null,
      },
    });
  }

  private async step(
    id: string,
    ifMatch: IfMatchVersions,
    from: readonly PlanState[],
    detail: string,
    change: (plan: StoredPlan) => { action: string; after: object },
  ): Promise<StoredPlan> {
    await this.transactions.run(async (manager) => {
      const plan = await this.lock(manager, id);
      assertVersion(plan, ifMatch);
      assertState(plan, from, detail);
      const before = { state: plan.state };
      const { action, after } = change(plan);
      await manager.getRepository(StoredPlan).save(plan);
      await this.audit.record({ action, entityType: 'plan', entityId: id, before, after });
    });
    return this.plans.get(id);
  }

  private async lock(manager: EntityManager, id: string): Promise<StoredPlan> {
    const plan = await manager.findOne(StoredPlan, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (plan === null) throw notFound('Plan', id);
    return plan;
  }

  private async verdict(plan: StoredPlan, how: 'alone' | 'with the pools'): Promise<Verdict> {
    const problemGzip = await this.runs.problemOf(plan.runId);
    if (problemGzip === null) throw new AppError('INTERNAL', `The problem of run ${plan.runId} is missing`);
    const task = { problemGzip, planGzip: await this.plans.documentGzip(plan.id) };
    if (how === 'alone') return verifyInThread(task, this.config.threads);
    const { request } = await this.runs.get(plan.runId);
    const current = await this.problems.load(plan.seasonId, request.objective);
    const currentGzip = await compress(JSON.stringify(current));
    return verifyInThread({ ...task, currentGzip }, this.config.threads);
  }
}

function currencyOf({ current }: Verdict): Currency {
  if (current === null) throw new AppError('INTERNAL', 'Nothing was found out about the pools');
  return current;
}

function assertState(plan: StoredPlan, wanted: readonly PlanState[], detail: string): void {
  if (wanted.includes(plan.state)) return;
  throw new AppError('STATE_CONFLICT', `Plan ${plan.id} is ${plan.state}, not ${wanted.join(' or ')}`, {
    detail,
    params: { id: plan.id, state: translate(currentContext().language, `planStates.${plan.state}`) },
  });
}

const faultsOf = (violations: readonly Violation[]) =>
  violations.map(({ rule, message }) => ({ pointer: '', code: rule, message }));

function refuseBroken(id: string, violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  throw new AppError('RULE_BROKEN', `Plan ${id} breaks ${violations.length} rules`, {
    faults: faultsOf(violations),
  });
}

/**
 * Lets a plan pass that is up to date, and one whose council accepts what was changed and that bears it.
 * @returns number of changes that were accepted
 */
function refuseStale(plan: StoredPlan, current: Currency, accepted: string | undefined): number {
  const { problemSha256, changes, violations } = current;
  if (changes.length === 0) return 0;
  if (accepted !== problemSha256)
    throw new AppError('PLAN_STALE', `${changes.length} things changed since plan ${plan.id} was made`, {
      detail: 'plan_stale',
      params: { count: changes.length },
      faults: changes.slice(0, MOST_FAULTS).map((change) => ({
        pointer: '',
        code: `${change.kind}-${change.change}`,
        message: sentenceOf(change),
      })),
    });
  if (violations.length > 0)
    throw new AppError('RULE_BROKEN', `Plan ${plan.id} breaks ${violations.length} rules by now`, {
      detail: 'plan_broken_by_changes',
      params: { count: violations.length },
      faults: faultsOf(violations.slice(0, MOST_FAULTS)),
    });
  return changes.length;
}

function sentenceOf({ kind, id, change, fields }: ProblemChange): string {
  const { language } = currentContext();
  const thing = translate(language, `planChanges.things.${kind}`);
  return translate(language, `planChanges.${change}`, { thing, id, fields: fields.join(', ') }).trim();
}
