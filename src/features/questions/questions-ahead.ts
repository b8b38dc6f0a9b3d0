import { localDate } from '@heli/calendar';
import { type Question } from '@heli/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { rowsOf, Transactions } from '../../database/index.js';
import { codeAndSentence } from '../../errors/index.js';
import { JobQueues, UpkeepTasks } from '../../queue/index.js';
import { type PoolMark, PoolMarks } from '../problems/index.js';
import { QuestionStore } from './question-store.js';

/** Hour of a season's clock from which its plans are asked about. */
const FIRST_HOUR = 3;
/** With so many questions waiting, those of people come first: the rest is asked the next hour. */
const MOST_WAITING = 50;
/** A stand-by question names as many activities at most; where more lie ahead it asks about all. */
const MOST_NAMED = 500;

/** A published plan with places that are open from now on. */
interface OpenPlan {
  readonly id: string;
  readonly seasonId: string;
  readonly zone: string;
  /** Activities ahead, soonest first, one more than can be named. */
  readonly ahead: string[];
}

/**
 * Places that the plan left open, and those that somebody gave back and nobody took. `held` is what takes place ahead.
 */
const OPEN_PLANS = `
  SELECT plan.id, plan.season_id AS "seasonId", home.zone,
         (SELECT coalesce(array_agg(one.activity_id ORDER BY one.start_at, one.activity_id), '{}') FROM (
            SELECT held.activity_id, held.start_at FROM scheduled_activities held
             WHERE held.plan_id = plan.id AND held.start_at > $1
             ORDER BY held.start_at, held.activity_id LIMIT ${MOST_NAMED + 1}) one) AS ahead
    FROM plans plan
    JOIN seasons season ON season.id = plan.season_id AND season.ends_at > $1
    CROSS JOIN LATERAL (SELECT community.time_zone AS zone FROM season_communities link
       JOIN communities community ON community.id = link.community_id
      WHERE link.season_id = season.id ORDER BY link.community_id LIMIT 1) home
   WHERE plan.state = 'published'
     AND extract(hour FROM $1::timestamptz AT TIME ZONE home.zone) >= ${FIRST_HOUR}
     AND (EXISTS (
       SELECT 1 FROM jsonb_array_elements(plan.open_places) AS place
         JOIN scheduled_activities held ON held.plan_id = plan.id AND held.activity_id = place ->> 'activityId'
        WHERE held.start_at > $1 AND place ->> 'roleId' IS NOT NULL)
     OR EXISTS (
       SELECT 1 FROM duties gone
        WHERE gone.season_id = plan.season_id AND gone.start_at > $1 AND gone.state IN ('declined', 'expired', 'withdrawn')
          AND (SELECT count(*) FROM assignments part
                WHERE part.plan_id = plan.id AND part.activity_id = gone.activity_id AND part.role_id = gone.role_id)
            > (SELECT count(*) FROM duties living
                WHERE living.activity_id = gone.activity_id AND living.role_id = gone.role_id
                  AND living.state IN ('offered', 'accepted', 'checked-in', 'confirmed'))))
   ORDER BY plan.id`;

/** Asks by night what coordinators ask in the morning, so that the answers are there: once a day and plan. */
@Injectable()
export class QuestionsAhead implements OnModuleInit {
  private readonly logger = new Logger(QuestionsAhead.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly store: QuestionStore,
    private readonly marks: PoolMarks,
    private readonly queues: JobQueues,
    private readonly tasks: UpkeepTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register('ask-ahead', (now) => this.ask(now));
  }

  /** @returns how many questions are new */
  async ask(now: Date): Promise<number> {
    let asked = 0;
    for (const plan of await rowsOf<OpenPlan>(this.transactions.manager, OPEN_PLANS, [now])) {
      if ((await this.store.unfinished()) >= MOST_WAITING) break;
      try {
        asked += await this.askAbout(plan, now);
      } catch (error) {
        this.logger.error(`Nothing was asked about plan ${plan.id}: ${codeAndSentence(error)}`);
      }
    }
    return asked;
  }

  private async askAbout({ id, seasonId, zone, ahead }: OpenPlan, now: Date): Promise<number> {
    const mark = await this.marks.take();
    if (!(await this.changed(id, seasonId))) return 0;
    const day = localDate(Math.floor(now.getTime() / 60_000), zone);
    const all: readonly Question[] = [
      { kind: 'explain-all', max: 3 },
      {
        kind: 'stand-by',
        max: 3,
        ...(ahead.length > 0 && ahead.length <= MOST_NAMED ? { activityIds: ahead } : {}),
      },
    ];
    let asked = 0;
    for (const question of all) {
      const made = await this.store.createOnce(id, question, `nightly:${day}:${question.kind}`, mark);
      if (made === undefined) continue;
      asked += 1;
      // What falls between the row and the queue is found by the sweep.
      await this.transactions.afterCommit(() => this.queues.enqueueQuestion(made.id, made.attempt));
    }
    return asked;
  }

  /** Whether something was changed since the service last asked: the plan is another one, the pools, or who serves. */
  private async changed(planId: string, seasonId: string): Promise<boolean> {
    const [last] = await rowsOf<{ mark: PoolMark; askedAt: Date }>(
      this.transactions.manager,
      `SELECT pool_mark AS mark, created_at AS "askedAt" FROM questions
        WHERE plan_id = $1 AND event_key LIKE 'nightly:%' AND state IN ('queued', 'running', 'answered')
        ORDER BY created_at DESC LIMIT 1`,
      [planId],
    );
    if (last === undefined || (await this.marks.changedSince(last.mark))) return true;
    const [answered] = await rowsOf<{ since: boolean }>(
      this.transactions.manager,
      'SELECT EXISTS (SELECT 1 FROM duties WHERE season_id = $1 AND updated_at > $2) AS since',
      [seasonId, last.askedAt],
    );
    return answered?.since === true;
  }
}
