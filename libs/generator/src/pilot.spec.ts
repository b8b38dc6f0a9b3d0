import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ActivityKind, type Dataset, type Problem, dataset, problem } from '@heli/contracts';
import {
  expandRecurrence,
  isHoliday,
  isWorkday,
  localDate,
  minuteOfDay,
  parseInstant,
  weekday,
} from '@heli/calendar';
import { generatePilot } from './dataset.js';
import { problemOf } from './problem-of.js';

const BEIJING = 'Asia/Shanghai';
const KINDS: ActivityKind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];

let pilot: Dataset;
let posed: Problem;
beforeAll(() => {
  pilot = generatePilot({ seed: 2013 });
  posed = problemOf(pilot);
});

/** As files, byte for byte. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const ofKind = (kind: ActivityKind) => pilot.activities.filter((activity) => activity.kind === kind);
const startsOf = (kind: ActivityKind): string[] =>
  ofKind(kind).flatMap(({ candidateStarts }) => candidateStarts);
const dateOf = (start: string): string => localDate(parseInstant(start), BEIJING);
const isRest = (start: string): boolean => !isWorkday(pilot.calendar, dateOf(start));
const isEvening = (start: string): boolean => minuteOfDay(parseInstant(start), BEIJING) >= 17 * 60 + 30;
const share = (starts: readonly string[], holds: (start: string) => boolean): number =>
  starts.filter(holds).length / starts.length;

describe('the pilot in Chaoyang, 2013', () => {
  it('has the communities, councils and members of the report', () => {
    expect(pilot.communities).toHaveLength(10);
    expect(pilot.communities.every(({ regionCode }) => regionCode?.startsWith('110105'))).toBe(true);
    expect(pilot.organizations).toHaveLength(10);
    const total = (key: keyof Dataset['organizations'][number]): number =>
      sum(pilot.organizations.map((organization) => Number(organization[key])));
    expect(total('councilSeats')).toBe(256);
    expect(total('councilSeatsHeldByResidents')).toBe(195);
    expect(total('leadingPosts')).toBe(68);
    expect(total('leadingPostsHeldByResidents')).toBe(34);
    expect(total('subBodies')).toBe(39);
    expect(total('individualMembers')).toBe(2514);
    for (const organization of pilot.organizations) {
      expect(organization.councilSeatsHeldByResidents).toBeLessThanOrEqual(organization.councilSeats);
      expect(organization.leadingPostsHeldByResidents).toBeLessThanOrEqual(organization.leadingPosts);
    }
  });

  it('has 92 grassroots groups, 895 partner units with 179 unit members, and 3,020 volunteers', () => {
    expect(pilot.groups).toHaveLength(92);
    expect(pilot.partnerUnits).toHaveLength(895);
    expect(pilot.partnerUnits.filter(({ isUnitMember }) => isUnitMember)).toHaveLength(179);
    expect(pilot.volunteers).toHaveLength(3020);
  });

  it('has gifts of 8,400 yuan, to the fen', () => {
    expect(sum(pilot.donations.map(({ amountFen }) => amountFen))).toBe(840_000);
  });

  it('plans 98 self-governance sessions, 192 services, 119 trainings and 31 festivals for over 35,000 attendances', () => {
    expect(KINDS.map((kind) => ofKind(kind).length)).toEqual([98, 192, 119, 31]);
    expect(sum(pilot.activities.map(({ expectedAttendance }) => expectedAttendance))).toBeGreaterThan(35_000);
  });

  it('lasts 26 weeks, from Monday 4 March to Sunday 1 September 2013, Beijing time', () => {
    expect(pilot.season.start).toBe('2013-03-04T00:00:00+08:00');
    expect(pilot.season.end).toBe('2013-09-02T00:00:00+08:00');
    const [start, end] = [parseInstant(pilot.season.start), parseInstant(pilot.season.end)];
    for (const { candidateStarts, durationMinutes } of pilot.activities) {
      for (const candidate of candidateStarts.map(parseInstant)) {
        expect(candidate).toBeGreaterThanOrEqual(start);
        expect(candidate + durationMinutes).toBeLessThanOrEqual(end);
      }
    }
  });

  it('is valid as a data set and poses a valid problem, with nothing left to default', () => {
    expect(isDeepStrictEqual(dataset.parse(pilot), pilot)).toBe(true);
    expect(isDeepStrictEqual(problem.parse(posed), posed)).toBe(true);
  });

  it('is the same, byte for byte, for the same seed, and another for another', () => {
    expect(isSame(generatePilot({ seed: 2013 }), pilot)).toBe(true);
    expect(isSame(generatePilot({ seed: 2014 }), pilot)).toBe(false);
  });

  it('keeps its sums for every seed', () => {
    for (const seed of [0, 7, -5]) {
      const other = generatePilot({ seed });
      expect(other.activities).toHaveLength(440);
      expect(sum(other.donations.map(({ amountFen }) => amountFen))).toBe(840_000);
      expect(sum(other.organizations.map(({ councilSeats }) => councilSeats))).toBe(256);
    }
  });

  it('names no person and no telephone', () => {
    expect(pilot.volunteers.filter(({ name = '' }) => !/^志愿者\d{4}$/.test(name))).toEqual([]);
    const words = JSON.stringify(pilot).replaceAll(/"[a-z]+-[\d-]+"/g, ''); // all but ids
    expect(/1[3-9]\d{9}|\d{3,4}-\d{7,8}|先生|女士|联系人|@/.exec(words)).toBeNull();
  });

  it('tells the problem nothing of owners, donors, councils or labels of volunteers', () => {
    expect(/ownerUnitId|donorUnitId|organizationId|志愿者\d/.exec(JSON.stringify(posed))).toBeNull();
    expect(posed.volunteers).toHaveLength(3020);
    expect(pilot.venues.some(({ ownerUnitId }) => ownerUnitId !== undefined)).toBe(true);
  });
});

describe('the days of the pilot', () => {
  it('are those of the Chinese calendar of 2013', () => {
    expect(isHoliday(pilot.calendar, '2013-06-12')).toBe(true);
    expect(isWorkday(pilot.calendar, '2013-06-08')).toBe(true);
  });

  it('hold festivals where the calendar has them', () => {
    const daysOf = (word: string): string[] =>
      ofKind('festival')
        .filter(({ title }) => title.includes(word))
        .flatMap(({ candidateStarts }) => candidateStarts.map(dateOf));
    expect(new Set(daysOf('端午'))).toEqual(new Set(['2013-06-12']));
    expect(new Set(daysOf('五一'))).toEqual(new Set(['2013-05-01']));
    for (const day of daysOf('六一'))
      expect(['2013-06-01', '2013-06-02'].includes(day) || day > '2013-05-28').toBe(true);
    expect(daysOf('中秋')).toEqual([]); // 19 September is out of the season
    const occasions = new Set(ofKind('festival').map(({ title }) => title.slice(-5)));
    expect(occasions.size).toBeGreaterThan(8);
  });

  it('keep self-governance and trainings clear of public holidays, but for one that shall fail', () => {
    const onHolidays = [...ofKind('self_governance'), ...ofKind('training')].filter(({ candidateStarts }) =>
      candidateStarts.some((start) => isHoliday(pilot.calendar, dateOf(start))),
    );
    expect(onHolidays).toHaveLength(1);
  });

  it('have self-governance on weekday evenings and trainings mostly on days of rest', () => {
    const evenings = share(startsOf('self_governance'), (start) => isEvening(start) && !isRest(start));
    expect(evenings).toBeGreaterThan(0.7);
    expect(share(startsOf('training'), isRest)).toBeGreaterThan(0.7);
    expect(share(startsOf('festival'), isRest)).toBeGreaterThan(0.9);
  });

  it('spread services over weekdays, evenings and weekends', () => {
    const starts = startsOf('volunteer_service');
    for (const kindOfTime of [
      (start: string) => isRest(start),
      (start: string) => !isRest(start) && isEvening(start),
      (start: string) => !isRest(start) && !isEvening(start),
    ]) {
      expect(share(starts, kindOfTime)).toBeGreaterThan(0.1);
    }
  });

  it('give most activities two or three candidate starts, never more than five', () => {
    const counts = pilot.activities.map(({ candidateStarts }) => candidateStarts.length);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
    expect(counts.filter((count) => count === 2 || count === 3).length / counts.length).toBeGreaterThan(0.6);
    const sorted = pilot.activities.map(({ candidateStarts }) => [...new Set(candidateStarts)].sort());
    expect(sorted).toEqual(pilot.activities.map(({ candidateStarts }) => candidateStarts));
  });

  it('have series whose rules yield just the activities that name them', () => {
    expect(pilot.series.length).toBeGreaterThan(30);
    for (const { id, rrule, firstStart, exceptDates } of pilot.series) {
      const starts = expandRecurrence({
        rrule,
        firstStart,
        exceptDates,
        zone: BEIJING,
        until: pilot.season.end,
      });
      const members = pilot.activities.filter(({ seriesId }) => seriesId === id);
      expect(members).toHaveLength(starts.length);
      for (const start of starts) {
        expect(members.some(({ candidateStarts }) => candidateStarts.map(parseInstant).includes(start))).toBe(
          true,
        );
      }
    }
    const inSeries = pilot.activities.filter(({ seriesId }) => seriesId !== undefined);
    expect(inSeries.length / 440).toBeGreaterThan(0.4);
  });

  it('put the training before the service that needs it', () => {
    const byId = new Map(pilot.activities.map((activity) => [activity.id, activity]));
    const successors = pilot.activities.filter(({ predecessorIds }) => predecessorIds.length > 0);
    expect(successors.length).toBeGreaterThan(15);
    for (const { predecessorIds, candidateStarts, communityId } of successors) {
      for (const id of predecessorIds) {
        const training = byId.get(id);
        expect(training?.kind).toBe('training');
        expect(training?.communityId).toBe(communityId);
        const ends = parseInstant(training?.candidateStarts[0] ?? '') + (training?.durationMinutes ?? 0);
        expect(ends).toBeLessThanOrEqual(parseInstant(candidateStarts.at(-1) ?? ''));
      }
    }
  });
});

describe('the people of the pilot', () => {
  it('offer evenings and days of rest, and the retired their mornings', () => {
    const offersFreeTime = pilot.volunteers.filter(({ availability }) =>
      availability.some(
        (window) => window.type === 'weekly' && (window.days === 'rest-days' || window.from >= '18:00'),
      ),
    );
    expect(offersFreeTime.length / 3020).toBeGreaterThan(0.6);
    const retired = pilot.volunteers.filter(({ ageClass }) => ageClass === 'senior');
    const mornings = retired.filter(({ availability }) =>
      availability.some(
        (window) => window.type === 'weekly' && window.from <= '09:00' && window.weekdays !== undefined,
      ),
    );
    expect(mornings.length / retired.length).toBeGreaterThan(0.9);
  });

  it('are to 2 to 4 per cent minors, some of them without a guardian’s consent', () => {
    const young = pilot.volunteers.filter(({ ageClass }) => ageClass === 'minor' || ageClass === 'child');
    expect(young.length / 3020).toBeGreaterThan(0.02);
    expect(young.length / 3020).toBeLessThan(0.04);
    const withConsent = young.filter(({ guardianConsent }) => guardianConsent).length;
    expect(withConsent).toBeGreaterThan(young.length / 2);
    expect(withConsent).toBeLessThan(young.length);
  });

  it('serve a neighbouring community in 8 of 100 cases', () => {
    const roamers = pilot.volunteers.filter(({ servesCommunityIds }) => servesCommunityIds.length > 0);
    expect(roamers).toHaveLength(242);
    for (const { communityId, servesCommunityIds } of roamers)
      expect(servesCommunityIds).not.toContain(communityId);
  });

  it('have rare skills rarely, with certificates of which some end within the season', () => {
    const holders = (skillId: string) =>
      pilot.volunteers.filter(({ skillIds }) => skillIds.includes(skillId));
    expect(holders('sign-language').length).toBeLessThan(90);
    expect(holders('first-aid').length).toBeLessThan(180);
    expect(holders('first-aid').length).toBeGreaterThan(50);
    const certificates = pilot.volunteers.flatMap(({ qualifications }) => qualifications);
    const endWithin = certificates.filter(
      ({ validUntil = '9999' }) => validUntil >= '2013-03-04' && validUntil < '2013-09-02',
    );
    expect(endWithin.length / certificates.length).toBeGreaterThan(0.15);
    expect(endWithin.length / certificates.length).toBeLessThan(0.35);
  });

  it('offer little time for the most part and much for a few', () => {
    const offered = pilot.volunteers.map(({ offeredMinutes = 0 }) => offeredMinutes).sort((a, b) => a - b);
    const median = offered[1510] ?? 0;
    expect(sum(offered) / 3020).toBeGreaterThan(1.25 * median);
    expect(offered[3019]).toBeGreaterThan(4 * median);
  });

  it('wish for things, served before, and go on journeys', () => {
    const some = (holds: (volunteer: Dataset['volunteers'][number]) => boolean): number =>
      pilot.volunteers.filter(holds).length / 3020;
    expect(some(({ wishes }) => wishes !== undefined)).toBeGreaterThan(0.3);
    expect(some(({ servedSeriesIds }) => servedSeriesIds.length > 0)).toBeGreaterThan(0.05);
    expect(some(({ availability }) => availability.some(({ type }) => type === 'dated'))).toBeGreaterThan(
      0.08,
    );
  });
});

describe('the things and the money of the pilot', () => {
  it('are only such as exist', () => {
    const ids = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id));
    const [communities, units, groups] = [ids(pilot.communities), ids(pilot.partnerUnits), ids(pilot.groups)];
    const [skills, activities, series] = [ids(pilot.skills), ids(pilot.activities), ids(pilot.series)];
    const known = (set: Set<string>, list: readonly (string | undefined)[]) =>
      list.filter((id) => id !== undefined && !set.has(id));
    expect(
      known(communities, [
        ...pilot.volunteers.flatMap((v) => [v.communityId, ...v.servesCommunityIds]),
        ...pilot.venues.flatMap((v) => [v.communityId, ...v.servesCommunityIds]),
        ...pilot.groups.flatMap((g) => [g.communityId, ...g.servesCommunityIds]),
        ...pilot.equipment.flatMap((e) => [e.communityId, ...e.servesCommunityIds]),
        ...pilot.donations.flatMap(({ earmark }) => earmark.communityIds),
        ...pilot.activities.map(({ communityId }) => communityId),
      ]),
    ).toEqual([]);
    expect(
      known(units, [
        ...pilot.venues.map(({ ownerUnitId }) => ownerUnitId),
        ...pilot.equipment.map(({ ownerUnitId }) => ownerUnitId),
        ...pilot.donations.map(({ donorUnitId }) => donorUnitId),
      ]),
    ).toEqual([]);
    expect(
      known(groups, [
        ...pilot.activities.map(({ hostGroupId }) => hostGroupId),
        ...pilot.donations.flatMap(({ earmark }) => earmark.hostGroupIds),
        ...pilot.volunteers.flatMap(({ wishes }) => wishes?.hostGroupIds ?? []),
      ]),
    ).toEqual([]);
    expect(
      known(skills, [
        ...pilot.volunteers.flatMap(({ skillIds, qualifications }) => [
          ...skillIds,
          ...qualifications.map(({ skillId }) => skillId),
        ]),
        ...pilot.activities.flatMap(({ roles }) => roles.flatMap(({ skillIds }) => skillIds)),
        pilot.policy.leaderSkillId,
      ]),
    ).toEqual([]);
    expect(
      known(activities, [
        ...pilot.activities.flatMap(({ predecessorIds }) => predecessorIds),
        ...pilot.volunteers.flatMap(({ wishes }) => [
          ...(wishes?.activityIds ?? []),
          ...(wishes?.avoidActivityIds ?? []),
        ]),
      ]),
    ).toEqual([]);
    expect(
      known(series, [
        ...pilot.activities.map(({ seriesId }) => seriesId),
        ...pilot.volunteers.flatMap(({ servedSeriesIds }) => servedSeriesIds),
      ]),
    ).toEqual([]);
  });

  it('ask of every role at least its minimum and at most its maximum', () => {
    for (const { roles } of pilot.activities) {
      expect(roles.length).toBeGreaterThan(0);
      expect(new Set(roles.map(({ id }) => id)).size).toBe(roles.length);
      for (const { min, target, max = target } of roles) {
        expect(min).toBeLessThanOrEqual(target);
        expect(target).toBeLessThanOrEqual(max);
      }
    }
  });

  it('need three quarters to five sixths of the money at least, and gifts can pay nearly all of it', () => {
    const lines = pilot.activities.flatMap((activity) => activity.budget.map((line) => ({ activity, line })));
    const minima = sum(lines.map(({ line }) => line.minFen));
    expect(minima / 840_000).toBeGreaterThan(0.75);
    expect(minima / 840_000).toBeLessThan(0.85);
    const unpaid = lines.length - payableLines(pilot);
    expect(unpaid).toBeGreaterThanOrEqual(3);
    expect(unpaid / lines.length).toBeLessThan(0.06);
  });

  it('hold a few activities that cannot take place, each for a reason of its own', () => {
    const largest = Math.max(...pilot.venues.map(({ capacity }) => capacity));
    const withoutHall = pilot.activities.filter(({ venue }) => (venue?.minCapacity ?? 0) > largest);
    const withoutMoney = pilot.activities.filter(({ budget }) =>
      budget.some(({ purpose }) => purpose === 'transport'),
    );
    const withoutSkill = pilot.activities.filter(({ roles }) => roles.some(({ id }) => id === 'sign-team'));
    expect([withoutHall.length, withoutMoney.length, withoutSkill.length]).toEqual([2, 4, 2]);
  });

  it('leave fewer rooms on Saturdays than on Sundays', () => {
    const weekend = pilot.venues.filter(({ features }) => features.includes('indoor'));
    const openMinutesOn = (isoWeekday: number): number =>
      sum(
        weekend.flatMap(({ opening }) =>
          opening.map((window) =>
            window.type === 'weekly' &&
            window.days === 'rest-days' &&
            (window.weekdays === undefined || window.weekdays.includes(isoWeekday))
              ? Number(window.to.slice(0, 2)) - Number(window.from.slice(0, 2))
              : 0,
          ),
        ),
      );
    expect(openMinutesOn(6)).toBeLessThan(0.85 * openMinutesOn(7));
    expect(weekday(parseInstant('2013-03-09T12:00:00+08:00'), BEIJING)).toBe(6);
  });
});

/** Lines whose minimum can be paid when the pickiest lines choose first: a lower bound of what is possible. */
function payableLines({ activities, donations }: Dataset): number {
  const left = new Map(donations.map((gift) => [gift.id, gift.amountFen]));
  const lines = activities
    .flatMap((activity) =>
      activity.budget.map((line) => ({
        line,
        gifts: donations.filter(
          ({ earmark, availableFrom, expiresAt }) =>
            fits(earmark.kinds, activity.kind) &&
            fits(earmark.communityIds, activity.communityId) &&
            fits(earmark.hostGroupIds, activity.hostGroupId ?? '') &&
            fits(earmark.purposes, line.purpose) &&
            activity.candidateStarts.some(
              (start) =>
                (availableFrom === undefined || parseInstant(start) >= parseInstant(availableFrom)) &&
                (expiresAt === undefined || parseInstant(start) < parseInstant(expiresAt)),
            ),
        ),
      })),
    )
    .sort((a, b) => a.gifts.length - b.gifts.length);
  let paid = 0;
  for (const { line, gifts } of lines) {
    let need = line.minFen;
    // Money that few others may use goes first.
    const order = [...gifts].sort((a, b) => breadth(a) - breadth(b));
    if (sum(order.map(({ id }) => left.get(id) ?? 0)) < need) continue;
    for (const { id } of order) {
      const used = Math.min(need, left.get(id) ?? 0);
      left.set(id, (left.get(id) ?? 0) - used);
      need -= used;
    }
    paid += 1;
  }
  return paid;
}

const fits = (list: readonly string[], value: string): boolean => list.length === 0 || list.includes(value);

const breadth = ({ earmark }: Dataset['donations'][number]): number =>
  (earmark.hostGroupIds.length > 0 ? 0 : 1) *
  (earmark.kinds.length || 4) *
  (earmark.communityIds.length || 10);
