import { runRequest } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { AuditService } from '../../audit/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { type Proposal } from '../../solving/index.js';
import { preparePlan, type StoredPlan, writePlan } from '../plans/index.js';
import { RunStore } from '../runs/index.js';

/** Entries this far back may still have been uncommitted when a mark was taken. */
const LOOK_BACK = 10_000;
/** Entries about what is made of the pools, or about people's answers and addresses: no problem holds any of it. */
const NOT_OF_POOLS = [
  'plan',
  'run',
  'booking',
  'notification',
  'notification-preferences',
  'calendar-link',
  'Account',
  'ApiKey',
  'Membership',
];

/** How far the book of changes was written when a question was put. */
export interface Mark {
  readonly last: string;
  /** Entries shortly before it: numbers are given out before their transactions end. */
  readonly recent: string;
  readonly at: Date;
}

/** A plan that an answer proposes, and of which plan it is a change. */
export interface ToStore {
  readonly proposal: Proposal;
  readonly plan: StoredPlan;
  readonly since: Mark;
}

/** Stores proposed plans as drafts. */
@Injectable()
export class Proposals {
  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
    private readonly audit: AuditService,
  ) {}

  /** Before the question is put: whatever is changed after this is noticed by `store`. */
  async mark(): Promise<Mark> {
    const [{ last } = { last: '0' }] = await this.transactions.manager.query<{ last: string }[]>(
      `SELECT coalesce(max(id), 0) AS last FROM audit_entries`,
    );
    return { last, recent: await this.recent(last), at: new Date() };
  }

  private async recent(last: string): Promise<string> {
    const [{ recent } = { recent: '0' }] = await this.transactions.manager.query<{ recent: string }[]>(
      `SELECT count(*) AS recent FROM audit_entries
       WHERE id > $1::bigint - $2 AND id <= $1::bigint AND entity_type <> ALL ($3)`,
      [last, LOOK_BACK, NOT_OF_POOLS],
    );
    return recent;
  }

  private async changedSince({ last, recent }: Mark): Promise<boolean> {
    const [{ later } = { later: false }] = await this.transactions.manager.query<{ later: boolean }[]>(
      `SELECT EXISTS (SELECT 1 FROM audit_entries WHERE id > $1 AND entity_type <> ALL ($2)) AS later`,
      [last, NOT_OF_POOLS],
    );
    return later || (await this.recent(last)) !== recent;
  }

  /**
   * The plan as a draft, with a run of its own, the problem and an audit entry, in the caller's transaction.
   * @returns the plan's id
   * @throws AppError SEASON_CHANGED when the pools were changed since the question was put
   */
  async store({ proposal, plan, since }: ToStore): Promise<string> {
    const { document, open, problemGzip } = proposal;
    const { seasonId } = plan;
    const runId = newId();
    const prepared = await preparePlan({ runId, seasonId, document, open });
    return this.transactions.run(async (manager) => {
      if (await this.changedSince(since))
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
