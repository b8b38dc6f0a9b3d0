import { type OwnAttendance } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { isPlatformAdmin } from '../../auth/index.js';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { Activity } from '../activities/index.js';
import { Duty } from '../duties/index.js';
import { utcOrNull } from '../pools/index.js';
import { Volunteer } from '../volunteers/index.js';

export async function activityOf(manager: EntityManager, id: string): Promise<Activity> {
  const activity = await manager.findOneBy(Activity, { id });
  if (activity === null) throw notFound('Activity', id);
  return activity;
}

/** @param toChange nobody else changes them until the transaction ends */
export function dutiesOf(manager: EntityManager, activityId: string, toChange = false): Promise<Duty[]> {
  return manager.find(Duty, {
    where: { activityId },
    order: { volunteerId: 'ASC', roleId: 'ASC' },
    ...(toChange ? { lock: { mode: 'pessimistic_write' as const } } : {}),
  });
}

export async function namesOf(
  manager: EntityManager,
  duties: readonly Duty[],
): Promise<ReadonlyMap<string, string | null>> {
  const people = await manager.find(Volunteer, {
    select: { id: true, name: true },
    where: { id: In(duties.map(({ volunteerId }) => volunteerId)) },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Why somebody did not come is for those who look after volunteers there. */
export function mayKnowWhy({ communityId }: Activity): boolean {
  const { principal } = currentContext();
  if (principal === undefined || principal.kind === 'operator' || isPlatformAdmin(principal)) return true;
  return principal.memberships.some(
    (membership) =>
      membership.communityId === communityId &&
      (membership.role === 'admin' || membership.role === 'coordinator'),
  );
}

export const ownAttendanceOf = (duty: Duty): OwnAttendance => ({
  activityId: duty.activityId,
  roleId: duty.roleId,
  volunteerId: duty.volunteerId,
  state: duty.state,
  checkedInAt: utcOrNull(duty.checkedInAt),
  checkedOutAt: utcOrNull(duty.checkedOutAt),
});
