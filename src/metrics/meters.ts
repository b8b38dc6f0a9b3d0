import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SOLVE_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/** How a computation ended, as its row says it; `lost`: its worker has to leave it to another one. */
export type SolveOutcome = 'succeeded' | 'cancelled' | 'refused' | 'failed' | 'lost';

/** What this process counts of its own work, for Prometheus. Labels are words of the code: never an id, never a name. */
@Injectable()
export class Meters {
  readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'heli_http_request_duration_seconds',
    help: 'Time from a request to the last byte of its answer; watchers of runs are left out',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [this.registry],
  });
  private readonly solves = new Histogram({
    name: 'heli_solve_duration_seconds',
    help: 'Time that a worker had a run in hand',
    labelNames: ['outcome'],
    buckets: SOLVE_SECONDS,
    registers: [this.registry],
  });
  private gap: Gauge | undefined;
  private readonly upkeepFailures = new Counter({
    name: 'heli_upkeep_failures_total',
    help: 'Pieces of scheduled work that failed and are tried again the next time',
    labelNames: ['task'],
    registers: [this.registry],
  });
  private readonly scrapeFailures = new Counter({
    name: 'heli_scrape_failures_total',
    help: 'Figures that could not be read when they were asked for',
    labelNames: ['source'],
    registers: [this.registry],
  });

  request(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  solved(outcome: SolveOutcome, seconds: number): void {
    this.solves.observe({ outcome }, seconds);
  }

  /** @param gap 0: proven optimal */
  plan(gap: number): void {
    // Not before the first plan: it would say 0, proven optimal.
    this.gap ??= new Gauge({
      name: 'heli_last_gap',
      help: 'Relative gap between the last plan that this process made and its proven bound',
      registers: [this.registry],
    });
    this.gap.set(gap);
  }

  upkeepFailed(task: string, times: number): void {
    this.upkeepFailures.inc({ task }, times);
  }

  scrapeFailed(source: string): void {
    this.scrapeFailures.inc({ source });
  }
}
