import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Problem, type ProblemActivity } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { RunStore } from '../runs/index.js';
import { ScheduledActivity } from './plan-parts.entity.js';
import { StoredPlan } from './plan.entity.js';

const decompress = promisify(gunzip);
/** Seasons that are acted on at a time: their published plans stay open. */
const MOST_BOOKS = 8;

/** A published plan without its people: the season as its problem says it, and when its activities take place. */
export interface PlanBook {
  readonly planId: string;
  readonly seasonId: string;
  /** Without people, venues, groups, equipment and money. */
  readonly problem: Problem;
  readonly activities: ReadonlyMap<string, ProblemActivity>;
  readonly volunteerIds: ReadonlySet<string>;
  readonly scheduled: ReadonlyMap<string, { readonly startAt: Date; readonly endAt: Date }>;
}

/** Published plans, opened once. A plan never changes, so a book is good for ever. */
@Injectable()
export class PlanBooks {
  private readonly books = new Map<string, Promise<PlanBook>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly runs: RunStore,
  ) {}

  /** The id of the season's published plan; null: there is none. */
  async publishedIn(seasonId: string): Promise<string | null> {
    const plan = await this.transactions.manager.findOne(StoredPlan, {
      select: { id: true },
      where: { seasonId, state: 'published' },
    });
    return plan?.id ?? null;
  }

  /** The book of the season's published plan; null: there is none. */
  async of(seasonId: string): Promise<PlanBook | null> {
    const id = await this.publishedIn(seasonId);
    return id === null ? null : this.open(id);
  }

  open(planId: string): Promise<PlanBook> {
    const known = this.books.get(planId);
    if (known !== undefined) {
      this.books.delete(planId);
      this.books.set(planId, known);
      return known;
    }
    const opening = this.read(planId);
    this.books.set(planId, opening);
    // What could not be read is read anew by the next who asks; whoever asked now is told.
    opening.catch(() => this.books.delete(planId));
    const [oldest] = this.books.keys();
    if (this.books.size > MOST_BOOKS && oldest !== undefined) this.books.delete(oldest);
    return opening;
  }

  private async read(planId: string): Promise<PlanBook> {
    const { manager } = this.transactions;
    const { seasonId, runId } = await manager.findOneByOrFail(StoredPlan, { id: planId });
    const gzip = await this.runs.problemOf(runId);
    if (gzip === null) throw new AppError('INTERNAL', `The problem of run ${runId} is missing`);
    // What was stored with a plan was written by us, from a problem that was parsed.
    const problem = JSON.parse((await decompress(gzip)).toString('utf8')) as Problem;
    const rows = await manager.findBy(ScheduledActivity, { planId });
    return {
      planId,
      seasonId,
      problem: {
        ...problem,
        activities: [],
        volunteers: [],
        venues: [],
        groups: [],
        equipment: [],
        donations: [],
      },
      volunteerIds: new Set(problem.volunteers.map(({ id }) => id)),
      activities: new Map(problem.activities.map((activity) => [activity.id, activity])),
      scheduled: new Map(rows.map(({ activityId, startAt, endAt }) => [activityId, { startAt, endAt }])),
    };
  }
}
