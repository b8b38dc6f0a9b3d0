import { type DutyQuery, type TakeBack } from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import {
  assertVersion,
  currentContext,
  type IfMatchVersions,
  type Page,
  paginate,
} from '../../http/index.js';
import { JobQueues } from '../../queue/index.js';
import { answerDeadline } from '../notices/index.js';
import { narrowToReach, sharedSeason } from '../pools/index.js';
import { Admissions } from './admissions.js';
import { keepPlan, lockDiary, lockPlaces } from './duty-locks.js';
import { type DutyStep, isStanding } from './duty-machine.js';
import { DutyNotices } from './duty-notices.js';
import { DutyPins } from './duty-pins.js';
import { DutyStore, stepRefused } from './duty-store.js';
import { Duty } from './duty.entity.js';
import { Places } from './places.js';
import { placeRefused, type Refusal } from './refusals.js';
import { StandIns } from './stand-ins.js';
import { Vacancies } from './vacancies.js';
import { WaitList } from './wait-list.js';

/** Rows of seasons in which the caller has a share, and the caller's own. */
export const DUTIES_IN_REACH = {
  shared: sharedSeason('held.season_id'),
  own: { volunteer: 'held.volunteer_id = :reachVolunteer' },
};

/** What is looked at once the duty is locked, before anything is changed. */
type Check = (duty: Duty) => void;

/** What volunteers answer, and what coordinators do with their places. */
@Injectable()
export class DutiesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly store: DutyStore,
    private readonly pins: DutyPins,
    private readonly notices: DutyNotices,
    private readonly vacancies: Vacancies,
    private readonly waitList: WaitList,
    private readonly queues: JobQueues,
    private readonly places: Places,
    private readonly standIns: StandIns,
    private readonly admissions: Admissions,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  list({
    seasonId,
    activityId,
    volunteerId,
    communityId,
    state,
    from,
    until,
    answeredSince,
    ...page
  }: DutyQuery): Promise<Page<Duty>> {
    const query = this.transactions.manager.createQueryBuilder(Duty, 'held');
    narrowToReach(query, DUTIES_IN_REACH);
    const filters = { seasonId, activityId, volunteerId };
    for (const [column, value] of Object.entries(filters))
      if (value !== undefined) query.andWhere(`held.${column} = :${column}`, { [column]: value });
    if (communityId !== undefined)
      query.andWhere('held.activityId IN (SELECT id FROM activities WHERE community_id = :communityId)', {
        communityId,
      });
    if (state !== undefined) query.andWhere('held.state = ANY(:states)', { states: [state].flat() });
    if (from !== undefined) query.andWhere('held.endAt > :from', { from: new Date(from) });
    if (until !== undefined) query.andWhere('held.startAt < :until', { until: new Date(until) });
    if (answeredSince !== undefined)
      query.andWhere('held.answeredAt >= :answeredSince', { answeredSince: new Date(answeredSince) });
    return paginate(query, page, [
      { property: 'startAt', direction: 'ASC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<Duty> {
    const duty = await this.transactions.manager.findOneBy(Duty, { id });
    if (duty === null) throw notFound('Duty', id);
    return duty;
  }

  /** @throws AppError STATE_CONFLICT when it is too late, or the offer is not open */
  accept(id: string, now = new Date(), check: Check = () => undefined): Promise<Duty> {
    return this.take(id, 'accept', async (manager, duty) => {
      check(duty);
      if (duty.state === 'offered') assertInTime(duty, now);
      if (!(await this.store.step(manager, duty, 'accept', { now, reason: null }))) return;
      if (duty.origin === 'plan') return;
      await this.pins.keep(manager, duty);
      await this.waitList.answered(manager, duty.id, 'taken');
      await this.transactions.afterCommit(() => this.queues.enqueueUpkeep('fill-places'));
    });
  }

  /** Gives the place back before it is time; nobody asks for it again, and somebody else is sought. */
  decline(id: string, reason: string, now = new Date(), check: Check = () => undefined): Promise<Duty> {
    return this.take(id, 'decline', async (manager, duty) => {
      check(duty);
      assertNotBegun(duty, now);
      if (await this.store.step(manager, duty, 'decline', { now, reason: reason === '' ? null : reason }))
        await this.vacancies.open(manager, duty, 'declined', now);
    });
  }

  /** Volunteers excuse themselves before the start; coordinators excuse whoever did not come, too. */
  excuse(id: string, reason: string, now = new Date()): Promise<Duty> {
    return this.take(id, 'excuse', async (manager, duty) => {
      if (isOwnAlone(duty)) assertNotBegun(duty, now);
      if (await this.store.step(manager, duty, 'excuse', { now, reason: reason === '' ? null : reason }))
        await this.vacancies.open(manager, duty, 'excused', now);
    });
  }

  withdraw(
    id: string,
    ifMatch: IfMatchVersions,
    { reason, replace }: TakeBack,
    now = new Date(),
  ): Promise<Duty> {
    return this.take(id, 'withdraw', async (manager, duty) => {
      assertVersion(duty, ifMatch);
      assertNotBegun(duty, now);
      if (!(await this.store.step(manager, duty, 'withdraw', { now, reason }))) return;
      await this.notices.takenBack(manager, duty, now);
      await this.vacancies.open(manager, duty, 'withdrawn', now, replace);
    });
  }

  /** Asks again whoever has lost a place, if there is one: by mistake, or because they changed their mind. */
  offer(id: string, ifMatch: IfMatchVersions, now = new Date()): Promise<Duty> {
    return this.take(id, 'offer', async (manager, duty) => {
      assertVersion(duty, ifMatch);
      assertNotBegun(duty, now);
      const place = await this.places.get(manager, duty);
      if (isStanding(duty.state)) throw stepRefused(duty, 'offer');
      await lockDiary(manager, duty.volunteerId);
      const { hard } = await this.admissions.verdict(place, duty.volunteerId, now);
      const full = (await this.standIns.openIn(manager, place)) <= 0;
      const refusals: Refusal[] = [
        ...hard.filter(({ code }) => code !== 'declined'),
        ...(full ? [{ code: 'beyond-target' as const, activityIds: [] }] : []),
      ];
      if (refusals.length > 0) throw placeRefused(refusals);
      const { answerHours: hours, answerBeforeStartHours: beforeStartHours } = this.config;
      await this.pins.release(manager, duty);
      await this.store.step(manager, duty, 'offer', {
        ...{ now, reason: null },
        with: {
          respondBy: answerDeadline(duty.startAt, now, { hours, beforeStartHours }),
          planId: place.book.planId,
        },
      });
      await this.notices.offer(manager, duty, now);
    });
  }

  /** Locks what a step of the duty touches, in the order of all. */
  private take(
    id: string,
    step: DutyStep,
    work: (manager: EntityManager, duty: Duty) => Promise<void>,
  ): Promise<Duty> {
    return this.transactions.run(async (manager) => {
      const { seasonId, activityId } = await this.get(id);
      await keepPlan(manager, seasonId);
      if (step !== 'accept') await lockPlaces(manager, activityId);
      const duty = await this.store.lock(manager, id);
      await work(manager, duty);
      return duty;
    });
  }
}

/** The caller acts for themselves, and looks after nobody. */
function isOwnAlone({ volunteerId }: Duty): boolean {
  const { reach } = currentContext();
  return (
    reach !== 'everything' &&
    reach.volunteer === volunteerId &&
    reach.communities.size + reach.organizations.size === 0
  );
}

const tooLate = (duty: Duty, detail: 'duty_too_late' | 'duty_begun'): AppError =>
  new AppError('STATE_CONFLICT', `Duty ${duty.id}: ${detail}`, { detail });

function assertNotBegun(duty: Duty, now: Date): void {
  if (duty.startAt <= now) throw tooLate(duty, 'duty_begun');
}

function assertInTime(duty: Duty, now: Date): void {
  assertNotBegun(duty, now);
  if (duty.respondBy !== null && duty.respondBy < now) throw tooLate(duty, 'duty_too_late');
}
