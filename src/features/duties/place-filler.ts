import { type AnswerTo, type QuestionKind } from '@heli/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { AppError, messageOf } from '../../errors/index.js';
import { answerDeadline } from '../notices/index.js';
import { QuestionStore } from '../questions/index.js';
import { Admissions, type Verdict } from './admissions.js';
import { lockPlaces, lockToFill } from './duty-locks.js';
import { isStanding } from './duty-machine.js';
import { DutyNotices } from './duty-notices.js';
import { DutyStore } from './duty-store.js';
import { Duty } from './duty.entity.js';
import { type HeldPlace, type PlaceKey, Places, standingOf } from './places.js';
import { StandInSearch } from './stand-in-search.entity.js';
import { StandIns } from './stand-ins.js';
import { Waiting } from './wait-list.entity.js';
import { WaitList } from './wait-list.js';

/** Whose turn it is. */
type Turn =
  | { readonly kind: 'waiting'; readonly entry: Waiting; readonly volunteerId: string }
  | { readonly kind: 'candidate'; readonly search: StandInSearch; readonly volunteerId: string };

/** What came of one turn. */
type Outcome = 'offered' | 'passed' | 'again' | 'full';

/** Offers and people passed over in one go at a place: a bound on the work of one job. */
const MOST_TURNS = 200;
const FINAL = new Set(['answered', 'refused', 'cancelled', 'failed']);

/**
 * Fills places that have become free: who waits in line is asked first, in order, then who is found to stand in, one for
 * each open place at a time. Rows say whose turn it is, so that it goes on wherever a process was lost; one transaction
 * an offer.
 */
@Injectable()
export class PlaceFiller {
  private readonly logger = new Logger(PlaceFiller.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly questions: QuestionStore,
    private readonly places: Places,
    private readonly admissions: Admissions,
    private readonly store: DutyStore,
    private readonly notices: DutyNotices,
    private readonly waitList: WaitList,
    private readonly standIns: StandIns,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /** Everything that can be done now. What fails at one place does not keep others waiting. */
  async run(now = new Date()): Promise<void> {
    await this.collect();
    const places = await rowsOf<PlaceKey & { searching: boolean }>(
      this.transactions.manager,
      `SELECT activity_id AS "activityId", role_id AS "roleId", bool_or(searching) AS searching
         FROM (SELECT activity_id, role_id, true AS searching FROM stand_in_searches WHERE state = 'asking'
               UNION ALL SELECT activity_id, role_id, false FROM wait_list WHERE state = 'waiting') wanted
        GROUP BY 1, 2 ORDER BY 1, 2`,
      [],
    );
    for (const { searching, ...place } of places) {
      try {
        await this.fill(place, searching, now);
      } catch (error) {
        this.logger.warn(
          `Place ${place.roleId} of ${place.activityId} was left as it is: ${messageOf(error)}`,
        );
      }
    }
  }

  /** Takes up answers to searches that have come. */
  private async collect(): Promise<void> {
    const computing = await this.transactions.manager.findBy(StandInSearch, { state: 'computing' });
    for (const { id, questionId } of computing) {
      const answer = await this.answerTo(questionId);
      if (answer === undefined) continue;
      await this.transactions.run(async (manager) => {
        const search = await lockSearch(manager, id);
        if (search?.state !== 'computing' || search.questionId !== questionId) return;
        const known = new Set(search.candidates);
        const found = candidatesIn(answer, search).filter((volunteerId) => !known.has(volunteerId));
        Object.assign(search, { state: 'asking', candidates: [...search.candidates, ...found] });
        await this.standIns.save(manager, search, { found: found.length });
      });
    }
  }

  /** Undefined: it is still to come; null: there is none. */
  private async answerTo(questionId: string | null): Promise<AnswerTo<QuestionKind> | null | undefined> {
    if (questionId === null) return null;
    try {
      const { state, answer } = await this.questions.get(questionId);
      return FINAL.has(state) ? answer : undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  /** Asks for as many as there are open places. */
  private async fill(key: PlaceKey, isSearching: boolean, now: Date): Promise<void> {
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      const { manager } = this.transactions;
      const place = await this.places.find(manager, key);
      if (place === null || place.startAt <= now) return this.close(key);
      if ((await this.standIns.openIn(manager, place)) <= 0)
        return isSearching ? this.rest(key, place, now, false) : undefined;
      const turn = await this.next(manager, key, now);
      if (turn === null) return this.rest(key, place, now, true);
      const outcome = await this.take(turn, place, now);
      if (outcome === 'full') return this.rest(key, place, now, false);
    }
  }

  private async next(manager: EntityManager, key: PlaceKey, now: Date): Promise<Turn | null> {
    const line = await this.waitList.inLine(manager, key);
    const entry = line.find(
      ({ passedAt }) => passedAt === null || passedAt.getTime() < now.getTime() - PASS_MS,
    );
    if (entry !== undefined) return { kind: 'waiting', entry, volunteerId: entry.volunteerId };
    const search = await manager.findOneBy(StandInSearch, { ...key, state: 'asking' });
    const volunteerId = search?.candidates[search.position];
    return search === null || volunteerId === undefined ? null : { kind: 'candidate', search, volunteerId };
  }

  private async take(turn: Turn, place: HeldPlace, now: Date): Promise<Outcome> {
    const verdict = await this.verdict(place, turn.volunteerId, now);
    return this.transactions.run(async (manager) => {
      await lockToFill(manager, place.activity, turn.volunteerId);
      if ((await this.places.publishedIn(place.activity.seasonId)) !== place.book.planId) return 'again';
      if ((await this.standIns.openIn(manager, place)) <= 0) return 'full';
      const isTheirs = await this.still(manager, turn);
      if (!isTheirs) return 'again';
      const has = await manager.findOneBy(Duty, {
        ...{ activityId: place.activity.id, roleId: place.role.id, volunteerId: turn.volunteerId },
      });
      const may = verdict !== null && verdict.hard.length === 0 && !(has !== null && isStanding(has.state));
      if (may && !(await this.admissions.holds(manager, verdict, turn.volunteerId))) return 'again';
      const duty = may ? await this.offer(manager, turn, place, now) : null;
      await this.note(manager, turn, duty, now);
      return duty === null ? 'passed' : 'offered';
    });
  }

  /** Null: nobody of that name is left. */
  private async verdict(place: HeldPlace, volunteerId: string, now: Date): Promise<Verdict | null> {
    try {
      return await this.admissions.verdict(place, volunteerId, now);
    } catch (error) {
      if (error instanceof AppError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  /** It is still their turn. */
  private async still(manager: EntityManager, turn: Turn): Promise<boolean> {
    if (turn.kind === 'waiting') {
      const entry = await manager.findOneBy(Waiting, { id: turn.entry.id });
      return entry?.state === 'waiting' && entry.version === turn.entry.version;
    }
    const search = await lockSearch(manager, turn.search.id);
    return search?.state === 'asking' && search.version === turn.search.version;
  }

  private async offer(manager: EntityManager, turn: Turn, place: HeldPlace, now: Date): Promise<Duty> {
    const { standInHours: hours, answerBeforeStartHours: beforeStartHours } = this.config;
    const duty = await this.store.give(manager, place, turn.volunteerId, {
      origin: turn.kind === 'waiting' ? 'wait-list' : 'stand-in',
      respondBy: answerDeadline(place.startAt, now, { hours, beforeStartHours }),
      now,
    });
    await this.notices.offer(manager, duty, now);
    return duty;
  }

  private async note(manager: EntityManager, turn: Turn, duty: Duty | null, now: Date): Promise<void> {
    if (turn.kind === 'candidate') {
      turn.search.position += 1;
      await manager.save(turn.search);
    } else if (duty === null) await this.waitList.pass(manager, turn.entry, now);
    else await this.waitList.set(manager, turn.entry, 'offered', duty.id);
  }

  /**
   * Nobody is to be asked at this moment: the search is over, or asks further, or waits for answers.
   * @param isAskedOut nobody is left to ask of those who were found so far
   */
  private async rest(key: PlaceKey, place: HeldPlace, now: Date, isAskedOut: boolean): Promise<void> {
    await this.transactions.run(async (manager) => {
      await lockPlaces(manager, key.activityId);
      const search = await manager.findOneBy(StandInSearch, { ...key, state: 'asking' });
      if (search === null) return;
      const serving = await standingOf(manager, { activityId: key.activityId });
      const here = serving.filter(({ roleId }) => roleId === key.roleId);
      // Some may still say yes.
      if (here.some(({ state, origin }) => state === 'offered' && ASKED.has(origin))) return;
      const isOpen = here.length < place.role.target;
      if (!isOpen) {
        await this.standIns.end(manager, search, 'filled');
        await this.notices.place(manager, place, search.id, 'filled', now);
        return;
      }
      // Somebody said no while this one looked: the next round goes on.
      if (!isAskedOut || search.position < search.candidates.length) return;
      if (search.stage === 'stand-by') {
        await this.standIns.ask(manager, search, 'recommend');
      } else {
        await this.standIns.end(manager, search, 'exhausted');
        await this.notices.place(manager, place, search.id, 'nobody-found', now);
      }
    });
  }

  /** The activity has begun, or does not take place any more. */
  private async close(key: PlaceKey): Promise<void> {
    await this.transactions.run(async (manager) => {
      await lockPlaces(manager, key.activityId);
      const searches = await manager.findBy(StandInSearch, { ...key, state: In(['computing', 'asking']) });
      for (const search of searches) await this.standIns.end(manager, search, 'ended');
      for (const entry of await this.waitList.inLine(manager, key))
        await this.waitList.set(manager, entry, 'ended');
    });
  }
}

/** Who could not when it was their turn is looked at again after this time, milliseconds. */
const PASS_MS = 60 * 60 * 1000;
const ASKED: ReadonlySet<Duty['origin']> = new Set(['stand-in', 'wait-list']);

const lockSearch = (manager: EntityManager, id: string): Promise<StandInSearch | null> =>
  manager.findOne(StandInSearch, { where: { id }, lock: { mode: 'pessimistic_write' } });

/** Volunteers whom an answer names for the place, the best first. */
function candidatesIn(answer: AnswerTo<QuestionKind> | null, { roleId }: StandInSearch): string[] {
  if (answer === null) return [];
  if ('candidates' in answer) return answer.candidates.map(({ volunteerId }) => volunteerId);
  if (!('places' in answer && 'withoutReserve' in answer)) return [];
  const place = answer.places.find((one) => one.roleId === roleId);
  return place?.reserves.map(({ volunteerId }) => volunteerId) ?? [];
}
