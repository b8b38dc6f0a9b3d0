import { describe, expect, it } from '@jest/globals';
import { type Problem } from '@heli/contracts';
import { verifyDocument } from '../verify.js';
import {
  activity,
  type Entry,
  gift,
  hall,
  helpers,
  on,
  person,
  planFor,
  season,
} from '../testing/season-builder.js';

/**
 * Li alone can cut hair, on two days. Wang, Zhao and Sun tidy up on three: each time one of them is enough. Everybody
 * offered ten hours; an activity takes two.
 */
const barber = (fairnessLevels: number): Problem =>
  season({
    skills: [{ id: 'hair', name: '理发' }],
    objective: { fairnessLevels },
    volunteers: [
      person('li', { skillIds: ['hair'], offeredMinutes: 600 }),
      // Wang would love to tidy up every time; that is a wish, and wishes come after fairness.
      person('wang', { offeredMinutes: 600, wishes: { kinds: ['volunteer_service'] } }),
      person('zhao', { offeredMinutes: 600 }),
      person('sun', { offeredMinutes: 600 }),
    ],
    activities: [
      activity('hair-1', on(3, '09:00'), { roles: [helpers(1, { id: 'barber', skillIds: ['hair'] })] }),
      activity('hair-2', on(4, '09:00'), { roles: [helpers(1, { id: 'barber', skillIds: ['hair'] })] }),
      ...[3, 4, 5].map((day) => activity(`tidy-${day}`, on(day, '09:00'), { roles: [helpers(1)] })),
    ],
  });

const servedBy = (plan: { assignments: readonly { volunteerId: string }[] }): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { volunteerId } of plan.assignments) counts[volunteerId] = (counts[volunteerId] ?? 0) + 1;
  return counts;
};

describe('fairness level by level', () => {
  it('stops at the one who cannot be helped, when only the first level is asked for', async () => {
    const plan = await planFor(barber(1));
    expect(servedBy(plan)).toMatchObject({ li: 2, wang: 2 });
    expect(plan.certificate.fairnessLevels).toEqual([{ share: 0.4, volunteers: 1, proven: true }]);
  });

  it('goes on to spread the work of all others, and says whom each level holds up', async () => {
    const problem = barber(2);
    const plan = await planFor(problem);
    expect(servedBy(plan)).toEqual({ li: 2, wang: 1, zhao: 1, sun: 1 });
    expect(plan.certificate.fairnessLevels).toEqual([
      { share: 0.4, volunteers: 1, proven: true },
      { share: 0.2, volunteers: 3, proven: true },
    ]);
    expect(plan.certificate.tiers.find(({ tier }) => tier === 'fairness')).toMatchObject({
      value: 0.4,
      bound: 0.4,
      quality: 'optimal',
    });
    expect(verifyDocument(problem, plan)).toEqual([]);
  });

  it('spares nobody at the price of a rule: the way between two communities stays an hour', async () => {
    const both = { servesCommunityIds: ['balizhuang'] };
    const saturday = (from: string, to: string): Pick<Entry<'volunteers'>, 'availability'> => ({
      availability: [{ type: 'weekly', weekdays: [6], from, to }],
    });
    const problem = season({
      communities: [
        { id: 'hongmiao', name: '红庙社区' },
        { id: 'balizhuang', name: '八里庄社区' },
      ],
      policy: { travelMinutesBetweenCommunities: 60 },
      objective: { tiers: ['coverage', 'fairness'], fairnessLevels: 1 },
      venues: [hall('hall', { costFen: 250 })],
      donations: [gift('gift', 900)],
      volunteers: [
        person('li', { ...both, ...saturday('09:00', '16:00') }),
        person('wang', { ...both, ...saturday('00:00', '24:00'), offeredMinutes: 1000 }),
      ],
      activities: [
        activity('talk', on(7, '09:00'), { durationMinutes: 90, roles: [helpers(1, { weight: 2 })] }),
        activity('fair', on(7, '10:30'), {
          communityId: 'balizhuang',
          durationMinutes: 90,
          expectedAttendance: 60,
          venue: { venueIds: ['hall'] },
          roles: [helpers(0, { min: 2, max: 2, weight: 3 })],
        }),
        ...[on(14, '09:00'), on(7, '14:00')].map((start, position) =>
          activity(`follow-up-${position}`, start, {
            communityId: 'balizhuang',
            durationMinutes: 90,
            roles: [helpers(2)],
            predecessorIds: ['fair'],
          }),
        ),
      ],
    });
    const plan = await planFor(problem);
    expect(verifyDocument(problem, plan)).toEqual([]);
  });
});
