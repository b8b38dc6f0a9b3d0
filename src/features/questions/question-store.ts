import {
  type AnswerTo,
  FINAL_QUESTION_STATES,
  type Question,
  type QuestionFailure,
  type QuestionKind,
  type QuestionState,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type DueRow, LeasedRows, newId, type RowLease, rowsOf, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { type PoolMark } from '../problems/index.js';
import { StoredQuestion } from './question.entity.js';

export interface QuestionEnding {
  readonly state: Extract<QuestionState, 'answered' | 'refused' | 'cancelled' | 'failed'>;
  readonly answer?: AnswerTo<QuestionKind>;
  readonly failure?: QuestionFailure;
}

/** The state machine of questions; as `RunStore`, every step is one statement. */
@Injectable()
export class QuestionStore {
  private readonly leased: LeasedRows;

  constructor(private readonly transactions: Transactions) {
    this.leased = new LeasedRows(transactions, 'questions', 'question');
  }

  async create(planId: string, question: Question): Promise<StoredQuestion> {
    return this.transactions.run(async (manager) => {
      const id = newId();
      await manager.getRepository(StoredQuestion).insert({ id, planId, question, state: 'queued' });
      return this.get(id);
    });
  }

  /** A question of the service: one with the same key about the same plan is not asked again. */
  async createOnce(
    planId: string,
    question: Question,
    eventKey: string,
    poolMark: PoolMark,
  ): Promise<{ id: string; attempt: number } | undefined> {
    const [made] = await rowsOf<{ id: string; attempt: number }>(
      this.transactions.manager,
      `INSERT INTO questions (id, plan_id, question, state, event_key, pool_mark)
       SELECT $1, id, $3::jsonb, 'queued', $4, $5::jsonb FROM plans WHERE id = $2
       ON CONFLICT (plan_id, event_key) DO NOTHING RETURNING id, attempt`,
      [newId(), planId, JSON.stringify(question), eventKey, JSON.stringify(poolMark)],
    );
    return made;
  }

  async get(id: string): Promise<StoredQuestion> {
    const question = await this.transactions.manager
      .createQueryBuilder(StoredQuestion, 'question')
      .addSelect('question.answer')
      .where('question.id = :id', { id })
      .getOne();
    if (question === null) throw notFound('Question', id);
    return question;
  }

  /** Asks a question that failed once more, under an id of its own; it takes over the key of a question of the service. */
  again(id: string): Promise<StoredQuestion> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(StoredQuestion);
      const failed = await repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (failed === null) throw notFound('Question', id);
      const { planId, question, eventKey, poolMark } = failed;
      await repository.update(id, { eventKey: null });
      const next = newId();
      await repository.insert({
        id: next,
        planId,
        question,
        state: 'queued',
        eventKey,
        poolMark: poolMark ?? null,
      });
      return this.get(next);
    });
  }

  unfinished(): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(StoredQuestion, 'question')
      .where(`question.state IN ('queued', 'running')`)
      .getCount();
  }

  /** Takes a question that waits, or that its worker has lost. Undefined: it is in good hands, or over. */
  claim(questionId: string, owner: string, leaseMs: number): Promise<RowLease | undefined> {
    return this.leased.claim(questionId, owner, leaseMs);
  }

  /** Keeps the lease. Returns whether somebody wants it to end. */
  renew(lease: RowLease, leaseMs: number): Promise<{ cancel: boolean }> {
    return this.leased.change<{ cancel: boolean }>(
      lease,
      `lease_until = now() + $4 * interval '1 millisecond'`,
      [leaseMs],
      'cancel_requested_at IS NOT NULL AS cancel',
    );
  }

  /** Gives an unanswered question back at once, for another worker. */
  release(lease: RowLease): Promise<void> {
    return this.leased.release(lease);
  }

  /** The last step. Throws when the lease is lost. */
  async finish(lease: RowLease, { state, answer, failure }: QuestionEnding): Promise<void> {
    await this.leased.change(
      lease,
      `state = $4, answer = $5::jsonb, failure = $6::jsonb, finished_at = now(), lease_owner = NULL, lease_until = NULL`,
      [
        state,
        answer === undefined ? null : JSON.stringify(answer),
        failure === undefined ? null : JSON.stringify(failure),
      ],
    );
  }

  /** A waiting question ends at once; a running one is asked to end; one that has ended stays as it is. */
  async cancel(id: string): Promise<StoredQuestion> {
    return this.transactions.run(async (manager) => {
      const repository = manager.getRepository(StoredQuestion);
      const question = await repository.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (question === null) throw notFound('Question', id);
      if (!FINAL_QUESTION_STATES.includes(question.state) && question.cancelRequestedAt === null) {
        const now = new Date();
        await repository.update(id, {
          cancelRequestedAt: now,
          ...(question.state === 'queued' ? { state: 'cancelled', finishedAt: now } : {}),
        });
      }
      return this.get(id);
    });
  }

  /** Questions that wait for longer than it takes to queue them, and those whose worker fell silent. */
  due(waitingMs: number): Promise<DueRow[]> {
    return this.leased.due(waitingMs);
  }

  /** Forgets questions that ended long ago: they may speak of people. `age` is an interval of PostgreSQL. */
  async forget(age: string): Promise<void> {
    await this.transactions.manager.query(`DELETE FROM questions WHERE finished_at < now() - $1::interval`, [
      age,
    ]);
  }
}
