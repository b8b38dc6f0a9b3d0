import pg from 'pg';

/**
 * Somebody who goes on reading and writing the tables that all use. Each statement waits at most five seconds for a lock:
 * one that waits longer fails, and is told.
 */
export class Traffic {
  private readonly failures: string[] = [];
  private acknowledged = 0;
  private going = true;
  private readonly over: Promise<void>;

  private constructor(private readonly client: pg.Client) {
    this.over = this.go();
  }

  static async start(url: string): Promise<Traffic> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`SET lock_timeout = '5s'`);
    await client.query(
      `INSERT INTO volunteers SELECT (json_populate_record(v, '{"id": "traffic", "min_rest_minutes": 0}')).*
         FROM volunteers v ORDER BY id LIMIT 1`,
    );
    return new Traffic(client);
  }

  async stop(): Promise<void> {
    this.going = false;
    await this.over;
  }

  /** `stored`: writes that are there now, of those that were acknowledged. */
  async outcome(): Promise<{ failures: readonly string[]; acknowledged: number; stored: number }> {
    const { rows } = await this.client.query<{ stored: number }>(
      `SELECT min_rest_minutes AS stored FROM volunteers WHERE id = 'traffic'`,
    );
    await this.client.end();
    return { failures: this.failures, acknowledged: this.acknowledged, stored: rows[0]?.stored ?? -1 };
  }

  private async go(): Promise<void> {
    while (this.going) {
      if (
        await this.try(`UPDATE volunteers SET min_rest_minutes = min_rest_minutes + 1 WHERE id = 'traffic'`)
      )
        this.acknowledged += 1;
      await this.try('SELECT count(*) FROM activities a JOIN communities c ON c.id = a.community_id');
      await this.try('SELECT state, count(*) FROM plans p JOIN assignments s ON s.plan_id = p.id GROUP BY 1');
      await this.try('SELECT name FROM seasons s JOIN season_communities c ON c.season_id = s.id');
    }
  }

  private async try(statement: string): Promise<boolean> {
    try {
      await this.client.query(statement);
      return true;
    } catch (error) {
      this.failures.push(`${statement}: ${error instanceof Error ? error.message : 'failed'}`);
      return false;
    }
  }
}
