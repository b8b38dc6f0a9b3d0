import { type SwapQuery, type SwapView } from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { answerDeadline } from '../notices/index.js';
import { narrowToReach, sharedSeason } from '../pools/index.js';
import { Volunteer } from '../volunteers/index.js';
import { Admissions, type Verdict } from './admissions.js';
import { Callers } from './callers.js';
import { DutiesService } from './duties.service.js';
import { keepPlan, lockPlaces } from './duty-locks.js';
import { isStanding } from './duty-machine.js';
import { DutyNotices } from './duty-notices.js';
import { DutyPins } from './duty-pins.js';
import { DutyStore } from './duty-store.js';
import { Duty } from './duty.entity.js';
import { Places } from './places.js';
import { placeRefused } from './refusals.js';
import { SwapStore } from './swap-store.js';
import { SwapRequest } from './swap.entity.js';
import { WaitList } from './wait-list.js';

/** Requests of seasons in which the caller has a share, and those that the caller has made or is asked by. */
const SWAPS_IN_REACH = {
  shared: sharedSeason('held.season_id'),
  own: {
    volunteer: `(held.to_volunteer_id = :reachVolunteer OR EXISTS (
      SELECT 1 FROM duties given WHERE given.id = held.duty_id AND given.volunteer_id = :reachVolunteer))`,
  },
};

/** Volunteers ask others to take over their places, and keep them until they have. */
@Injectable()
export class SwapsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly swaps: SwapStore,
    private readonly duties: DutiesService,
    private readonly store: DutyStore,
    private readonly places: Places,
    private readonly admissions: Admissions,
    private readonly pins: DutyPins,
    private readonly notices: DutyNotices,
    private readonly waitList: WaitList,
    private readonly callers: Callers,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async list({ seasonId, activityId, state, ...page }: SwapQuery): Promise<Page<SwapView>> {
    const query = this.transactions.manager
      .createQueryBuilder(SwapRequest, 'held')
      .leftJoinAndSelect('held.duty', 'duty');
    narrowToReach(query, SWAPS_IN_REACH);
    for (const [column, value] of Object.entries({ seasonId, activityId, state }))
      if (value !== undefined) query.andWhere(`held.${column} = :${column}`, { [column]: value });
    const found = await paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
    return { ...found, items: found.items.map((swap) => viewOf(swap, dutyOf(swap))) };
  }

  /**
   * Asks somebody who could take the place as things stand. One request a duty at a time.
   * @throws AppError STATE_CONFLICT, FORBIDDEN, PLACE_REFUSED for coordinators with all reasons; volunteers hear of others
   * only that they cannot
   */
  async ask(dutyId: string, toVolunteerId: string, now = new Date()): Promise<SwapView> {
    const duty = await this.duties.get(dutyId);
    const isOwn = this.callers.ownVolunteer() === duty.volunteerId;
    assertToCome(duty, now);
    const place = await this.places.get(this.transactions.manager, duty);
    if (isOwn && place.role.leader)
      throw new AppError('FORBIDDEN', `Duty ${dutyId} may be that of a leader`, {
        detail: 'swap_of_leader',
      });
    const known = await this.transactions.manager.existsBy(Volunteer, { id: toVolunteerId });
    if (!known && !isOwn) throw notFound('Volunteer', toVolunteerId);
    const refusals = known ? (await this.admissions.verdict(place, toVolunteerId, now, dutyId)).hard : null;
    if (refusals === null || refusals.length > 0) {
      if (!isOwn && refusals !== null) throw placeRefused(refusals);
      throw new AppError('STATE_CONFLICT', `Volunteer ${toVolunteerId} cannot take duty ${dutyId} over`, {
        detail: 'swap_impossible',
      });
    }
    return this.transactions.run(async (manager) => {
      await keepPlan(manager, duty.seasonId);
      await lockPlaces(manager, duty.activityId);
      const held = await this.store.lock(manager, dutyId);
      assertToCome(held, now);
      const open = await manager.findOneBy(SwapRequest, { dutyId, state: 'asked' });
      if (open?.toVolunteerId === toVolunteerId) return viewOf(open, held);
      if (open !== null) await this.swaps.set(manager, open, 'withdrawn');
      const swap = await manager.save(
        manager.create(SwapRequest, {
          ...{ id: newId(), dutyId, seasonId: held.seasonId, activityId: held.activityId },
          ...{ toVolunteerId, state: 'asked' },
          respondBy: answerDeadline(held.startAt, now, {
            hours: this.config.standInHours,
            beforeStartHours: 0,
          }),
        }),
      );
      await this.swaps.record(swap, null);
      await this.notices.swap(manager, held, swap, now);
      return viewOf(swap, held);
    });
  }

  /** Takes back what was asked; asking for it twice does nothing. */
  async withdraw(dutyId: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const duty = await this.duties.get(dutyId);
      await lockPlaces(manager, duty.activityId);
      const open = await manager.findOneBy(SwapRequest, { dutyId, state: 'asked' });
      if (open !== null) await this.swaps.set(manager, open, 'withdrawn');
    });
  }

  async refuse(id: string): Promise<SwapView> {
    return this.transactions.run(async (manager) => {
      const swap = await this.swaps.get(manager, id);
      const duty = dutyOf(swap);
      await lockPlaces(manager, duty.activityId);
      const held = await this.swaps.get(manager, id);
      if (held.state !== 'refused') {
        assertAsked(held);
        await this.swaps.set(manager, held, 'refused');
      }
      return viewOf(held, duty);
    });
  }

  /**
   * The place changes hands: one has it, the other has not, in one transaction. The rules are asked once more, with all
   * that both have agreed to since.
   * @throws AppError STATE_CONFLICT where it is over, PLACE_REFUSED with all reasons
   */
  async accept(id: string, now = new Date()): Promise<SwapView> {
    const swap = await this.swaps.get(this.transactions.manager, id);
    const duty = dutyOf(swap);
    if (swap.state === 'accepted') return viewOf(swap, duty);
    return this.admissions.settle(
      duty,
      swap.toVolunteerId,
      now,
      (manager, verdict) => this.hand(manager, id, verdict, now),
      duty.id,
    );
  }

  private async hand(
    manager: EntityManager,
    id: string,
    { place, hard }: Verdict,
    now: Date,
  ): Promise<SwapView> {
    const swap = await this.swaps.get(manager, id);
    const given = await this.store.lock(manager, swap.dutyId);
    if (swap.state === 'accepted') return viewOf(swap, given);
    const { toVolunteerId } = swap;
    assertAsked(swap);
    assertToCome(given, now);
    if (swap.respondBy < now)
      throw new AppError('STATE_CONFLICT', `Swap ${id} is over`, { detail: 'duty_too_late' });
    if (hard.length > 0) throw placeRefused(hard);
    await this.swaps.set(manager, swap, 'accepted');
    await this.store.step(manager, given, 'withdraw', { now, reason: null, trace: { swap: id } });
    await this.pins.forbid(manager, given, 'withdrawn');
    await this.waitList.answered(manager, given.id, 'ended');
    const taken = await this.store.give(manager, place, toVolunteerId, {
      ...{ origin: 'swap', respondBy: null, now, trace: { swap: id } },
    });
    await this.pins.keep(manager, taken);
    await this.waitList.leave(manager, given, toVolunteerId, 'taken');
    await this.notices.takenBack(manager, given, now);
    return viewOf(swap, given);
  }
}

function dutyOf({ id, duty }: SwapRequest): Duty {
  if (duty === undefined) throw new Error(`The duty of swap ${id} was not read`);
  return duty;
}

const viewOf = (swap: SwapRequest, { roleId, startAt, endAt }: Duty): SwapView => ({
  ...{ id: swap.id, version: swap.version, dutyId: swap.dutyId, seasonId: swap.seasonId },
  ...{ activityId: swap.activityId, roleId, toVolunteerId: swap.toVolunteerId, state: swap.state },
  ...{ start: startAt.toISOString(), end: endAt.toISOString() },
  ...{ respondBy: swap.respondBy.toISOString(), createdAt: swap.createdAt.toISOString() },
});

/** Only what is still to come, and is held, changes hands. */
function assertToCome({ id, state, startAt }: Duty, now: Date): void {
  if (startAt <= now) throw new AppError('STATE_CONFLICT', `Duty ${id} has begun`, { detail: 'duty_begun' });
  if (!isStanding(state))
    throw new AppError('STATE_CONFLICT', `Duty ${id} is ${state}: nothing to be taken over`, {
      detail: 'swap_of_nothing',
    });
}

function assertAsked({ id, state }: SwapRequest): void {
  if (state !== 'asked')
    throw new AppError('STATE_CONFLICT', `Swap ${id} is ${state}`, { detail: 'swap_over' });
}
