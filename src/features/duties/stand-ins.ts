import { type QuestionOf } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId, Transactions } from '../../database/index.js';
import { JobQueues } from '../../queue/index.js';
import { QuestionStore } from '../questions/index.js';
import { Assignment } from '../plans/index.js';
import { type HeldPlace, Places, type PlaceKey, standingOf } from './places.js';
import { StandInSearch } from './stand-in-search.entity.js';

const MOST_CANDIDATES = 50;
const MOST_GONE = 200;
/** Time for the exact comparison of those who are not in reserve, milliseconds. */
const COMPARING_MS = 60_000;

/** Searches for stand-ins: the plan's reserves first, then whoever else could be had, as the plan's recommendations rank them. */
@Injectable()
export class StandIns {
  constructor(
    private readonly transactions: Transactions,
    private readonly questions: QuestionStore,
    private readonly queues: JobQueues,
    private readonly places: Places,
    private readonly audit: AuditService,
  ) {}

  /**
   * Begins a search where a place is open and nobody searches yet, in a transaction that has the lock of the activity's
   * places. Null: there is nothing to search for.
   */
  async begin(
    manager: EntityManager,
    { activityId, roleId }: PlaceKey,
    now: Date,
  ): Promise<StandInSearch | null> {
    const key = { activityId, roleId };
    const held = await this.places.find(manager, key);
    if (held === null || held.startAt <= now || (await this.openIn(manager, held)) <= 0) return null;
    const running = await manager.findOneBy(StandInSearch, { ...key, state: In(['computing', 'asking']) });
    if (running !== null) return running;
    const { book, activity, startAt, endAt } = held;
    const search = manager.create(StandInSearch, {
      ...{
        id: newId(),
        seasonId: activity.seasonId,
        planId: book.planId,
        ...key,
      },
      ...{ startAt, endAt, state: 'computing', candidates: [], position: 0 },
    });
    await this.ask(manager, search, 'stand-by');
    return search;
  }

  /** After a plan was published: what was being searched for is asked of the new plan, where it is open still. */
  async renew(manager: EntityManager, seasonId: string, now: Date): Promise<void> {
    const running = await manager.findBy(StandInSearch, { seasonId, state: In(['computing', 'asking']) });
    for (const search of running) {
      await this.end(manager, search, 'ended');
      await this.begin(manager, search, now);
    }
    await this.transactions.afterCommit(() => this.queues.enqueueUpkeep('fill-places'));
  }

  /** Places of a role that nobody is counted on for. */
  async openIn(manager: EntityManager, { activity, role }: HeldPlace): Promise<number> {
    const serving = await standingOf(manager, { activityId: activity.id });
    return role.target - serving.filter(({ roleId }) => roleId === role.id).length;
  }

  /** Puts the question of a stage to the published plan; a worker answers it, and `PlaceFiller` goes on from there. */
  async ask(manager: EntityManager, search: StandInSearch, stage: StandInSearch['stage']): Promise<void> {
    const { activityId, roleId, planId } = search;
    const question: QuestionOf<'stand-by'> | QuestionOf<'recommend'> =
      stage === 'stand-by'
        ? { kind: 'stand-by', activityIds: [activityId], max: MOST_CANDIDATES }
        : {
            ...{ kind: 'recommend', activityId, roleId, max: MOST_CANDIDATES, timeMs: COMPARING_MS },
            declined: await this.goneFrom(manager, search),
          };
    const asked = await this.questions.create(planId, question);
    Object.assign(search, { stage, state: 'computing', questionId: asked.id });
    await this.save(manager, search, { stage });
    await this.transactions.afterCommit(() => this.queues.enqueueQuestion(asked.id, asked.attempt));
  }

  /** People of the plan who are not counted on any more. */
  private async goneFrom(manager: EntityManager, { planId, activityId }: StandInSearch): Promise<string[]> {
    const planned = await manager.findBy(Assignment, { planId, activityId });
    const counted = new Set(
      (await standingOf(manager, { activityId })).map(({ volunteerId }) => volunteerId),
    );
    return planned
      .flatMap(({ volunteerId }) => (counted.has(volunteerId) ? [] : volunteerId))
      .slice(0, MOST_GONE);
  }

  async end(
    manager: EntityManager,
    search: StandInSearch,
    state: 'filled' | 'exhausted' | 'ended',
  ): Promise<void> {
    search.state = state;
    await this.save(manager, search);
  }

  async save(manager: EntityManager, search: StandInSearch, more: object = {}): Promise<void> {
    await manager.save(search);
    const { id, state, activityId, roleId } = search;
    await this.audit.record({
      action: `stand-in-search.${state}`,
      entityType: 'StandInSearch',
      entityId: id,
      after: { state, activityId, roleId, ...more },
    });
  }
}
