import { type Answered, type QuestionKind, type QuestionOf } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Answering, type StoredDocuments } from '../../solving/index.js';
import { StoredPlan } from '../plans/index.js';
import { RunStore } from '../runs/index.js';

/** Finds what a question is about, and hands it to an answering thread. For the API and for workers alike. */
@Injectable()
export class AskedPlans {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
  ) {}

  /** Throws NOT_FOUND where there is no such plan, and what `Answering.ask` throws. */
  async ask<K extends QuestionKind>(
    answering: Answering,
    planId: string,
    question: QuestionOf<K>,
    timeMs: number,
    signal: AbortSignal,
  ): Promise<Answered<K>> {
    const { runId, problemSha256 } = await this.plan(planId);
    const answer = await answering.ask({
      question,
      key: `${planId}:${problemSha256}`,
      timeMs,
      documents: () => this.documents(planId, runId),
      signal,
    });
    return { planId, problemSha256, answer };
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
