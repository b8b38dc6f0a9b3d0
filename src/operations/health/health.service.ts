import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  TypeOrmHealthIndicator,
} from '@nestjs/terminus';
import { DataSource } from 'typeorm';
import { JobQueues } from '../../queue/index.js';

/** Probes wait about as long. */
const PATIENCE_MS = 2_000;

/** Injection token: the queue is what the process lives on. */
export const LIVES_ON_QUEUE = Symbol('LivesOnQueue');

export interface Readiness {
  readonly status: 'ok' | 'degraded' | 'database-away' | 'queue-away' | 'shutting-down';
  readonly database: 'ok' | 'away';
  readonly queue: 'ok' | 'away';
}

/**
 * Whether the process can do its work now. A worker needs the queue; the API does not: what it commits meanwhile is
 * queued by the sweep, so that a lost Redis must not take every API process away.
 */
@Injectable()
export class HealthService {
  constructor(
    private readonly checks: HealthCheckService,
    private readonly databases: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    private readonly queues: JobQueues,
    private readonly dataSource: DataSource,
    @Inject(LIVES_ON_QUEUE) private readonly livesOnQueue: boolean,
  ) {}

  async readiness(): Promise<Readiness> {
    const { status, details } = await this.check();
    const database = details.database?.status === 'up' ? 'ok' : 'away';
    const queue = details.queue?.status === 'up' ? 'ok' : 'away';
    if (status === 'shutting_down') return { status: 'shutting-down', database, queue };
    if (database === 'away') return { status: 'database-away', database, queue };
    if (queue === 'ok') return { status: 'ok', database, queue };
    return { status: this.livesOnQueue ? 'queue-away' : 'degraded', database, queue };
  }

  /** Terminus throws what it found where it is not well. */
  private async check(): Promise<HealthCheckResult> {
    try {
      return await this.checks.check([
        () => this.databases.pingCheck('database', { connection: this.dataSource, timeout: PATIENCE_MS }),
        () =>
          this.indicators
            .check('queue')
            .attempt(() => this.queues.ping())
            .withTimeout(PATIENCE_MS),
      ]);
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }
}
