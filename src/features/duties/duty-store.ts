import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { translate } from '../../i18n/index.js';
import { type DutyStep, moveOf } from './duty-machine.js';
import { Duty } from './duty.entity.js';
import { type HeldPlace } from './places.js';

/** What is written down with a step. */
export interface StepNotes {
  readonly now: Date;
  /** Left out: what is there stays. */
  readonly reason?: string | null;
  /** Further columns that change with it. */
  readonly with?: Partial<
    Pick<Duty, 'respondBy' | 'origin' | 'planId' | 'checkedInAt' | 'checkedOutAt' | 'minutes'>
  >;
  /** What the audit entry says beside the state, and holds no personal data. */
  readonly trace?: Readonly<Record<string, unknown>>;
}

/** Steps that answer an offer. */
const ANSWERS: ReadonlySet<DutyStep> = new Set(['accept', 'decline', 'excuse']);

/** Moves duties from state to state, each step with its entry in the book of changes. */
@Injectable()
export class DutyStore {
  constructor(private readonly audit: AuditService) {}

  /**
   * The duty, locked until the transaction ends.
   * @throws AppError NOT_FOUND
   */
  async lock(manager: EntityManager, id: string): Promise<Duty> {
    const duty = await manager.findOne(Duty, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (duty === null) throw notFound('Duty', id);
    return duty;
  }

  /**
   * Takes a step with a duty that is locked.
   * @returns whether it moved; false: it stood so already
   * @throws AppError STATE_CONFLICT where the step does not lead from its state
   */
  async step(manager: EntityManager, duty: Duty, step: DutyStep, notes: StepNotes): Promise<boolean> {
    const before = duty.state;
    const move = moveOf(step, before);
    if (move.kind === 'refused') throw stepRefused(duty, step);
    if (move.kind === 'already') return false;
    Object.assign(duty, { state: move.to }, notes.with);
    if (notes.reason !== undefined) duty.reason = notes.reason;
    if (ANSWERS.has(step)) duty.answeredAt = notes.now;
    if (step === 'offer') duty.answeredAt = null;
    await manager.save(duty);
    await this.record(duty, before, {
      ...notes.trace,
      ...(notes.reason == null ? {} : { reason: notes.reason }),
    });
    return true;
  }

  /**
   * Gives a place to a volunteer who has it not, in a transaction that has the locks of both: asked, or taken at once.
   * @param respondBy null: nothing is asked
   */
  async give(
    manager: EntityManager,
    { book, activity, role, startAt, endAt }: HeldPlace,
    volunteerId: string,
    how: { origin: Duty['origin']; respondBy: Date | null; now: Date; trace?: StepNotes['trace'] },
  ): Promise<Duty> {
    const { origin, respondBy, now, trace } = how;
    const place = { activityId: activity.id, roleId: role.id, volunteerId };
    const held = await manager.findOne(Duty, { where: place, lock: { mode: 'pessimistic_write' } });
    const duty =
      held ?? manager.create(Duty, { id: newId(), ...place, seasonId: activity.seasonId, minutes: null });
    if (held !== null && moveOf('offer', held.state).kind !== 'moved') throw stepRefused(held, 'offer');
    const before = held?.state ?? null;
    const state = respondBy === null ? 'accepted' : 'offered';
    Object.assign(duty, { planId: book.planId, startAt, endAt, state, origin, respondBy, reason: null });
    duty.answeredAt = state === 'accepted' ? now : null;
    await manager.save(duty);
    await this.record(duty, before, trace);
    return duty;
  }

  /** The entry of a duty that is new, or has moved. */
  record(
    duty: Duty,
    before: Duty['state'] | null,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { state, seasonId, activityId, roleId, origin } = duty;
    return this.audit.record({
      action: `duty.${state}`,
      entityType: 'Duty',
      entityId: duty.id,
      before: before === null ? null : { state: before },
      after: { state, seasonId, activityId, roleId, origin, ...more },
      personal: ['reason'],
    });
  }
}

export function stepRefused({ id, state }: Duty, step: DutyStep): AppError {
  const { language } = currentContext();
  return new AppError('STATE_CONFLICT', `Duty ${id} is ${state}: ${step} does not lead from there`, {
    detail: 'duty_step',
    params: {
      state: translate(language, `duties.states.${state}`),
      step: translate(language, `duties.steps.${step}`),
    },
  });
}
