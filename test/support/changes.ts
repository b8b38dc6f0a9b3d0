import fc from 'fast-check';
import { type Change, change as changeSchema, type Problem } from '@heli/contracts';

const evenly = (min: number, max: number): fc.Arbitrary<number> => fc.noBias(fc.integer({ min, max }));

/** One to three changes that a problem knows the names of; not all of them make sense. */
export function changesOf(problem: Problem, value: fc.GeneratorValue): Change[] {
  const int = (min: number, max: number): number => value(evenly, min, max);
  const one = <T>(items: readonly T[]): T | undefined => items[int(0, Math.max(0, items.length - 1))];
  const make = (): unknown => {
    const activity = one(problem.activities);
    const volunteerId = one(problem.volunteers)?.id;
    const venueId = one(problem.venues)?.id;
    const groupId = one(problem.groups)?.id;
    const donationId = one(problem.donations)?.id;
    const activityId = activity?.id;
    const start = activity && one(activity.candidateStarts);
    const role = activity && one(activity.roles);
    const open = { type: 'weekly', weekdays: [6, 7], from: '08:00', to: '18:00' };
    switch (int(0, 20)) {
      case 0:
        return { type: 'hold-activity', activityId };
      case 1:
        return { type: 'hold-activity', activityId, start };
      case 2:
        return venueId && activity?.venue && { type: 'hold-activity', activityId, venueId };
      case 3:
        return { type: 'drop-activity', activityId };
      case 4:
      case 5:
      case 6:
        return role && { type: 'assign', activityId, roleId: role.id, volunteerId };
      case 7:
      case 8:
        return { type: 'forbid-volunteer', activityId, volunteerId };
      case 9:
        return groupId && { type: 'engage-group', activityId, groupId };
      case 10:
        return groupId && { type: 'forbid-group', activityId, groupId };
      case 11:
        return venueId && { type: 'forbid-venue', activityId, venueId };
      case 12:
        return { type: 'offer-start', activityId, start: one(problem.activities)?.candidateStarts[0] };
      case 13:
        return role && { type: 'lower-minimum', activityId, roleId: role.id, min: 0 };
      case 14:
        return venueId && int(0, 1) === 0
          ? { type: 'open-venue', venueId, windows: [open] }
          : venueId && { type: 'share-venue', venueId, communityId: 'west' };
      case 15:
        return {
          type: 'add-volunteer',
          volunteer: {
            id: 'one-more',
            communityId: one(problem.communities)?.id,
            servesCommunityIds: ['east', 'west'],
            skillIds: ['first-aid', 'lead'],
            qualifications: [{ skillId: 'first-aid' }, { skillId: 'lead' }],
            availability: [open],
            ...(int(0, 1) === 0 ? {} : { offeredMinutes: 240 }),
          },
        };
      case 16:
        return { type: 'free-volunteer', volunteerId, windows: [open] };
      case 17:
        return {
          type: 'raise-limit',
          volunteerId,
          limits: { minutesPerSeason: 400, activitiesPerSeason: 3, activitiesPerWeek: 3, minutesPerDay: 300 },
          offeredMinutes: 500,
        };
      case 18:
        return donationId && { type: 'raise-donation', donationId, byFen: 700 };
      case 19:
        return {
          type: 'raise-spending-limit',
          limitId: one(problem.policy.spendingLimits ?? [])?.id,
          byFen: 500,
        };
      default:
        return {
          type: 'add-equipment',
          equipment: {
            id: 'one-more',
            name: 'one more',
            type: 'projector',
            quantity: 1,
            communityId: 'east',
            servesCommunityIds: ['west'],
          },
        };
    }
  };
  const wanted = int(1, 4) === 1 ? int(2, 3) : 1;
  return Array.from({ length: wanted }, make).flatMap((made) => {
    const parsed = changeSchema.safeParse(made);
    return parsed.success ? [parsed.data] : [];
  });
}
