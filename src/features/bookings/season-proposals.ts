import { type AnswerTo, type QuestionOf } from '@heli/contracts';
import { Injectable, Logger } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { messageOf } from '../../errors/index.js';
import { Outbox } from '../../notifications/index.js';
import { JobQueues } from '../../queue/index.js';
import { lockSeasonPlan, StoredPlan } from '../plans/index.js';
import { utc } from '../pools/index.js';
import { QuestionStore, StoredQuestion } from '../questions/index.js';
import { RunStore } from '../runs/index.js';
import { type BookingRequest } from './booking-request.entity.js';
import { lostOf } from './lost-bookings.js';
import { changesOf, MOST_CHANGES } from './proposal-changes.js';
import { proposalNotices } from './proposal-notices.js';
import { type ProposalFailure, SeasonProposal } from './season-proposal.entity.js';

const MINUTE = 60_000;
/** Wait after the first failed attempt; it doubles with every further one. */
const RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 10 * MINUTE;
/** Of failures that the season itself did not cause. */
const MOST_ATTEMPTS = 6;

/**
 * One proposal a season: a draft plan without the venues that the published plan has lost, with the fewest people who hear
 * something new. It is computed as a question to the published plan. Each further loss begins it anew for all of them
 * together; what an older one made is thrown away.
 */
@Injectable()
export class SeasonProposals {
  private readonly logger = new Logger(SeasonProposals.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly questions: QuestionStore,
    private readonly queues: JobQueues,
    private readonly runs: RunStore,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
  ) {}

  /** Begins anew with what the published plan has lost by now; nothing lost: there is none. The caller holds the lock of the season's plan. */
  async renew(manager: EntityManager, seasonId: string, now: Date): Promise<void> {
    const held = await manager.findOneBy(SeasonProposal, { seasonId });
    if (held !== null) await this.drop(manager, held);
    await this.ask(manager, seasonId, 0, now);
  }

  /** Takes note of answers, and asks again what failed; doing it twice does nothing more. */
  async sweep(now = new Date()): Promise<void> {
    const due = await rowsOf<{ id: string }>(
      this.transactions.manager,
      `SELECT held.season_id AS id FROM season_proposals held LEFT JOIN questions asked ON asked.id = held.question_id
        WHERE (held.state = 'wanted' AND held.next_attempt_at <= $1)
           OR (held.state = 'asked' AND (asked.id IS NULL OR asked.state NOT IN ('queued', 'running')))
        ORDER BY held.season_id`,
      [now],
    );
    for (const { id } of due) await this.step(id, now);
  }

  /** What goes wrong with one season keeps no other waiting; the next sweep tries it again. */
  private async step(seasonId: string, now: Date): Promise<void> {
    try {
      await this.transactions.run(async (manager) => {
        await lockSeasonPlan(manager, seasonId);
        const held = await manager.findOneBy(SeasonProposal, { seasonId });
        if (held?.state === 'asked') await this.settle(manager, held, now);
        else if (held?.state === 'wanted' && held.nextAttemptAt <= now)
          await this.ask(manager, seasonId, held.attempts, now);
      });
    } catch (error) {
      this.logger.error(`The proposal for season ${seasonId} did not get on: ${messageOf(error)}`);
    }
  }

  private async ask(manager: EntityManager, seasonId: string, attempts: number, now: Date): Promise<void> {
    const repository = manager.getRepository(SeasonProposal);
    const plan = await manager.findOneBy(StoredPlan, { seasonId, state: 'published' });
    const lost = plan === null ? [] : await lostOf(manager, plan.id, now);
    if (plan === null || lost.length === 0) {
      await repository.delete({ seasonId });
      return;
    }
    const row = repository.create({
      ...{ seasonId, planId: plan.id, bookings: lost.length, attempts: attempts + 1, nextAttemptAt: now },
      ...{ state: 'asked', questionId: null, draftPlanId: null, people: null, failure: null },
    });
    const question = await this.questionOf(manager, lost, now);
    if (question === null) {
      const detail = `${lost.length} bookings are more than one question takes; start a computation of the season`;
      await this.end(manager, row, 'failed', { code: 'TOO_MANY_CHANGES', detail });
      return;
    }
    const { id, attempt } = await this.questions.create(plan.id, question);
    row.questionId = id;
    await repository.save(row);
    await this.transactions.afterCommit(() => this.queues.enqueueQuestion(id, attempt));
  }

  /** Null: too much has changed for one question. */
  private async questionOf(
    manager: EntityManager,
    lost: readonly BookingRequest[],
    now: Date,
  ): Promise<QuestionOf<'replan'> | null> {
    const changes = await changesOf(manager, lost);
    if (changes.length > MOST_CHANGES) return null;
    // What has begun stays as it is.
    const frozenUntil = utc(new Date(Math.ceil(now.getTime() / MINUTE) * MINUTE));
    return { kind: 'replan', changes, save: true, frozenUntil };
  }

  private async settle(manager: EntityManager, row: SeasonProposal, now: Date): Promise<void> {
    const asked = await this.answered(row.questionId);
    switch (asked?.state) {
      case 'queued':
      case 'running':
        return;
      case 'answered':
        return this.take(manager, row, asked.answer as AnswerTo<'replan'>, now);
      case 'refused':
        return this.end(manager, row, 'failed', asked.failure);
      case 'cancelled':
        return this.end(manager, row, 'stopped', null);
      case 'failed':
      case undefined:
        return this.retry(manager, row, asked?.failure ?? null, now);
    }
  }

  /** Null: it was forgotten. */
  private async answered(id: string | null): Promise<StoredQuestion | null> {
    const { manager } = this.transactions;
    return id !== null && (await manager.existsBy(StoredQuestion, { id })) ? this.questions.get(id) : null;
  }

  private async take(
    manager: EntityManager,
    row: SeasonProposal,
    answer: AnswerTo<'replan'>,
    now: Date,
  ): Promise<void> {
    switch (answer.kind) {
      case 'possible':
        row.draftPlanId = answer.savedPlanId ?? null;
        row.people = answer.people.length;
        return this.end(manager, row, 'proposed', null);
      case 'impossible':
        return this.end(manager, row, 'impossible', null);
      case 'unknown':
        return this.retry(
          manager,
          row,
          { code: 'QUESTION_TIME_LIMIT', detail: 'There was no time for it' },
          now,
        );
      case 'refused':
        return this.end(manager, row, 'failed', {
          code: 'QUESTION_REFUSED',
          detail: 'The changes are at fault',
        });
    }
  }

  /** A season that changed meanwhile is asked about again for as long as it takes; other failures have an end. */
  private async retry(
    manager: EntityManager,
    row: SeasonProposal,
    failure: ProposalFailure | null,
    now: Date,
  ): Promise<void> {
    if (failure !== null && failure.code !== 'SEASON_CHANGED' && row.attempts >= MOST_ATTEMPTS)
      return this.end(manager, row, 'failed', failure);
    const wait = Math.min(RETRY_MS * 2 ** (row.attempts - 1), LONGEST_RETRY_MS);
    Object.assign(row, { state: 'wanted', failure, nextAttemptAt: new Date(now.getTime() + wait) });
    await manager.getRepository(SeasonProposal).save(row);
  }

  private async end(
    manager: EntityManager,
    row: SeasonProposal,
    state: 'proposed' | 'impossible' | 'failed' | 'stopped',
    failure: ProposalFailure | null,
  ): Promise<void> {
    row.state = state;
    row.failure = failure === null ? null : { code: failure.code, detail: failure.detail };
    await manager.getRepository(SeasonProposal).save(row);
    if (state !== 'stopped') await this.outbox.add(manager, await proposalNotices(manager, row, state));
  }

  /** What an older proposal left: the question that is not answered yet, the draft that nobody can publish any more. */
  private async drop(manager: EntityManager, { questionId, draftPlanId }: SeasonProposal): Promise<void> {
    if (questionId !== null && (await manager.existsBy(StoredQuestion, { id: questionId })))
      await this.questions.cancel(questionId);
    if (draftPlanId === null) return;
    const { affected } = await manager.delete(StoredPlan, { id: draftPlanId, state: 'draft' });
    if (affected !== 1) return;
    await this.runs.forgetPlan(manager, draftPlanId);
    await this.audit.record({
      action: 'plan.discarded',
      entityType: 'plan',
      entityId: draftPlanId,
      before: { state: 'draft' },
      after: { because: 'booking' },
    });
  }
}
