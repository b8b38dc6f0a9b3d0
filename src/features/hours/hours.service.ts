import { localDate } from '@heli/calendar';
import {
  type ConfirmedHours,
  type ConfirmHoursBody,
  type CorrectHoursBody,
  type HourEntry as EntryView,
  type HoursOfActivity,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { lockUntilCommit, newId, Transactions } from '../../database/index.js';
import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { type Activity } from '../activities/index.js';
import { activityOf, carryReliability, dutiesOf, ledgerOf, namesOf } from '../attendance/index.js';
import { Community } from '../communities/index.js';
import { Duty } from '../duties/index.js';
import { markCorrected } from './certificates.service.js';
import { HourEntry } from './hour-entry.entity.js';
import { hoursLock } from './hours-lock.js';
import { proposalFor } from './proposal.js';
import { entryView } from './volunteer-hours.service.js';

/** Coordinators confirm the hours of an activity, and put them right later; the ledger keeps every step. */
@Injectable()
export class HoursService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async of(activityId: string): Promise<HoursOfActivity> {
    const { manager } = this.transactions;
    const activity = await activityOf(manager, activityId);
    const ledger = await ledgerOf(manager, activity);
    const duties = await dutiesOf(manager, activityId);
    const names = await namesOf(manager, duties);
    return {
      activityId,
      kind: activity.kind,
      ledger,
      people: duties.flatMap((duty) => {
        const { state, volunteerId, minutes } = duty;
        if (state !== 'checked-in' && state !== 'confirmed') return [];
        const proposal = proposalFor(duty, ledger, this.config.hoursToleranceMinutes);
        return [{ volunteerId, name: names.get(volunteerId) ?? null, state, ...proposal, minutes }];
      }),
    };
  }

  /** Everybody who checked in, at once; a second time there is nobody left to confirm. */
  confirm(activityId: string, { except }: ConfirmHoursBody, now = new Date()): Promise<ConfirmedHours> {
    return this.transactions.run(async (manager) => {
      const activity = await activityOf(manager, activityId);
      const ledger = await ledgerOf(manager, activity);
      const duties = await dutiesOf(manager, activityId, true);
      const came = duties.filter(({ state }) => state === 'checked-in');
      const others = new Map(except.map((one) => [one.volunteerId, one]));
      const faults = except.flatMap(({ volunteerId, minutes }, index) => {
        const tell = (field: string, code: string, params: Readonly<Record<string, string | number>> = {}) =>
          faultAt(['except', index, field], code, params);
        const duty = came.find((one) => one.volunteerId === volunteerId);
        if (duty === undefined) return [tell('volunteerId', 'not_checked_in', { id: volunteerId })];
        if (ledger === 'attendance') return [tell('minutes', 'no_hours_here')];
        const { most } = proposalFor(duty, ledger, this.config.hoursToleranceMinutes);
        return minutes > most ? [tell('minutes', 'too_many_minutes', { most })] : [];
      });
      if (faults.length > 0) throw refused(faults);
      if (came.some(({ endAt, checkedOutAt }) => (checkedOutAt ?? endAt) > now)) throw notOver(activityId);
      return this.book(manager, activity, came, (duty) => {
        const { proposed } = proposalFor(duty, ledger, this.config.hoursToleranceMinutes);
        const other = others.get(duty.volunteerId);
        return { minutes: other?.minutes ?? proposed, reason: other?.reason ?? null };
      });
    });
  }

  private async book(
    manager: EntityManager,
    activity: Activity,
    came: readonly Duty[],
    shareOf: (duty: Duty) => { minutes: number | null; reason: string | null },
  ): Promise<ConfirmedHours> {
    if (came.length === 0) return { confirmed: 0, minutes: 0 };
    const { timeZone } = await manager.findOneByOrFail(Community, { id: activity.communityId });
    const { actor: bookedBy } = currentContext();
    const entries = came.flatMap((duty) => {
      const { minutes, reason } = shareOf(duty);
      duty.state = 'confirmed';
      duty.minutes = minutes;
      if (minutes === null) return [];
      const date = localDate(Math.floor(duty.startAt.getTime() / 60_000), timeZone);
      const { id: dutyId, seasonId, activityId, volunteerId } = duty;
      const who = { id: newId(), dutyId, seasonId, activityId, volunteerId, bookedBy };
      return [{ ...who, kind: activity.kind, date, minutes, corrects: null, reason }];
    });
    if (entries.length > 0) await manager.insert(HourEntry, entries);
    await manager.save([...came], { chunk: 500 });
    await this.audit.recordAll(
      came.map(({ id, minutes }) => ({
        action: 'duty.confirmed',
        entityType: 'Duty',
        entityId: id,
        before: { state: 'checked-in' },
        after: { state: 'confirmed', minutes },
      })),
    );
    await carryReliability(
      manager,
      this.audit,
      came.map(({ volunteerId }) => volunteerId),
    );
    return {
      confirmed: came.length,
      minutes: entries.reduce((sum, { minutes }) => sum + minutes, 0),
    };
  }

  /** A further line with the difference, which names the first and says why. Certificates that show the old hours end. */
  correct(
    activityId: string,
    { volunteerId, from, to, reason }: CorrectHoursBody,
    now = new Date(),
  ): Promise<EntryView> {
    return this.transactions.run(async (manager) => {
      const activity = await activityOf(manager, activityId);
      // Nobody issues a certificate of hours that are just being corrected.
      await lockUntilCommit(manager, hoursLock(volunteerId));
      const duty = await manager.findOne(Duty, {
        where: { activityId, volunteerId, state: 'confirmed' },
        lock: { mode: 'pessimistic_write' },
      });
      const first =
        duty && (await manager.findOne(HourEntry, { where: { dutyId: duty.id, corrects: IsNull() } }));
      if (duty === null || first === null) throw conflict('hours_not_confirmed');
      const held = duty.minutes ?? 0;
      if (held !== from) throw conflict('hours_changed', { minutes: held });
      if (held === to) throw conflict('hours_unchanged');
      const { most } = proposalFor(duty, 'service-hours', this.config.hoursToleranceMinutes);
      if (to > most) throw refused([faultAt(['to'], 'too_many_minutes', { most })]);
      const { dutyId, seasonId, kind, date } = first;
      const entry = manager.create(HourEntry, {
        ...{ dutyId, seasonId, activityId, volunteerId, kind, date },
        id: newId(),
        minutes: to - held,
        corrects: first.id,
        reason,
        bookedBy: currentContext().actor,
        bookedAt: now,
      });
      await manager.save(entry);
      duty.minutes = to;
      await manager.save(duty);
      await markCorrected(manager, duty, now);
      await this.audit.record({
        action: 'duty.hours-corrected',
        entityType: 'Duty',
        entityId: duty.id,
        before: { minutes: held },
        after: { minutes: to, entry: entry.id },
      });
      return entryView(entry, activity.title);
    });
  }
}

function faultAt(
  path: readonly (string | number)[],
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): FieldFault {
  const message = translate(currentContext().language, `hours.faults.${code}`, params);
  return { pointer: jsonPointer(path), code, message };
}

const refused = (faults: readonly FieldFault[]): AppError =>
  new AppError('HOURS_REFUSED', `${faults.length} hours cannot be confirmed`, {
    detail: 'hours_refused',
    params: { count: faults.length },
    faults,
  });

const notOver = (id: string): AppError =>
  new AppError('STATE_CONFLICT', `Activity ${id} is not over`, { detail: 'activity_not_over' });

const conflict = (detail: string, params: Readonly<Record<string, number>> = {}): AppError =>
  new AppError('STATE_CONFLICT', `Hours cannot be corrected: ${detail}`, { detail, params });
