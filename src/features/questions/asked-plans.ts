import { type Answered, type Question, type QuestionKind, type QuestionOf } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Answering, type StoredDocuments } from '../../solving/index.js';
import { StoredPlan } from '../plans/index.js';
import { PoolMarks } from '../problems/index.js';
import { RunStore } from '../runs/index.js';
import { DecisionsSince } from './decisions-since.js';
import { Proposals, type ToStore } from './proposals.js';

/** An answer, and what is still to be stored before it is given out. */
export interface Replied<K extends QuestionKind> {
  readonly answered: Answered<K>;
  readonly toStore?: ToStore;
}

/** Finds what a question is about, and hands it to an answering thread. For the API and for workers alike. */
@Injectable()
export class AskedPlans {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
    private readonly proposals: Proposals,
    private readonly decisions: DecisionsSince,
    private readonly marks: PoolMarks,
  ) {}

  /** Throws NOT_FOUND where there is no such plan, and what `Answering.ask` throws. */
  async ask<K extends QuestionKind>(
    answering: Answering,
    planId: string,
    question: QuestionOf<K>,
    timeMs: number,
    signal: AbortSignal,
  ): Promise<Replied<K>> {
    const plan = await this.plan(planId);
    const { runId, problemSha256 } = plan;
    const since = 'save' in question && question.save ? await this.marks.take() : undefined;
    const { answer, proposal } = await answering.ask({
      question: await this.upToDate(plan, question),
      key: `${planId}:${problemSha256}`,
      timeMs,
      documents: () => this.documents(planId, runId),
      signal,
    });
    const answered = { planId, problemSha256, answer };
    return proposal && since ? { answered, toStore: { proposal, plan, since } } : { answered };
  }

  /**
   * Stores what the answer proposes, if anything, in the caller's transaction, and names it in the answer.
   * @throws AppError SEASON_CHANGED as `Proposals.store`
   */
  async keep<K extends QuestionKind>({ answered, toStore }: Replied<K>): Promise<Answered<K>> {
    if (toStore === undefined) return answered;
    const savedPlanId = await this.proposals.store(toStore);
    return { ...answered, answer: Object.assign({}, answered.answer, { savedPlanId }) };
  }

  /** A new plan of the published one keeps what volunteers have answered meanwhile. */
  private async upToDate<K extends QuestionKind>(
    plan: StoredPlan,
    question: QuestionOf<K>,
  ): Promise<QuestionOf<K>> {
    const asked: Question = question;
    if (asked.kind !== 'replan') return question;
    const since = await this.decisions.of(plan, asked.changes);
    // Of the same kind as what was given.
    return { ...asked, changes: [...asked.changes, ...since] } as unknown as QuestionOf<K>;
  }

  private async plan(id: string): Promise<StoredPlan> {
    const plan = await this.transactions.manager.findOneBy(StoredPlan, { id });
    if (plan === null) throw notFound('Plan', id);
    return plan;
  }

  private async documents(planId: string, runId: string): Promise<StoredDocuments> {
    const [problemGzip, stored] = await Promise.all([
      this.runs.problemOf(runId),
      this.transactions.manager
        .createQueryBuilder(StoredPlan, 'plan')
        .select(['plan.id', 'plan.documentGzip'])
        .where('plan.id = :id', { id: planId })
        .getOne(),
    ]);
    if (stored === null) throw notFound('Plan', planId);
    if (problemGzip === null) throw new AppError('INTERNAL', `The problem of run ${runId} is missing`);
    return { problemGzip, planGzip: stored.documentGzip };
  }
}
