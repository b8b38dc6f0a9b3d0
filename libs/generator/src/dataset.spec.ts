import { describe, expect, it } from '@jest/globals';
import { type Dataset, dataset, problem } from '@heli/contracts';
import { isoWeekKey, parseInstant } from '@heli/calendar';
import { generateDataset } from './dataset.js';
import { problemOf } from './problem-of.js';
import { inWords } from './words.js';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const small = { seed: 1, communities: 4, volunteers: 600, activities: 120 };
const places = ({ activities }: Dataset): number =>
  sum(activities.flatMap(({ roles }) => roles.map(({ target }) => target)));

describe('a season of another size', () => {
  it('has just the communities, volunteers and activities asked for, kinds in proportion', () => {
    const data = generateDataset(small);
    expect([data.communities.length, data.volunteers.length, data.activities.length]).toEqual([4, 600, 120]);
    const festivals = data.activities.filter(({ kind }) => kind === 'festival');
    expect(festivals.length).toBe(9); // 120 × 31 / 440 = 8.5
    expect(problem.parse(problemOf(data, { name: '小季' })).name).toBe('小季');
  });

  it('can be told in words, and what was asked for still fits what is offered', () => {
    const [codes, words] = [generateDataset(small), inWords(generateDataset(small))];
    const said = [
      ...words.venues.flatMap(({ features }) => features),
      ...words.groups.flatMap(({ tags }) => tags),
      ...words.equipment.map(({ type }) => type),
    ];
    expect(said.filter((tag) => /[a-z]/.test(tag))).toEqual([]);
    const fitting = ({ activities, venues, groups, equipment }: Dataset) =>
      activities.map((activity) => [
        venues.filter((venue) =>
          (activity.venue?.features ?? []).every((one) => venue.features.includes(one)),
        ).length,
        ...activity.groups.map(
          (demand) => groups.filter(({ tags }) => demand.tags.every((tag) => tags.includes(tag))).length,
        ),
        ...activity.equipment.map(({ type }) => equipment.filter((item) => item.type === type).length),
      ]);
    expect(fitting(words)).toEqual(fitting(codes));
  });

  it('may be as small as one of each in one week', () => {
    for (let seed = 0; seed < 20; seed++) {
      const data = generateDataset({
        seed,
        communities: 1,
        volunteers: 1,
        activities: 1 + (seed % 5),
        weeks: 1,
      });
      expect(dataset.safeParse(data).success).toBe(true);
      expect(data.activities).toHaveLength(1 + (seed % 5));
    }
  });

  it('may lie in another year, over the turn of the year, and last a year', () => {
    const data = generateDataset({ ...small, seasonStart: '2024-09-02', weeks: 52 });
    expect(data.season.end).toBe('2025-09-01T00:00:00+08:00');
    expect(data.calendar.holidays).toEqual(expect.arrayContaining(['2024-10-01', '2025-01-28']));
    expect(data.activities.some(({ title }) => title.includes('中秋') || title.includes('春节'))).toBe(true);
    expect(problem.safeParse(problemOf(data)).success).toBe(true);
  });

  it('grows to 430 communities, 100,000 volunteers and 15,000 activities', () => {
    const data = generateDataset({ seed: 1, communities: 430, volunteers: 100_000, activities: 15_000 });
    expect([data.communities.length, data.volunteers.length, data.activities.length]).toEqual([
      430, 100_000, 15_000,
    ]);
    for (const list of [
      data.communities,
      data.volunteers,
      data.activities,
      data.venues,
      data.donations,
      data.series,
    ]) {
      expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    }
    expect(data.communities.at(-1)).toMatchObject({ timeZone: 'Asia/Shanghai' });
    for (const activity of data.activities.slice(0, 200)) {
      expect(activity.candidateStarts.length).toBeGreaterThan(0);
    }
  });

  it('is refused where it makes no sense', () => {
    expect(() => generateDataset({ seed: 1, communities: 0 })).toThrow(/communities/);
    expect(() => generateDataset({ seed: 1.5 })).toThrow(/seed/);
    expect(() => generateDataset({ seed: 1, roamingShare: 30 })).toThrow(/roamingShare/);
    expect(() => generateDataset({ seed: 1, seasonStart: '2013-03-05' })).toThrow(/Monday/);
    expect(() => generateDataset({ seed: 1, weeks: 60 })).toThrow(/weeks/);
  });
});

describe('the knobs of a season', () => {
  it('make demand about four times as large and leave everyone else as they were', () => {
    const [once, fourfold] = [generateDataset(small), generateDataset({ ...small, demandFactor: 4 })];
    expect(places(fourfold) / places(once)).toBeGreaterThan(3);
    expect(places(fourfold) / places(once)).toBeLessThan(4.2);
    expect(JSON.stringify(fourfold.volunteers)).toBe(JSON.stringify(once.volunteers));
    expect(JSON.stringify(fourfold.venues)).toBe(JSON.stringify(once.venues));
    expect(problem.safeParse(problemOf(fourfold)).success).toBe(true);
  });

  it('let three in ten people serve neighbouring communities', () => {
    const data = generateDataset({ ...small, roamingShare: 0.3 });
    expect(data.volunteers.filter(({ servesCommunityIds }) => servesCommunityIds.length > 0)).toHaveLength(
      180,
    );
  });

  it('make season caps hold little more than what all roles need', () => {
    const data = generateDataset({ ...small, activities: 400, demandFactor: 3, capTightness: 1 });
    const caps = data.volunteers.map(({ limits }) => limits.minutesPerSeason ?? Infinity);
    const demand = sum(
      data.activities.map(
        ({ durationMinutes, roles }) => durationMinutes * sum(roles.map(({ target }) => target)),
      ),
    );
    expect(sum(caps) / demand).toBeGreaterThan(0.95);
    expect(sum(caps) / demand).toBeLessThan(1.1);
  });

  it('put a third of all activities into one week', () => {
    const data = generateDataset({ ...small, festivalWeekShare: 1 / 3 });
    const weeks = data.activities.map(({ candidateStarts }) =>
      candidateStarts.map((start) => isoWeekKey(parseInstant(start), 'Asia/Shanghai')),
    );
    const crowded = weeks.filter((keys) => keys.every((key) => key === 201322)).length;
    expect(crowded / data.activities.length).toBeGreaterThanOrEqual(1 / 3);
    expect(crowded / data.activities.length).toBeLessThan(0.45);
  });

  it('put half or all of the money into one gift for all', () => {
    for (const sharedBudgetShare of [0.5, 1]) {
      const { donations } = generateDataset({ ...small, sharedBudgetShare });
      expect(sum(donations.map(({ amountFen }) => amountFen))).toBe(336_000);
      const [shared] = donations;
      expect(shared?.amountFen).toBe(336_000 * sharedBudgetShare);
      expect(shared?.earmark).toMatchObject({ kinds: [], communityIds: [], hostGroupIds: [] });
      if (sharedBudgetShare === 1) expect(donations).toHaveLength(1);
    }
  });

  it('make the minima of all budget lines one and a half times what the gifts hold', () => {
    const [pilot, short] = [generateDataset(small), generateDataset({ ...small, budgetTightness: 1.5 })];
    const minima = ({ activities }: Dataset): number =>
      sum(activities.flatMap(({ budget }) => budget.map(({ minFen }) => minFen)));
    const gifts = sum(short.donations.map(({ amountFen }) => amountFen));
    expect(minima(pilot) / gifts).toBeCloseTo(0.8, 3);
    expect(minima(short) / gifts).toBeCloseTo(1.5, 3);
    expect(JSON.stringify(short.donations)).toBe(JSON.stringify(pilot.donations));
    expect(JSON.stringify(short.volunteers)).toBe(JSON.stringify(pilot.volunteers));
  });

  it('leave out what cannot take place', () => {
    const data = generateDataset({ ...small, impossibleShare: 0 });
    const planted = data.activities.filter(
      ({ roles, budget, venue }) =>
        roles.some(({ id }) => id === 'sign-team') ||
        budget.some(({ purpose }) => purpose === 'transport') ||
        (venue?.minCapacity ?? 0) >= 2000,
    );
    expect(planted).toEqual([]);
  });
});
