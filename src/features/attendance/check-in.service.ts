import {
  type CheckInCode,
  type CheckInWord as WordView,
  type DutyState,
  type OwnAttendance,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { type EntityManager } from 'typeorm';
import { renderSVG } from 'uqr';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { Duty } from '../duties/index.js';
import { utc } from '../pools/index.js';
import { CheckInWord } from './attendance.entity.js';
import { CheckInCodes, isWord, STEP_SECONDS, type Verdict } from './check-in-codes.js';
import { activityOf, dutiesOf, ownAttendanceOf } from './duties-of-activity.js';
import { dutiesByVolunteer, isExpected } from './marking.js';
import { mayBecome, step } from './steps.js';

const MINUTE = 60_000;
/** Code words are short: who errs so often in ten minutes is guessing. */
const TRIES = 10;
const TRIES_SECONDS = 600;

/** Why somebody is not checked in; each has a sentence in the catalogues. */
type Refusal = Exclude<Verdict, 'right'> | 'not_on_list' | 'not_open_yet' | 'closed' | 'state' | 'not_in';

/** People check themselves in and out, with the code that stands on the screen, or the word that is said aloud. */
@Injectable()
export class CheckInService {
  private readonly wrongTries = new RateLimiterMemory({
    keyPrefix: 'check-in',
    points: TRIES,
    duration: TRIES_SECONDS,
  });

  constructor(
    private readonly transactions: Transactions,
    private readonly codes: CheckInCodes,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async code(activityId: string, now = new Date()): Promise<CheckInCode> {
    const { manager } = this.transactions;
    await activityOf(manager, activityId);
    const expected = (await dutiesOf(manager, activityId)).filter(isExpected);
    const present = this.codes.stepAt(now);
    const code = this.codes.at(activityId, present);
    const text = this.codes.text(activityId, code);
    const starts = expected.map(({ startAt }) => startAt.getTime() - this.margin);
    const ends = expected.map(({ endAt }) => endAt.getTime());
    const none = expected.length === 0;
    return {
      activityId,
      code,
      text,
      svg: renderSVG(text, { ecc: 'M', border: 4 }),
      stepSeconds: STEP_SECONDS,
      secondsLeft: STEP_SECONDS - (Math.floor(now.getTime() / 1000) % STEP_SECONDS),
      opensAt: none ? null : utc(new Date(Math.min(...starts))),
      closesAt: none ? null : utc(new Date(Math.max(...ends))),
    };
  }

  async word(activityId: string): Promise<WordView> {
    const { manager } = this.transactions;
    await activityOf(manager, activityId);
    return { activityId, word: (await manager.findOneBy(CheckInWord, { activityId }))?.word ?? null };
  }

  setWord(activityId: string, word: string | null): Promise<WordView> {
    return this.transactions.run(async (manager) => {
      await activityOf(manager, activityId);
      if (word === null) await manager.delete(CheckInWord, { activityId });
      else await manager.upsert(CheckInWord, { activityId, word }, ['activityId']);
      await this.audit.record({
        action: 'check-in-word.set',
        entityType: 'CheckInWord',
        entityId: activityId,
        after: { word },
        personal: ['word'],
      });
      return { activityId, word };
    });
  }

  /** A second time changes nothing, whatever code is shown. */
  async checkIn(
    activityId: string,
    volunteerId: string,
    given: string,
    now = new Date(),
  ): Promise<OwnAttendance> {
    const { manager } = this.transactions;
    const seen = await this.dutyOf(manager, activityId, volunteerId);
    if (hasCome(seen)) return ownAttendanceOf(seen);
    this.assertOpen(seen, now);
    await this.assertCode(manager, seen, given, now);
    return this.transactions.run(async (inside) => {
      const duty = await lockedDuty(inside, seen.id);
      if (hasCome(duty)) return ownAttendanceOf(duty);
      this.assertOpen(duty, now);
      const before = { state: duty.state };
      step(duty, 'checked-in', { checkedInAt: now, checkedOutAt: null, reason: null }, now);
      await this.store(inside, duty, before);
      return ownAttendanceOf(duty);
    });
  }

  async checkOut(
    activityId: string,
    volunteerId: string,
    given: string,
    now = new Date(),
  ): Promise<OwnAttendance> {
    const { manager } = this.transactions;
    const seen = await this.dutyOf(manager, activityId, volunteerId);
    if (hasCome(seen) && seen.checkedOutAt !== null) return ownAttendanceOf(seen);
    this.assertMayLeave(seen, now);
    await this.assertCode(manager, seen, given, now);
    return this.transactions.run(async (inside) => {
      const duty = await lockedDuty(inside, seen.id);
      if (hasCome(duty) && duty.checkedOutAt !== null) return ownAttendanceOf(duty);
      this.assertMayLeave(duty, now);
      duty.checkedOutAt = now;
      await this.store(inside, duty, { checkedOutAt: null });
      return ownAttendanceOf(duty);
    });
  }

  private get margin(): number {
    return this.config.checkInBeforeMinutes * MINUTE;
  }

  private async store(manager: EntityManager, duty: Duty, before: object): Promise<void> {
    const { state, checkedInAt, checkedOutAt } = duty;
    await manager.save(duty);
    await this.audit.record({
      action: checkedOutAt === null ? 'duty.checked-in' : 'duty.checked-out',
      entityType: 'Duty',
      entityId: duty.id,
      before,
      after: { state, checkedInAt, checkedOutAt, by: 'code' },
    });
  }

  /** The same answer where there is no such activity: whoever is not on a list learns nothing of it. */
  private async dutyOf(manager: EntityManager, activityId: string, volunteerId: string): Promise<Duty> {
    const duties = await manager.findBy(Duty, { activityId, volunteerId });
    const duty = dutiesByVolunteer(duties).get(volunteerId);
    if (duty === undefined || duty.state === 'withdrawn') throw refused('not_on_list');
    return duty;
  }

  /** Who was written down as missing is put right by the coordinator who wrote it. */
  private assertOpen(duty: Duty, now: Date): void {
    const { state, startAt, endAt } = duty;
    if (state === 'no-show' || !mayBecome(duty, 'checked-in')) throw refused('state', state);
    if (now.getTime() < startAt.getTime() - this.margin) throw refused('not_open_yet');
    if (now >= endAt) throw refused('closed');
  }

  private assertMayLeave(duty: Duty, now: Date): void {
    if (duty.state !== 'checked-in') throw refused('not_in');
    if (now.getTime() > duty.endAt.getTime() + this.margin) throw refused('closed');
  }

  private async assertCode(
    manager: EntityManager,
    { activityId, volunteerId }: Duty,
    given: string,
    now: Date,
  ): Promise<void> {
    const who = `${volunteerId} ${activityId}`;
    const tried = await this.wrongTries.get(who);
    if (tried !== null && tried.consumedPoints >= TRIES) throw tooManyTries(tried);
    const verdict = this.codes.judge(activityId, given, now);
    if (verdict === 'right') return;
    const word = await manager.findOneBy(CheckInWord, { activityId });
    if (word !== null && isWord(word.word, given)) return;
    await this.wrongTries.penalty(who, 1);
    throw refused(verdict);
  }
}

const hasCome = ({ state }: Duty): boolean => state === 'checked-in' || state === 'confirmed';

const lockedDuty = (manager: EntityManager, id: string): Promise<Duty> =>
  manager.findOneOrFail(Duty, { where: { id }, lock: { mode: 'pessimistic_write' } });

function refused(reason: Refusal, state?: DutyState): AppError {
  const { language } = currentContext();
  const params = { state: state === undefined ? '' : translate(language, `attendance.states.${state}`) };
  const message = translate(language, `attendance.refusals.${reason}`, params);
  return new AppError('CHECK_IN_REFUSED', `Check-in is refused: ${reason}`, {
    detail: 'check_in_refused',
    params: { message },
    faults: [{ pointer: '/code', code: reason, message }],
  });
}

function tooManyTries({ msBeforeNext }: RateLimiterRes): AppError {
  const minutes = Math.max(1, Math.ceil(msBeforeNext / MINUTE));
  return new AppError('TOO_MANY_REQUESTS', 'Too many wrong codes', {
    detail: 'too_many_codes',
    params: { minutes },
  });
}
