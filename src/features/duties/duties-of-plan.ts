import { type EntityManager } from 'typeorm';
import { newId } from '../../database/index.js';
import { answerDeadline, type AnswerTimes } from '../notices/index.js';
import { type Publication } from '../plans/index.js';
import { Duty } from './duty.entity.js';

const placeOf = (duty: { activityId: string; roleId: string; volunteerId: string }): string =>
  [duty.activityId, duty.roleId, duty.volunteerId].join('\u0000');

const ANSWERED_FOR_GOOD = new Set(['checked-in', 'no-show', 'excused', 'confirmed']);

/**
 * Makes the duties of a published plan, in its transaction. What a volunteer answered stays where activity, role and time
 * stay; at another time they are asked anew. A place that the plan no longer gives is withdrawn, unless it is over: what
 * was done stays done.
 */
export async function renewDuties(
  manager: EntityManager,
  { plan, document, now }: Publication,
  times: AnswerTimes,
): Promise<void> {
  const repository = manager.getRepository(Duty);
  const { seasonId } = plan;
  // Nobody answers meanwhile: answers share the lock of the season's plan, which publishing has alone.
  const held = new Map((await repository.findBy({ seasonId })).map((duty) => [placeOf(duty), duty]));
  const spans = new Map(
    document.scheduled.map(({ activityId, start, end }) => [
      activityId,
      { startAt: new Date(start), endAt: new Date(end) },
    ]),
  );
  const changed: Duty[] = [];
  for (const assignment of document.assignments) {
    const span = spans.get(assignment.activityId);
    if (span === undefined) continue;
    const place = placeOf(assignment);
    const earlier = held.get(place);
    held.delete(place);
    const { activityId, roleId, volunteerId } = assignment;
    const duty =
      earlier ??
      repository.create({
        id: newId(),
        seasonId,
        activityId,
        roleId,
        volunteerId,
        origin: 'plan',
        minutes: null,
      });
    if (ANSWERED_FOR_GOOD.has(duty.state)) continue;
    const isSameTime = earlier !== undefined && sameTime(earlier, span);
    duty.planId = plan.id;
    if (!isSameTime || duty.state === 'withdrawn' || duty.state === 'expired' || duty.state === 'declined') {
      Object.assign(duty, span, {
        state: 'offered',
        origin: 'plan',
        respondBy: answerDeadline(span.startAt, now, times),
        answeredAt: null,
        reason: null,
      });
    }
    changed.push(duty);
  }
  for (const duty of held.values()) {
    if (duty.state !== 'offered' && duty.state !== 'accepted') continue;
    if (duty.endAt <= now) continue;
    duty.state = 'withdrawn';
    duty.planId = plan.id;
    changed.push(duty);
  }
  await repository.save(changed, { chunk: 500 });
}

const sameTime = (duty: Duty, span: { startAt: Date; endAt: Date }): boolean =>
  duty.startAt.getTime() === span.startAt.getTime() && duty.endAt.getTime() === span.endAt.getTime();
