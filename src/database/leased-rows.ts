import { rowsOf } from './rows-of.js';
import { type Transactions } from './transactions.js';

/** Another worker has the work now, or it ended: whatever this one still holds must be thrown away. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

/** A worker's right to write to a row, until another worker takes it up. */
export interface RowLease {
  readonly id: string;
  readonly owner: string;
  readonly attempt: number;
}

/** Work that was committed, but may be in no queue. */
export interface DueRow {
  readonly id: string;
  readonly attempt: number;
}

/**
 * Rows of work that workers take up under a lease: columns `state` (`queued` and `running` before it ends), `attempt`,
 * `lease_owner`, `lease_until`, `created_at` and `started_at`. Every step is one statement, so that two workers can never
 * both take it.
 */
export class LeasedRows {
  /**
   * @param table its name, from the code and never from a request
   * @param what the work as a person would call it
   * @param touch set whenever a row changes hands
   */
  constructor(
    private readonly transactions: Transactions,
    private readonly table: string,
    private readonly what: string,
    private readonly touch?: string,
  ) {}

  private get touched(): string {
    return this.touch === undefined ? '' : `, ${this.touch}`;
  }

  /**
   * Takes what waits, or what its worker has lost. Undefined: it is in good hands, over, or may not begin yet.
   * @param only what has to hold beside that; its parameters begin with `$4`
   */
  async claim(
    id: string,
    owner: string,
    leaseMs: number,
    only = 'true',
    parameters: readonly unknown[] = [],
  ): Promise<RowLease | undefined> {
    const [row] = await this.rows<{ attempt: number }>(
      `UPDATE ${this.table}
          SET state = 'running', attempt = attempt + 1, lease_owner = $2,
              lease_until = now() + $3 * interval '1 millisecond', started_at = coalesce(started_at, now())${this.touched}
        WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < now()))
          AND ${only}
    RETURNING attempt`,
      [id, owner, leaseMs, ...parameters],
    );
    return row && { id, owner, attempt: row.attempt };
  }

  /**
   * Changes a row that the lease holds.
   * @param set what to set; its parameters begin with `$4`
   * @throws LeaseLostError when the lease does not hold it any more
   */
  async change<T>(
    lease: RowLease,
    set: string,
    parameters: readonly unknown[],
    returning = 'id',
  ): Promise<T> {
    const row = await this.attempt<T>(lease, set, parameters, returning);
    if (row === undefined)
      throw new LeaseLostError(`Another worker has taken the ${this.what}, or it has ended`);
    return row;
  }

  /** Gives unfinished work back at once, for another worker; nothing happens when the lease is lost. */
  async release(lease: RowLease): Promise<void> {
    await this.attempt(
      lease,
      `state = 'queued', lease_owner = NULL, lease_until = NULL${this.touched}`,
      [],
      'id',
    );
  }

  /** What waits for longer than it takes to queue it, and what has a worker that fell silent. */
  due(waitingMs: number): Promise<DueRow[]> {
    return this.rows<DueRow>(
      `SELECT id, attempt FROM ${this.table}
        WHERE (state = 'queued' AND created_at < now() - $1 * interval '1 millisecond')
           OR (state = 'running' AND lease_until < now())
        ORDER BY created_at LIMIT 1000`,
      [waitingMs],
    );
  }

  private async attempt<T>(
    { id, owner, attempt }: RowLease,
    set: string,
    parameters: readonly unknown[],
    returning: string,
  ): Promise<T | undefined> {
    const [row] = await this.rows<T>(
      `UPDATE ${this.table} SET ${set}
        WHERE id = $1 AND lease_owner = $2 AND attempt = $3 AND state = 'running'
    RETURNING ${returning}`,
      [id, owner, attempt, ...parameters],
    );
    return row;
  }

  private rows<T>(sql: string, parameters: readonly unknown[]): Promise<T[]> {
    return rowsOf<T>(this.transactions.manager, sql, parameters);
  }
}
