import { beforeAll, describe, expect, it } from '@jest/globals';
import { allocate, type Allocation, type AllocationLimits, verifyDocument } from '@heli/allocator';
import { type PlanDocument, type Problem } from '@heli/contracts';
import { generateDataset, problemOf } from '@heli/generator';
import { createHighs, type Solver } from '@heli/lp';
import {
  activity,
  ALWAYS,
  equipment,
  gift,
  hall,
  helpers,
  on,
  person,
  season,
} from '../../../libs/allocator/src/testing/season-builder.js';

/** Problems that nobody would wish on an allocator. Each still gives a verified plan with an honest gap, or is refused by name. */

let highs: Solver;
beforeAll(async () => {
  highs = await createHighs();
});

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const asked = (
  problem: Problem,
  limits: AllocationLimits = {},
  now: () => number = () => performance.now(),
): Promise<Allocation> => allocate(problem, { solver: highs, limits, clock: { now, cpu: () => 0 } });

async function planned(...args: Parameters<typeof asked>): Promise<PlanDocument> {
  const answer = await asked(...args);
  if (answer.kind !== 'plan') throw new Error(JSON.stringify(answer.faults.slice(0, 3)));
  expect(verifyDocument(args[0], answer.document)).toEqual([]);
  const { dropped } = answer.document;
  const explained = new Set(
    answer.open.filter(({ bottleneck }) => bottleneck !== '').map((place) => place.activityId),
  );
  expect(dropped.filter((id) => !explained.has(id))).toEqual([]);
  return answer.document;
}

const tierOf = ({ certificate }: PlanDocument, name: string): [number, number] => {
  const found = certificate.tiers.find(({ tier }) => tier === name);
  return [found?.value ?? Number.NaN, found?.bound ?? Number.NaN];
};

describe('a season in which nothing is possible', () => {
  it('has an empty plan that explains every activity, where there is no hall and nobody', async () => {
    const halls = await planned(
      season({
        volunteers: many(20, (index) => person(`v${index}`)),
        activities: many(40, (index) =>
          activity(`a${index}`, on(2 + (index % 20), '09:00'), {
            venue: {},
            roles: [helpers(3, { min: 1 })],
          }),
        ),
      }),
    );
    expect(halls.dropped).toHaveLength(40);
    expect(halls.certificate).toMatchObject({ quality: 'optimal', gap: 0 });
    const people = await planned(
      season({
        activities: many(20, (index) =>
          activity(`a${index}`, on(2 + index, '09:00'), { roles: [helpers(3, { min: 1 })] }),
        ),
      }),
    );
    expect(people.dropped).toHaveLength(20);
    expect(people.certificate).toMatchObject({ quality: 'optimal', gap: 0 });
  });

  it('spends nothing where every gift is of 0 fen, and still holds what costs nothing', async () => {
    const document = await planned(
      season({
        donations: many(5, (index) => gift(`d${index}`, 0)),
        activities: many(10, (index) =>
          activity(`a${index}`, on(2 + index, '09:00'), {
            budget: [{ id: 'tea', purpose: 'tea', minFen: index % 2, targetFen: 100 }],
          }),
        ),
      }),
    );
    expect(document.dropped).toEqual(['a1', 'a3', 'a5', 'a7', 'a9']);
    expect(document.fundAllocations).toEqual([]);
  });

  it('is refused where activities wait for each other or for themselves, and the circle is named', async () => {
    const answer = await asked(
      season({
        activities: [
          activity('a', on(7, '09:00'), { predecessorIds: ['c'] }),
          activity('b', on(8, '09:00'), { predecessorIds: ['a'] }),
          activity('c', on(9, '09:00'), { predecessorIds: ['b'] }),
          activity('alone', on(9, '09:00'), { predecessorIds: ['alone'] }),
        ],
      }),
    );
    if (answer.kind !== 'refused') throw new Error(answer.kind);
    const words = answer.faults.map(({ message }) => message).join('\n');
    for (const id of ['a', 'b', 'c']) expect(words).toMatch(new RegExp(`\\b${id} →|→ ${id}\\b`));
    expect(words).toContain('alone → alone');
  });
});

describe('thousands who could all do the same', () => {
  const crowd = (activities: number) =>
    many(5_000, (index) =>
      person(`v${index}`, {
        offeredMinutes: 120 + 60 * (index % 7),
        wishes: { activityIds: [`a${index % activities}`] },
      }),
    );
  const days = (count: number) =>
    many(count, (index) =>
      activity(`a${index}`, on(2 + index, '09:00'), { roles: [helpers(30, { min: 5 })] }),
    );

  it('5,000 people for one role', async () => {
    const document = await planned(season({ volunteers: crowd(1), activities: days(1) }));
    expect(document.assignments).toHaveLength(30);
    expect(document.certificate.quality).toBe('optimal');
  });

  it('5,000 people for the same role on twenty days: nobody carries more than one place, and that is proven', async () => {
    const document = await planned(season({ volunteers: crowd(20), activities: days(20) }));
    expect(document.assignments).toHaveLength(600);
    expect(tierOf(document, 'fairness')).toEqual([0.25, 0.25]);
    expect(document.certificate.termination).toBe('converged');
  });

  it('activities, halls and windows that are all the same: as many as there are halls', async () => {
    const document = await planned(
      season({
        volunteers: many(30, (index) => person(`v${index}`)),
        venues: many(3, (index) => hall(`h${index}`)),
        activities: many(12, (index) =>
          activity(`a${index}`, [on(7, '09:00'), on(7, '09:00'), on(7, '10:00')], {
            venue: {},
            roles: [helpers(4, { min: 2 })],
          }),
        ),
      }),
    );
    expect(document.scheduled).toHaveLength(3);
    expect(tierOf(document, 'held')).toEqual([15, 15]);
  });

  it('the same window five hundred times over', async () => {
    const document = await planned(
      season({
        volunteers: many(6, (index) =>
          person(`v${index}`, {
            availability: [
              ...many(500, () => ALWAYS).flat(),
              ...many(500, (copy) => ({
                type: 'dated' as const,
                start: on(7, '08:00'),
                end: on(7, '12:00'),
                status: (['available', 'preferred', 'avoid'] as const)[copy % 3] ?? 'available',
              })),
            ],
          }),
        ),
        activities: [activity('a', on(7, '09:00'), { roles: [helpers(3)] })],
      }),
    );
    // The most reluctant of equals counts.
    expect(tierOf(document, 'quality')).toEqual([-18, -18]);
  });
});

describe('a long season', () => {
  const weekly = (weeks: number): string[] =>
    many(weeks, (week) => new Date(Date.UTC(2026, 0, 5, 1) + week * 7 * 86_400_000).toISOString());
  const horizon = (year: number) => ({
    start: '2026-01-01T00:00:00+08:00',
    end: `${year}-01-01T00:00:00+08:00`,
  });

  it('of ten years is refused, and of two years planned', async () => {
    const series = (weeks: number, year: number): Problem =>
      season({
        horizon: horizon(year),
        volunteers: many(20, (index) => person(`v${index}`)),
        activities: weekly(weeks).map((start, index) =>
          activity(`a${index}`, start, { seriesId: 'weekly', roles: [helpers(2, { min: 1 })] }),
        ),
      });
    const tenYears = await asked(series(520, 2036));
    expect(tenYears).toMatchObject({
      kind: 'refused',
      faults: [{ pointer: '/horizon/end', code: 'HORIZON_TOO_LONG' }],
    });
    const twoYears = await planned(series(100, 2028));
    expect(twoYears.scheduled).toHaveLength(100);
    expect(twoYears.certificate.quality).toBe('optimal');
  });

  const wide = season({
    horizon: horizon(2028),
    volunteers: many(20, (index) => person(`v${index}`)),
    activities: many(4, (index) =>
      activity(
        `a${index}`,
        many(500, (day) => new Date(Date.UTC(2026, 0, 5, 1) + day * 86_400_000).toISOString()),
        { roles: [helpers(3, { min: 1 })] },
      ),
    ),
  });

  it('with 500 candidate times an activity is planned', async () => {
    const document = await planned(wide);
    expect(document.scheduled).toHaveLength(4);
    expect(tierOf(document, 'coverage')).toEqual([120, 120]);
  });

  it('with more open decisions than can be dealt with is refused, and the widest activity is named', async () => {
    const [first, ...others] = wide.activities;
    if (!first) throw new Error('no activity');
    const narrow = { ...first, candidateStarts: first.candidateStarts.slice(0, 1) };
    const problem = { ...wide, activities: [narrow, ...others] };
    expect(await asked(problem, { columns: 20_000 })).toMatchObject({
      kind: 'refused',
      faults: [{ pointer: '/activities/1/candidateStarts', code: 'SEASON_TOO_WIDE', value: 500 }],
    });
  });
});

describe('numbers at the ends of their ranges', () => {
  it('the largest amounts, durations, weights and buffers', async () => {
    const document = await planned(
      season({
        policy: { travelMinutesBetweenCommunities: 10_000_000, limits: { minutesPerSeason: 10_000_000 } },
        objective: {
          weights: { place: 1000, attendance: 1000, surplus: 1000, venueCost: 1000, wish: 1000, avoid: 1000 },
        },
        volunteers: many(5, (index) =>
          person(`v${index}`, { offeredMinutes: 10_000_000, minRestMinutes: index % 2 ? 10_000_000 : 0 }),
        ),
        venues: [
          hall('hall', {
            capacity: 1_000_000,
            costFen: 1_000_000_000_000,
            bufferBeforeMinutes: 10_000_000,
            bufferAfterMinutes: 10_000_000,
          }),
        ],
        equipment: [equipment('chair', 1_000_000, { turnaroundMinutes: 10_000_000 })],
        donations: many(3, (index) => gift(`d${index}`, 1_000_000_000_000)),
        activities: many(3, (index) =>
          activity(`a${index}`, on(2 + 8 * index, '09:00'), {
            durationMinutes: 7 * 24 * 60,
            priority: 9,
            expectedAttendance: 1_000_000,
            venue: { minCapacity: 1_000_000 },
            equipment: [{ type: 'chair', quantity: 1_000_000 }],
            roles: [helpers(1_000_000, { min: 1, max: 1_000_000, weight: 100 })],
            budget: [{ id: 'tea', purpose: 'tea', minFen: 100_000_000_000, targetFen: 1_000_000_000_000 }],
          }),
        ),
      }),
    );
    // One hall with a year of sweeping around each booking, and one stock of chairs.
    expect(tierOf(document, 'held')).toEqual([9, 9]);
    const paid = document.fundAllocations.map(({ amountFen }) => amountFen);
    expect(paid.every((fen) => Number.isSafeInteger(fen))).toBe(true);
    expect(paid.reduce((sum, fen) => sum + fen, 0)).toBeGreaterThanOrEqual(1_100_000_000_000);
  });

  it('hours that a change of clocks takes away or gives twice', async () => {
    const night = { type: 'weekly' as const, weekdays: [7], from: '02:00', to: '03:00' };
    const document = await planned(
      season({
        horizon: { start: '2026-01-01T00:00:00Z', end: '2027-01-01T00:00:00Z' },
        communities: [{ id: 'hongmiao', name: 'Kreuzberg', timeZone: 'Europe/Berlin' }],
        volunteers: [person('owl', { availability: [night], limits: { minutesPerDay: 120 } })],
        activities: [
          // 29 March 2026: the clock goes from 02:00 to 03:00, so that there is no such hour.
          activity('gone', '2026-03-29T00:00:00Z', { durationMinutes: 60, roles: [helpers(1, { min: 1 })] }),
          activity('after', '2026-03-29T01:00:00Z', { durationMinutes: 60, roles: [helpers(1, { min: 1 })] }),
          // 25 October 2026: the hour from 02:00 to 03:00 comes twice.
          activity('once', '2026-10-25T00:00:00Z', { durationMinutes: 60, roles: [helpers(1, { min: 1 })] }),
          activity('again', '2026-10-25T01:00:00Z', { durationMinutes: 60, roles: [helpers(1, { min: 1 })] }),
        ],
      }),
    );
    expect(document.dropped).toEqual(['gone', 'after']);
    expect(document.scheduled.map(({ activityId }) => activityId)).toEqual(['once', 'again']);
  });
});

describe('a time limit that is over before anything is solved', () => {
  const generated = (options: Parameters<typeof generateDataset>[0]): Problem =>
    problemOf(generateDataset(options));

  /** A clock on which every look takes a second: the limit is over at the second look, however fast the machine. */
  const hurried = (): (() => number) => {
    let now = 0;
    return () => (now += 1_000);
  };

  it('still gives a plan that holds most of a season, with what is not proven said', async () => {
    const problem = generated({ volunteers: 600, activities: 90, communities: 4, weeks: 8, seed: 3 });
    const document = await planned(problem, { timeMs: 1_000 }, hurried());
    expect(document.certificate).toMatchObject({ termination: 'time-limit' });
    expect(document.scheduled.length).toBeGreaterThan(45);
    for (const { sense, value, bound } of document.certificate.tiers)
      expect(sense === 'max' ? bound >= value : bound <= value).toBe(true);
  });

  // A district takes minutes and gigabytes: HELI_DISTRICT=1.
  (process.env.HELI_DISTRICT === '1' ? it : it.skip)(
    'even of a district, within a second asked for',
    async () => {
      const problem = generated({
        volunteers: 100_000,
        activities: 15_000,
        communities: 430,
        weeks: 26,
        seed: 1,
      });
      const document = await planned(problem, { timeMs: 1_000 });
      expect(document.certificate).toMatchObject({ termination: 'time-limit', verified: true });
      expect(document.scheduled.length).toBeGreaterThan(7_500);
    },
    1_800_000,
  );
});
