import { type FailedJobKind } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { newId, Transactions } from '../database/index.js';
import { AppError, isError } from '../errors/index.js';
import { isNewerJob } from './job-format.js';

export interface Failure {
  readonly kind: FailedJobKind;
  readonly queue: string;
  readonly name: string;
  readonly subject: string;
  readonly payload?: object;
  readonly error: unknown;
}

/** The book of failed work. What is written inside a transaction is kept or lost with it. */
@Injectable()
export class FailedJobs {
  constructor(private readonly transactions: Transactions) {}

  /** Sentences of errors may name people; only the code is kept. */
  async record({ kind, queue, name, subject, payload, error }: Failure): Promise<void> {
    await this.transactions.run((manager) =>
      manager.query(
        `INSERT INTO failed_jobs (id, kind, queue, name, subject, payload, code, failed_at)
         VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, now())
         ON CONFLICT (queue, subject) WHERE closed_at IS NULL
         DO UPDATE SET times = failed_jobs.times + 1, failed_at = now(), code = excluded.code,
                       payload = excluded.payload`,
        [
          newId(),
          kind,
          queue,
          name,
          subject,
          payload === undefined ? null : JSON.stringify(payload),
          codeOfFailure(error),
        ],
      ),
    );
  }

  /** What failed before has gone well. */
  async recovered(queue: string, subject: string): Promise<void> {
    await this.transactions.manager.query(
      `UPDATE failed_jobs SET closed_at = now(), closed_by = 'recovered'
        WHERE queue = $1 AND subject = $2 AND closed_at IS NULL`,
      [queue, subject],
    );
  }

  /** @param age an interval of PostgreSQL */
  async forget(age: string): Promise<void> {
    await this.transactions.manager.query(`DELETE FROM failed_jobs WHERE closed_at < now() - $1::interval`, [
      age,
    ]);
  }
}

const codeOfFailure = (error: unknown): string => {
  if (error instanceof AppError) return error.code;
  return isNewerJob(error) || (isError(error) && error.name === 'ZodError') ? 'JOB_UNREADABLE' : 'INTERNAL';
};
