import { runRequest } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { type Proposal } from '../../solving/index.js';
import { preparePlan, type StoredPlan, writePlan } from '../plans/index.js';
import { type PoolMark, PoolMarks } from '../problems/index.js';
import { RunStore } from '../runs/index.js';

/** A plan that an answer proposes, and of which plan it is a change. */
export interface ToStore {
  readonly proposal: Proposal;
  readonly plan: StoredPlan;
  readonly since: PoolMark;
}

/** Stores proposed plans as drafts. */
@Injectable()
export class Proposals {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
    private readonly audit: AuditService,
    private readonly marks: PoolMarks,
  ) {}

  /**
   * The plan as a draft, with a run of its own, the problem and an audit entry, in the caller's transaction.
   * @returns the plan's id
   * @throws AppError SEASON_CHANGED when the pools were changed since the question was put
   */
  async store({ proposal, plan, since }: ToStore): Promise<string> {
    const { document, open, problemGzip } = proposal;
    const { seasonId } = plan;
    const runId = newId();
    const prepared = await preparePlan({ runId, seasonId, document, open, problemGzip });
    return this.transactions.run(async (manager) => {
      if (await this.marks.changedSince(since))
        throw new AppError('SEASON_CHANGED', 'The pools were changed while the new plan was being made');
      const { requestedGap: gap, seed } = document.certificate;
      const { problemSha256 } = document;
      await this.runs.createEnded(
        {
          ...{ id: runId, seasonId, kind: 'replan', problemSha256, planId: prepared.id },
          ...{ request: runRequest.parse({ gap, seed }), startedAt: since.at },
        },
        Buffer.from(problemGzip),
      );
      await writePlan(manager, prepared);
      await this.audit.record({
        action: 'plan.proposed',
        entityType: 'plan',
        entityId: prepared.id,
        after: { seasonId, runId, insteadOf: plan.id, problemSha256 },
      });
      return prepared.id;
    });
  }
}
