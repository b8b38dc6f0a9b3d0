import { type DutyView } from '@heli/contracts';
import { currentContext } from '../../http/context.js';
import { type Duty } from './duty.entity.js';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Why somebody cannot come is for themselves, and for those who look after volunteers. */
function mayKnowWhy({ volunteerId }: Duty): boolean {
  const { principal } = currentContext();
  if (principal === undefined || principal.kind === 'operator') return true;
  if (principal.kind === 'account' && principal.volunteerId === volunteerId) return true;
  return principal.memberships.some(({ role }) => role === 'admin' || role === 'coordinator');
}

export const dutyViewOf = (duty: Duty): DutyView => ({
  id: duty.id,
  version: duty.version,
  seasonId: duty.seasonId,
  planId: duty.planId,
  activityId: duty.activityId,
  roleId: duty.roleId,
  volunteerId: duty.volunteerId,
  start: duty.startAt.toISOString(),
  end: duty.endAt.toISOString(),
  state: duty.state,
  origin: duty.origin,
  respondBy: iso(duty.respondBy),
  answeredAt: iso(duty.answeredAt),
  reason: mayKnowWhy(duty) ? duty.reason : null,
  checkedInAt: iso(duty.checkedInAt),
  checkedOutAt: iso(duty.checkedOutAt),
  minutes: duty.minutes,
});
