import {
  type AnswerTo,
  FINAL_QUESTION_STATES,
  type Question,
  type QuestionFailure,
  type QuestionKind,
  type QuestionState,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { LeaseLostError } from '../runs/index.js';
import { StoredQuestion } from './question.entity.js';

/** A worker's right to write to a question, until another worker takes it up. */
export interface QuestionLease {
  readonly questionId: string;
  readonly owner: string;
  readonly attempt: number;
}

export interface QuestionEnding {
  readonly state: Extract<QuestionState, 'answered' | 'refused' | 'cancelled' | 'failed'>;
  readonly answer?: AnswerTo<QuestionKind>;
  readonly failure?: QuestionFailure;
}

/** A question that was committed, but may be in no queue. */
export interface DueQuestion {
  readonly id: string;
  readonly attempt: number;
}

/** The state machine of questions; as `RunStore`, every step is one statement. */
@Injectable()
export class QuestionStore {
  constructor(private readonly transactions: Transactions) {}

  async create(planId: string, question: Question): Promise<StoredQuestion> {
    return this.transactions.run(async (manager) => {
      const id = newId();
      await manager.getRepository(StoredQuestion).insert({ id, planId, question, state: 'queued' });
      return this.get(id);
    });
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

  unfinished(): Promise<number> {
    return this.transactions.manager
      .createQueryBuilder(StoredQuestion, 'question')
      .where(`question.state IN ('queued', 'running')`)
      .getCount();
  }

  /** Takes a question that waits, or that its worker has lost. Undefined: it is in good hands, or over. */
  async claim(questionId: string, owner: string, leaseMs: number): Promise<QuestionLease | undefined> {
    const rows = await this.changed<{ attempt: number }>(
      `UPDATE questions
          SET state = 'running', attempt = attempt + 1, lease_owner = $2,
              lease_until = now() + $3 * interval '1 millisecond', started_at = coalesce(started_at, now())
        WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < now()))
    RETURNING attempt`,
      [questionId, owner, leaseMs],
    );
    return rows[0] && { questionId, owner, attempt: rows[0].attempt };
  }

  /** Keeps the lease. Returns whether somebody wants it to end. */
  async renew(lease: QuestionLease, leaseMs: number): Promise<{ cancel: boolean }> {
    return this.held<{ cancel: boolean }>(
      lease,
      `lease_until = now() + $4 * interval '1 millisecond'`,
      [leaseMs],
      'cancel_requested_at IS NOT NULL AS cancel',
    );
  }

  /** Gives an unanswered question back at once, for another worker. */
  async release(lease: QuestionLease): Promise<void> {
    await this.held(lease, `state = 'queued', lease_owner = NULL, lease_until = NULL`, []);
  }

  /** The last step. Throws when the lease is lost. */
  async finish(lease: QuestionLease, { state, answer, failure }: QuestionEnding): Promise<void> {
    await this.held(
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
  due(waitingMs: number): Promise<DueQuestion[]> {
    return this.transactions.manager.query<DueQuestion[]>(
      `SELECT id, attempt FROM questions
        WHERE (state = 'queued' AND created_at < now() - $1 * interval '1 millisecond')
           OR (state = 'running' AND lease_until < now())
        ORDER BY created_at LIMIT 1000`,
      [waitingMs],
    );
  }

  /** Forgets questions that ended long ago: they may speak of people. `age` is an interval of PostgreSQL. */
  async forget(age: string): Promise<void> {
    await this.transactions.manager.query(`DELETE FROM questions WHERE finished_at < now() - $1::interval`, [
      age,
    ]);
  }

  /** Changes a question that the lease holds, `$4` and on; throws when it does no longer. */
  private async held<T>(
    lease: QuestionLease,
    set: string,
    parameters: readonly unknown[],
    returning = 'id',
  ): Promise<T> {
    const [row] = await this.changed<T>(
      `UPDATE questions SET ${set}
        WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running'
    RETURNING ${returning}`,
      [lease.questionId, lease.owner, lease.attempt, ...parameters],
    );
    if (row === undefined) throw new LeaseLostError('Another worker has taken the question, or it has ended');
    return row;
  }

  /** Rows that an UPDATE returns; TypeORM tells their number beside them. */
  private async changed<T>(sql: string, parameters: unknown[]): Promise<T[]> {
    const [rows] = await this.transactions.manager.query<[T[], number]>(sql, parameters);
    return rows;
  }
}
