import { type HeliConfig } from '../../config/index.js';
import { type DueRow, lockUntilCommit, rowsOf, type Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';

export type ShareLimits = Pick<HeliConfig, 'runsAtATime' | 'runsWaiting'>;

/** A run that may begin, and how far ahead of others. */
export interface DueRun extends DueRow {
  readonly turn: number;
}

/** Where a run stands among all that wait. */
interface Place {
  readonly share: string;
  readonly turn: number;
}

/** Those of the same communities, whoever plans for them, have one share of the workers. */
const SHARE_OF_SEASON = `
  SELECT coalesce(md5(string_agg(community_id, ',' ORDER BY community_id)), md5('season ' || $1)) AS share
    FROM season_communities WHERE season_id = $1`;

const lockName = (share: string): string => `runs of ${share}`;

/**
 * Shares workers out fairly between communities: a share takes one turn after the other, and no share is more than one
 * turn ahead of another that waits (start-time fair queueing: Goyal, Vin & Cheng, SIGCOMM 1996, with one run as the unit).
 * So who asks for a hundred runs does not hold up who asks for one. Beside that a share runs so many at a time, and so
 * many may wait.
 */
export class RunShares {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: ShareLimits,
  ) {}

  /**
   * A place for a new run of the season, inside the transaction that stores it.
   * @throws AppError RUNS_WAITING
   */
  async join(seasonId: string): Promise<Place> {
    const { manager } = this.transactions;
    const [found] = await rowsOf<{ share: string }>(manager, SHARE_OF_SEASON, [seasonId]);
    const share = found?.share ?? seasonId;
    await lockUntilCommit(manager, lockName(share));
    const [row] = await rowsOf<{ waiting: number; turn: number }>(
      manager,
      `SELECT count(*) FILTER (WHERE share = $1 AND state = 'queued')::int AS waiting,
              1 + greatest(
                coalesce(max(turn) FILTER (WHERE share = $1), 0),
                coalesce(max(turn) FILTER (WHERE state = 'running'), min(turn), 1) - 1, 0) AS turn
         FROM allocation_runs WHERE state IN ('queued', 'running')`,
      [share],
    );
    const { waiting, turn } = row ?? { waiting: 0, turn: 1 };
    const { runsWaiting: most } = this.limits;
    if (waiting >= most)
      throw new AppError('RUNS_WAITING', `${waiting} runs of these communities wait already, ${most} may`, {
        detail: 'runs_waiting',
        params: { waiting, most },
      });
    return { share, turn };
  }

  /** Takes a run with `claim` under the condition that its share has a worker to spare; one after the other of a share. */
  within<T>(runId: string, claim: (only: string, parameters: readonly unknown[]) => Promise<T>): Promise<T> {
    return this.transactions.run(async (manager) => {
      const [found] = await rowsOf<{ share: string | null }>(
        manager,
        'SELECT share FROM allocation_runs WHERE id = $1',
        [runId],
      );
      const share = found?.share ?? null;
      if (share === null) return claim('true', []);
      await lockUntilCommit(manager, lockName(share));
      return claim(
        `$4 > (SELECT count(*) FROM allocation_runs other
                WHERE other.share = $5 AND other.id <> $1 AND other.state = 'running' AND other.lease_until > now())`,
        [this.limits.runsAtATime, share],
      );
    });
  }

  /**
   * Runs that wait and that their share lets begin, and those whose worker fell silent.
   * @param waitingMs how long they wait at least
   * @param besides a run whose share alone is looked at
   */
  due(waitingMs: number, besides: string | null = null): Promise<DueRun[]> {
    return rowsOf<DueRun>(
      this.transactions.manager,
      `SELECT id, attempt, turn FROM (
         SELECT *, count(*) FILTER (WHERE state = 'running' AND lease_until > now()) OVER (PARTITION BY share) AS running,
                row_number() OVER (PARTITION BY share, state ORDER BY turn, created_at, id) AS place
           FROM allocation_runs
          WHERE state IN ('queued', 'running')
            AND ($2::text IS NULL OR share = (SELECT share FROM allocation_runs WHERE id = $2))) run
        WHERE (state = 'queued' AND created_at <= now() - $1 * interval '1 millisecond'
               AND (share IS NULL OR running + place <= $3))
           OR (state = 'running' AND lease_until < now())
        ORDER BY turn, created_at LIMIT 1000`,
      [waitingMs, besides, this.limits.runsAtATime],
    );
  }
}
