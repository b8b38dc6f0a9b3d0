import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type pg from 'pg';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { inTime, JobQueues } from '../../queue/index.js';
import { Meters } from '../../metrics/index.js';
import { messageOf } from '../../errors/index.js';
import { ownVersion } from '../../version.js';

/** The figures of all processes are the same: each asks for them at most so often. */
const KEPT_MS = 5_000;
const PATIENCE_MS = 3_000;

/** Injection token: what the process does. */
export const PROCESS_ROLE = Symbol('ProcessRole');

interface Figure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** One figure of the database; its rows have a column `value`, and one for every label. */
interface Counted extends Described {
  readonly sql: string;
}

const COUNTED: readonly Counted[] = [
  {
    name: 'heli_runs',
    help: 'Runs by state',
    labels: ['state'],
    sql: `SELECT state, count(*) AS value FROM allocation_runs GROUP BY state`,
  },
  {
    name: 'heli_runs_oldest_waiting_seconds',
    help: 'Age of the run that has waited longest for a worker; 0: none waits',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0) AS value
            FROM allocation_runs WHERE state = 'queued'`,
  },
  {
    name: 'heli_questions',
    help: 'Questions about plans by state',
    labels: ['state'],
    sql: `SELECT state, count(*) AS value FROM questions GROUP BY state`,
  },
  {
    name: 'heli_open_places',
    help: 'Places that the published plans of seasons that are not over leave open',
    labels: [],
    sql: `SELECT coalesce(sum((plan.counts ->> 'openPlaces')::bigint), 0) AS value
            FROM plans plan JOIN seasons season ON season.id = plan.season_id
           WHERE plan.state = 'published' AND season.ends_at > now()`,
  },
  {
    name: 'heli_outbox_notifications',
    help: 'Notices by state that are not sent',
    labels: ['state'],
    sql: `SELECT state, count(*) AS value FROM notifications
           WHERE state IN ('queued', 'sending', 'failed', 'given-up') GROUP BY state`,
  },
  {
    name: 'heli_outbox_oldest_due_seconds',
    help: 'How long the notice that has been due longest has been so; 0: none is due',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - min(not_before)), 0) AS value
            FROM notifications WHERE state IN ('queued', 'failed') AND not_before <= now()`,
  },
  {
    name: 'heli_failed_jobs',
    help: 'Failed work that nobody has tried again or put aside, by kind',
    labels: ['kind'],
    sql: `SELECT kind, count(*) AS value FROM failed_jobs WHERE closed_at IS NULL GROUP BY kind`,
  },
  {
    name: 'heli_last_backup_timestamp_seconds',
    help: 'When the last backup by this program ended; none: never',
    labels: [],
    sql: `SELECT extract(epoch FROM max(at)) AS value FROM audit_entries
           WHERE entity_type = 'Database' AND action = 'database.backed-up' HAVING max(at) IS NOT NULL`,
  },
];

const DEPTH: Described = {
  name: 'heli_queue_jobs',
  help: 'Jobs by queue and state',
  labels: ['queue', 'state'],
};

/** Figures that live in the database and the queues; read when somebody asks, and missing where they cannot be read. */
@Injectable()
export class DatabaseGauges implements OnModuleInit {
  private readonly logger = new Logger(DatabaseGauges.name);
  private readonly kept = new Map<string, { readonly until: number; readonly figures: Promise<Figure[]> }>();

  /** One question to the database after the other: figures must not take connections from requests. */
  private line: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly meters: Meters,
    private readonly dataSource: DataSource,
    private readonly queues: JobQueues,
    @Inject(PROCESS_ROLE) private readonly role: string,
  ) {}

  onModuleInit(): void {
    for (const counted of COUNTED) this.gauge(counted, () => this.inLine(() => this.ask(counted)));
    this.gauge(DEPTH, async () =>
      (await this.queues.depths()).map(({ queue, state, jobs }) => ({
        labels: { queue, state },
        value: jobs,
      })),
    );
    this.gauge(
      {
        name: 'heli_database_connections',
        help: 'Connections of this process: in use, idle, and requests that wait for one',
        labels: ['state'],
      },
      () => Promise.resolve(this.connections()),
    );
    this.gauge({ name: 'heli_info', help: 'What runs here', labels: ['version', 'role'] }, () =>
      Promise.resolve([{ labels: { version: ownVersion(), role: this.role }, value: 1 }]),
    );
  }

  private gauge({ name, help, labels }: Described, read: () => Promise<Figure[]>): void {
    const figures = () => this.fresh(name, read);
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.meters.registry],
      async collect() {
        this.reset();
        // A gauge without labels says 0 after a reset, which is not what a figure that could not be read is.
        if (labels.length === 0) this.remove();
        for (const figure of await figures()) this.set({ ...figure.labels }, figure.value);
      },
    });
  }

  private async fresh(name: string, read: () => Promise<Figure[]>): Promise<Figure[]> {
    const now = Date.now();
    let kept = this.kept.get(name);
    if (kept === undefined || kept.until < now) {
      kept = { until: now + KEPT_MS, figures: inTime(read(), `${name} could not be read`, PATIENCE_MS) };
      this.kept.set(name, kept);
    }
    try {
      return await kept.figures;
    } catch (error) {
      this.kept.delete(name);
      this.meters.scrapeFailed(name);
      this.logger.debug(`${name}: ${messageOf(error)}`);
      return [];
    }
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const next = this.line.then(work, work);
    this.line = next;
    return next;
  }

  private async ask({ sql, labels }: Counted): Promise<Figure[]> {
    const rows = await this.dataSource.query<Record<string, string>[]>(sql);
    return rows.map((row) => ({
      labels: Object.fromEntries(labels.map((label) => [label, row[label] ?? ''])),
      value: Number(row.value),
    }));
  }

  private connections(): Figure[] {
    const { master } = this.dataSource.driver as unknown as { readonly master: pg.Pool };
    return [
      { labels: { state: 'in-use' }, value: master.totalCount - master.idleCount },
      { labels: { state: 'idle' }, value: master.idleCount },
      { labels: { state: 'waiting' }, value: master.waitingCount },
    ];
  }
}
