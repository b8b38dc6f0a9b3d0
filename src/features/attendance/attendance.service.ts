import {
  type AttendanceAnswer,
  type AttendanceBody,
  type AttendanceCount,
  type AttendanceCountBody,
  type AttendanceOfActivity,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { lockUntilCommit, Transactions } from '../../database/index.js';
import { AppError, type FieldFault, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { type Duty } from '../duties/index.js';
import { utc } from '../pools/index.js';
import { Attendance } from './attendance.entity.js';
import { activityOf, dutiesOf, mayKnowWhy, namesOf, ownAttendanceOf } from './duties-of-activity.js';
import { ledgerOf } from './hour-rules.js';
import { applyMarks, isExpected, type Mark, type MarkFault, type Marked } from './marking.js';
import { carryReliability } from './reliability.js';

/** Who was there: on duty, by a coordinator's list; and how many took part beside them. */
@Injectable()
export class AttendanceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async of(activityId: string): Promise<AttendanceOfActivity> {
    const { manager } = this.transactions;
    const activity = await activityOf(manager, activityId);
    const duties = (await dutiesOf(manager, activityId)).filter(isExpected);
    const names = await namesOf(manager, duties);
    const tellsWhy = mayKnowWhy(activity);
    const counts = await manager.find(Attendance, { where: { activityId }, order: { revision: 'DESC' } });
    const [count = null, ...corrected] = counts.map(countView);
    return {
      activityId,
      kind: activity.kind,
      ledger: await ledgerOf(manager, activity),
      duties: duties.map((duty) => ({
        ...ownAttendanceOf(duty),
        name: names.get(duty.volunteerId) ?? null,
        start: utc(duty.startAt),
        end: utc(duty.endAt),
        reason: tellsWhy ? duty.reason : null,
        minutes: duty.minutes,
      })),
      count,
      corrected,
    };
  }

  /** All of the list, or nothing of it. */
  mark(activityId: string, { entries }: AttendanceBody, now = new Date()): Promise<AttendanceAnswer> {
    return this.transactions.run(async (manager) => {
      const date = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));
      const marks = entries.map(({ checkedInAt, checkedOutAt, ...mark }) => ({
        ...mark,
        checkedInAt: date(checkedInAt),
        checkedOutAt: date(checkedOutAt),
      }));
      const { changed, unchanged, faults } = await this.apply(manager, activityId, marks, now);
      if (faults.length > 0) throw refused(faults);
      return { changed: changed.length, unchanged };
    });
  }

  /** Marks the duties of an activity, and stores them where there is no fault. */
  async apply(
    manager: EntityManager,
    activityId: string,
    marks: readonly Mark[],
    now: Date,
  ): Promise<Marked> {
    await activityOf(manager, activityId);
    const duties = await dutiesOf(manager, activityId, true);
    const marked = applyMarks(duties, marks, now, this.config.checkInBeforeMinutes);
    if (marked.faults.length > 0 || marked.changed.length === 0) return marked;
    await manager.save(
      marked.changed.map(({ duty }) => duty),
      { chunk: 500 },
    );
    await this.audit.recordAll(
      marked.changed.map(({ duty, before }) => ({
        action: `duty.${duty.state}`,
        entityType: 'Duty',
        entityId: duty.id,
        before,
        after: { ...presentState(duty), by: 'list' },
        // A reason may tell of somebody's life.
        personal: ['reason'],
      })),
    );
    await carryReliability(
      manager,
      this.audit,
      marked.changed.map(({ duty }) => duty.volunteerId),
    );
    return marked;
  }

  /** A count that takes the place of another names it and says why; both stay. */
  count(activityId: string, body: AttendanceCountBody): Promise<AttendanceCount> {
    return this.transactions.run(async (manager) => {
      await activityOf(manager, activityId);
      await lockUntilCommit(manager, `attendance:${activityId}`);
      const held = await manager.findOne(Attendance, {
        where: { activityId },
        order: { revision: 'DESC' },
      });
      const { replaces, reason = null, ...figures } = body;
      if (replaces !== (held?.revision ?? null)) throw changedMeanwhile(held?.revision ?? null);
      await this.assertKnown(manager, figures.participantIds);
      const { actor: countedBy } = currentContext();
      const revision = (held?.revision ?? 0) + 1;
      await manager.insert(Attendance, { activityId, revision, ...figures, reason, countedBy });
      await this.audit.record({
        action: held === null ? 'attendance.counted' : 'attendance.corrected',
        entityType: 'Attendance',
        entityId: activityId,
        before: held === null ? null : figuresOf(held),
        after: { ...figures, reason },
      });
      return countView(await manager.findOneByOrFail(Attendance, { activityId, revision }));
    });
  }

  /** Who is named as taking part is a volunteer within the caller's reach, or whoever asks learns who there is. */
  private async assertKnown(manager: EntityManager, ids: readonly string[]): Promise<void> {
    const { reach, language } = currentContext();
    const known = await manager.query<{ id: string }[]>(
      `SELECT held.id FROM volunteers AS held WHERE held.id = ANY($1) AND ($2::text[] IS NULL
          OR held.community_id = ANY($2)
          OR EXISTS (SELECT 1 FROM volunteer_communities AS link WHERE link.volunteer_id = held.id AND link.community_id = ANY($2)))`,
      [[...ids], reach === 'everything' ? null : [...reach.communities]],
    );
    const found = new Set(known.map(({ id }) => id));
    const faults = ids.flatMap((id, index) =>
      found.has(id)
        ? []
        : [
            {
              pointer: jsonPointer(['participantIds', index]),
              code: 'reference_unknown',
              message: translate(language, 'accounts.notKnownHere', { id }),
            },
          ],
    );
    if (faults.length > 0)
      throw new AppError('REFERENCE_UNKNOWN', 'The count names volunteers who are not known', { faults });
  }
}

const presentState = ({ state, checkedInAt, checkedOutAt, reason }: Duty) => ({
  state,
  checkedInAt,
  checkedOutAt,
  reason,
});

const figuresOf = ({ total, volunteers, migrants, participantIds }: Attendance) => ({
  total,
  volunteers,
  migrants,
  participantIds,
});

const countView = (row: Attendance): AttendanceCount => ({
  activityId: row.activityId,
  revision: row.revision,
  ...figuresOf(row),
  reason: row.reason,
  countedAt: row.countedAt.toISOString(),
  countedBy: row.countedBy,
});

function changedMeanwhile(revision: number | null): AppError {
  return new AppError('CONCURRENT_CHANGE', `The count that holds is revision ${String(revision)}`, {
    detail: revision === null ? 'not_counted_yet' : 'count_replaced',
    params: { revision: revision ?? 0 },
  });
}

export const sayMarkFault = ({ code, params }: MarkFault): string => {
  const { language } = currentContext();
  const word = (state: string | undefined) =>
    state === undefined ? '' : translate(language, `attendance.states.${state}`);
  const said = { ...params, from: word(params.from), to: word(params.to) };
  return translate(language, `attendance.faults.${code}`, said);
};

function refused(marked: readonly MarkFault[]): AppError {
  const faults: FieldFault[] = marked.map((fault) => ({
    pointer: jsonPointer(['entries', fault.index, fault.field]),
    code: fault.code,
    message: sayMarkFault(fault),
  }));
  return new AppError('ATTENDANCE_REFUSED', `${marked.length} entries of the list cannot be`, {
    detail: 'attendance_refused',
    params: { count: marked.length },
    faults,
  });
}
