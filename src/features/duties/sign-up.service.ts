import { type SignedUp, type SignUp } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AppError } from '../../errors/index.js';
import { Admissions, type Verdict } from './admissions.js';
import { Callers } from './callers.js';
import { isStanding } from './duty-machine.js';
import { DutyPins } from './duty-pins.js';
import { DutyStore } from './duty-store.js';
import { dutyViewOf } from './duty-view.js';
import { Duty } from './duty.entity.js';
import { type HeldPlace, mostIn, type PlaceKey, standingOf } from './places.js';
import { isSoft, placeRefused, type Refusal } from './refusals.js';
import { WaitList } from './wait-list.js';

/** States in which somebody gave a place back themselves: they may come back to it. */
const GAVE_BACK: ReadonlySet<Duty['state']> = new Set(['declined', 'expired', 'excused']);

/** Volunteers take open places by themselves, or wait for one; coordinators put them there. */
@Injectable()
export class SignUpService {
  constructor(
    private readonly admissions: Admissions,
    private readonly store: DutyStore,
    private readonly pins: DutyPins,
    private readonly waitList: WaitList,
    private readonly callers: Callers,
  ) {}

  /**
   * The rules are asked outside the transaction (`Admissions.settle`); inside, only whether there is room.
   * @throws AppError PLACE_REFUSED with all reasons, NOT_FOUND, FORBIDDEN
   */
  async signUp(key: PlaceKey, body: SignUp, now = new Date()): Promise<SignedUp> {
    const { volunteerId, isStaff } = await this.callers.forPlace(key.activityId, body.volunteerId);
    if (!isStaff && body.setAside !== undefined)
      throw new AppError('FORBIDDEN', 'Only coordinators set reasons aside');
    return this.admissions.settle(key, volunteerId, now, (manager, verdict) =>
      this.settle(manager, verdict, volunteerId, body, isStaff, now),
    );
  }

  private async settle(
    manager: EntityManager,
    verdict: Verdict,
    volunteerId: string,
    { wait, setAside }: SignUp,
    isStaff: boolean,
    now: Date,
  ): Promise<SignedUp> {
    const { place } = verdict;
    const { activity, role } = place;
    const key = { activityId: activity.id, roleId: role.id };
    const held = await manager.findOneBy(Duty, { ...key, volunteerId });
    if (held !== null && isStanding(held.state))
      return { outcome: 'taken', ...(await this.taken(manager, held, now)) };
    const returns = held !== null && GAVE_BACK.has(held.state);
    const room = await this.room(manager, place, volunteerId);
    const refusals: Refusal[] = [
      ...verdict.hard.filter(({ code }) => !(returns && code === 'declined')),
      ...verdict.soft.filter(({ code }) => isStaff || code === 'too-late'),
      ...room,
    ];
    const aside: readonly string[] = setAside?.reasons ?? [];
    const left = refusals.filter(({ code }) => !(isSoft(code) && aside.includes(code)));
    if (left.length === 0) {
      const trace = setAside === undefined ? {} : { setAside: aside, because: setAside.because };
      const duty = await this.store.give(manager, place, volunteerId, {
        ...{ origin: 'sign-up', respondBy: null, now, trace },
      });
      await this.pins.keep(manager, duty);
      await this.waitList.leave(manager, key, volunteerId, 'taken');
      return { outcome: 'taken', duty: dutyViewOf(duty), waiting: null };
    }
    const onlyFull = left.every(({ code }) => code === 'full' || code === 'beyond-target');
    if (!onlyFull || !wait) throw placeRefused(left);
    const entry = await this.waitList.join(manager, place, volunteerId);
    return { outcome: 'waiting', duty: null, waiting: await this.waitList.view(manager, entry) };
  }

  /** Who has the place already is told so; an offer of it is accepted by taking it. */
  private async taken(manager: EntityManager, held: Duty, now: Date): Promise<Omit<SignedUp, 'outcome'>> {
    const duty = await this.store.lock(manager, held.id);
    if (duty.state === 'offered' && (await this.store.step(manager, duty, 'accept', { now }))) {
      if (duty.origin !== 'plan') await this.pins.keep(manager, duty);
      await this.waitList.answered(manager, duty.id, 'taken');
    }
    return { duty: dutyViewOf(duty), waiting: null };
  }

  /** Why there is no room for one more who is not in line. */
  private async room(
    manager: EntityManager,
    { activity, role }: HeldPlace,
    volunteerId: string,
  ): Promise<Refusal[]> {
    const serving = (await standingOf(manager, { activityId: activity.id })).filter(
      ({ roleId }) => roleId === role.id,
    );
    const line = await this.waitList.inLine(manager, { activityId: activity.id, roleId: role.id });
    const own = line.findIndex((entry) => entry.volunteerId === volunteerId);
    const before = (own < 0 ? line : line.slice(0, own)).filter(({ passedAt }) => passedAt === null).length;
    if (serving.length >= mostIn(role)) return [{ code: 'full', activityIds: [] }];
    return serving.length + before >= role.target ? [{ code: 'beyond-target', activityIds: [] }] : [];
  }
}
