import {
  type ActivityKind,
  type AgeClass,
  type AvailabilityWindow,
  type Dataset,
  type WorkLimits,
} from '@heli/contracts';
import { dayIndexOf, formatDate } from '@heli/calendar';
import { byCommunity, numbered } from '../ids.js';
import { type Shape } from '../options.js';
import { type Neighbourhood, unevenWeights } from '../places.js';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { SKILLS } from '../skills.js';
import { spread } from '../spread.js';
import { away, between, rest, restOn, weekdays, workdays } from '../windows.js';

type Volunteer = Dataset['volunteers'][number];
type Activity = Dataset['activities'][number];

/** How a person's week looks; windows hold the way there and back too. */
type Life = 'retired' | 'employed' | 'shifts' | 'at-home' | 'pupil';

const AGE_SHARES: readonly (readonly [AgeClass, number])[] = [
  ['senior', 0.36],
  ['adult', 0.61],
  ['minor', 0.024],
  ['child', 0.006],
];
const ADULT_LIVES: readonly (readonly [Life, number])[] = [
  ['employed', 0.72],
  ['shifts', 0.13],
  ['at-home', 0.15],
];
const CONSENT_SHARE = 0.7; // of children and minors
const TRIP_SHARE = 0.14;

/** Quantiles of the time offered for half a year, minutes: most offer one to five hours a week. */
const OFFERED = [960, 1920, 2880, 3840, 5280, 7200, 10_800, 28_800];

export function makeVolunteers(
  shape: Shape,
  neighbourhoods: readonly Neighbourhood[],
  season: SeasonDays,
  random: Random,
): Volunteer[] {
  const perCommunity = spread(shape.volunteers, unevenWeights(neighbourhoods.length, random));
  const idOf = numbered('vol', shape.volunteers, 4);
  const labelOf = numbered('志愿者', shape.volunteers, 4);
  const roamers = new Set(
    random.sample(
      Array.from({ length: shape.volunteers }, (_, i) => i),
      Math.round(shape.volunteers * shape.roamingShare),
    ),
  );
  const volunteers: Volunteer[] = [];
  neighbourhoods.forEach(({ community, neighbours }, i) => {
    for (let nth = 0; nth < (perCommunity[i] ?? 0); nth++) {
      const ageClass = random.weighted(AGE_SHARES);
      const life = lifeOf(ageClass, random);
      const roams = roamers.has(volunteers.length);
      const skills = SKILLS.filter((skill) => random.chance(skill.share[ageClass] ?? 0));
      const offeredMinutes = Math.round(random.quantile(OFFERED) / 30) * 30;
      volunteers.push({
        id: idOf(volunteers.length),
        name: labelOf(volunteers.length).replace('-', ''),
        communityId: community.id,
        servesCommunityIds: roams ? neighbours.slice(0, random.int(1, 2)) : [],
        ageClass,
        guardianConsent: (ageClass === 'minor' || ageClass === 'child') && random.chance(CONSENT_SHARE),
        skillIds: skills.map(({ id }) => id),
        qualifications: skills
          .filter(({ needsQualification }) => needsQualification)
          .map(({ id }) => qualificationOf(id, season, random)),
        availability: [...weekOf(life, season, random), ...trips(season, random)],
        limits: limitsOf(offeredMinutes, random),
        offeredMinutes,
        servedSeriesIds: [],
      });
    }
  });
  return volunteers;
}

function lifeOf(ageClass: AgeClass, random: Random): Life {
  if (ageClass === 'senior') return 'retired';
  return ageClass === 'adult' ? random.weighted(ADULT_LIVES) : 'pupil';
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKWEEK = [1, 2, 3, 4, 5];

function weekOf(life: Life, season: SeasonDays, random: Random): AvailabilityWindow[] {
  switch (life) {
    case 'retired':
      return retiredWeek(random);
    case 'employed':
      return employedWeek(random);
    case 'shifts':
      return shiftWeek(random);
    case 'at-home':
      return homeWeek(random);
    case 'pupil':
      return pupilWeek(season, random);
  }
}

function retiredWeek(random: Random): AvailabilityWindow[] {
  const days = someOf(WORKWEEK, 2, 4, random);
  const status = random.chance(0.35) ? 'preferred' : 'available';
  const windows = [
    weekdays(days, random.pick(['07:30', '08:00', '08:30']), random.pick(['12:00', '12:30']), status),
  ];
  if (random.chance(0.45)) windows.push(weekdays(days, '13:30', random.pick(['17:00', '18:00'])));
  if (random.chance(0.33)) windows.push(rest('08:30', random.pick(['12:30', '17:30'])));
  if (random.chance(0.2)) windows.push(weekdays(someOf(WORKWEEK, 1, 3, random), '18:00', '21:00', 'avoid'));
  return windows;
}

function employedWeek(random: Random): AvailabilityWindow[] {
  const windows: AvailabilityWindow[] = [];
  const status = random.chance(0.25) ? 'preferred' : 'available';
  if (random.chance(0.62)) {
    const evenings = someOf(WORKWEEK, 1, 3, random);
    windows.push(weekdays(evenings, random.pick(['18:00', '18:30']), random.pick(['21:30', '22:00'])));
  }
  if (windows.length === 0 || random.chance(0.6)) {
    const from = random.pick(['08:00', '08:30', '09:00']);
    const to = random.pick(['12:30', '17:30', '18:00', '20:30']);
    windows.push(
      random.weighted([
        [rest(from, to, status), 45],
        [restOn([6], from, to, status), 30],
        [restOn([7], from, to, status), 25],
      ]),
    );
    if (random.chance(0.2)) windows.push(restOn([7], '17:00', '20:00', 'avoid'));
  }
  return windows;
}

function shiftWeek(random: Random): AvailabilityWindow[] {
  const days = someOf(EVERY_DAY, 2, 4, random);
  const windows = [weekdays(days, random.pick(['13:00', '13:30']), random.pick(['17:30', '18:00']))];
  if (random.chance(0.5)) windows.push(weekdays(someOf(EVERY_DAY, 1, 2, random), '08:30', '12:30'));
  return windows;
}

function homeWeek(random: Random): AvailabilityWindow[] {
  const days = someOf(WORKWEEK, 2, 5, random);
  const windows = [workdays(days, '08:30', random.pick(['12:00', '15:30', '18:00']))];
  if (random.chance(0.35)) windows.push(restOn([6], '13:30', '17:30', 'avoid'));
  return windows;
}

/** Weekends, and the summer holidays of Beijing's schools: about 10 July to the end of August. */
function pupilWeek(season: SeasonDays, random: Random): AvailabilityWindow[] {
  const windows = [rest('08:30', random.pick(['12:30', '17:30']))];
  for (const year of season.years) {
    const summer = [dayIndexOf(year, 7, 10), dayIndexOf(year, 8, 31)] as const;
    if (random.chance(0.6)) windows.push(between(weekdays(WORKWEEK, '09:00', '17:00'), ...summer));
  }
  return windows;
}

/** A journey over a public holiday or some days of leave, for a few. */
function trips(season: SeasonDays, random: Random): AvailabilityWindow[] {
  if (!random.chance(TRIP_SHARE)) return [];
  const days = random.pick([3, 4, 5, 7, 10, 14]);
  const holidayStart = season.calendar.holidays.length > 0 ? holidayIn(season, random) : undefined;
  const first = holidayStart ?? random.int(season.firstDay, season.lastDay);
  return [away(season, first, Math.min(season.lastDay, first + days - 1))];
}

function holidayIn(season: SeasonDays, random: Random): number | undefined {
  if (!random.chance(0.5)) return undefined;
  const day = random.int(season.firstDay, season.lastDay);
  for (let next = day; season.holds(next); next++) if (season.isHoliday(next)) return next;
  return undefined;
}

const DAYS_PER_YEAR = 365;

/** Certificates run two years from some day; a quarter of them end, and a few begin, within the season. */
function qualificationOf(
  skillId: string,
  season: SeasonDays,
  random: Random,
): Volunteer['qualifications'][number] {
  const inSeason = (): number => random.int(season.firstDay, season.lastDay);
  const validUntil = random.weighted([
    [(): number => inSeason(), 25],
    [(): number => season.firstDay - random.int(1, 200), 7], // lapsed before the season
    [(): number => season.lastDay + random.int(1, 2 * DAYS_PER_YEAR), 68],
  ])();
  const began = validUntil - 2 * DAYS_PER_YEAR;
  const validFrom = validUntil > season.lastDay && random.chance(0.08) ? inSeason() : began;
  return { skillId, validFrom: formatDate(validFrom), validUntil: formatDate(validUntil) };
}

function limitsOf(offeredMinutes: number, random: Random): WorkLimits {
  const limits: WorkLimits = { activitiesPerDay: random.chance(0.7) ? 1 : 2 };
  if (random.chance(0.4)) limits.minutesPerWeek = random.pick([360, 360, 480, 600]);
  if (random.chance(0.25)) limits.activitiesPerWeek = random.int(1, 3);
  if (random.chance(0.5))
    limits.minutesPerSeason = Math.max(240, Math.round((offeredMinutes * 1.25) / 60) * 60);
  if (random.chance(0.1)) limits.activitiesPerSeason = random.int(12, 40);
  return limits;
}

const LEAST_CAP = 120; // minutes: one usual activity

/** Everybody gets a season limit, in proportion to what they offer, so that all together hold demand / tightness. */
export function capSeason(volunteers: readonly Volunteer[], tightness: number, demandMinutes: number): void {
  const offered = volunteers.reduce((sum, { offeredMinutes }) => sum + (offeredMinutes ?? 0), 0);
  const share = demandMinutes / tightness / Math.max(1, offered);
  for (const volunteer of volunteers) {
    const cap = Math.round(((volunteer.offeredMinutes ?? 0) * share) / 15) * 15;
    const limit = Math.max(LEAST_CAP, cap);
    volunteer.limits.minutesPerSeason = limit;
    volunteer.offeredMinutes = Math.min(volunteer.offeredMinutes ?? limit, limit);
  }
}

const KINDS: readonly ActivityKind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];

/** Wishes and habits, once the programme is known. */
export function addWishes(
  volunteers: readonly Volunteer[],
  activities: readonly Activity[],
  groups: readonly Dataset['groups'][number][],
  random: Random,
): void {
  const activitiesOf = byCommunity(activities);
  const groupsOf = byCommunity(groups);
  const seriesOf = new Map(
    [...activitiesOf].map(([communityId, local]) => [
      communityId,
      [...new Set(local.flatMap(({ seriesId }) => (seriesId === undefined ? [] : [seriesId])))],
    ]),
  );
  for (const volunteer of volunteers) {
    const local = activitiesOf.get(volunteer.communityId) ?? [];
    const series = seriesOf.get(volunteer.communityId) ?? [];
    const wishing = random.chance(0.35);
    const kinds = wishing ? random.sample(KINDS, random.int(1, 2)) : [];
    const activityIds = random.chance(0.08) ? idsOf(random.sample(local, random.int(1, 3))) : [];
    const avoidActivityIds = random.chance(0.02)
      ? idsOf(random.sample(local, 1)).filter((id) => !activityIds.includes(id))
      : [];
    const hostGroupIds = random.chance(0.1)
      ? idsOf(random.sample(groupsOf.get(volunteer.communityId) ?? [], 1))
      : [];
    if ([kinds, activityIds, avoidActivityIds, hostGroupIds].some((list) => list.length > 0)) {
      volunteer.wishes = { kinds, activityIds, hostGroupIds, avoidActivityIds };
    }
    if (series.length > 0 && random.chance(0.12)) volunteer.servedSeriesIds = [random.pick(series)];
  }
}

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

const someOf = (days: readonly number[], least: number, most: number, random: Random): number[] =>
  random.sample(days, random.int(least, most)).sort((a, b) => a - b);
