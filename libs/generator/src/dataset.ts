import { DATASET_FORMAT, type Dataset, problemObjective, problemPolicy } from '@heli/contracts';
import { groupBy } from './ids.js';
import { type GeneratorOptions, shapeOf } from './options.js';
import { makeNeighbourhoods } from './places.js';
import { makeDonations, totalGifts } from './pools/donations.js';
import { makeEquipment } from './pools/equipment.js';
import { makeGroups } from './pools/groups.js';
import { makeOrganizations } from './pools/organizations.js';
import { makePartnerUnits } from './pools/partners.js';
import { makeVenues } from './pools/venues.js';
import { addWishes, capSeason, makeVolunteers } from './pools/volunteers.js';
import { demandMinutes, makeActivities, scaleBudgets } from './programme/activities.js';
import { NO_HOLIDAY_KINDS } from './programme/dates.js';
import { plantImpossible } from './programme/impossible.js';
import { makeSchedule } from './programme/schedule.js';
import { Random } from './random.js';
import { seasonDays, seasonOf } from './season.js';
import { LEADER_SKILL, skillsOf } from './skills.js';

/**
 * The pilot: ten communities of Chaoyang district, Beijing, and their half year from 2013-03-04 to 2013-09-01. Its sums
 * are those of the report; people, units, places of work and times are invented, and nobody has a name.
 */
export const generatePilot = (options: { readonly seed: number }): Dataset =>
  generateDataset({ seed: options.seed });

/** A season of any size in the pilot's likeness. Throws a RangeError for options out of bounds. */
export function generateDataset(options: GeneratorOptions): Dataset {
  const shape = shapeOf(options);
  const draw = (stream: string): Random => new Random(shape.seed, stream);
  const season = seasonDays(shape);
  const neighbourhoods = makeNeighbourhoods(shape.communities);
  const organizations = makeOrganizations(neighbourhoods, draw('organizations'));
  const units = makePartnerUnits(neighbourhoods, draw('partner-units'));
  const unitsOf = groupBy(units, ({ unit }) => unit.communityId);
  const groups = makeGroups(neighbourhoods, draw('groups'));
  const drafts = makeSchedule(shape, neighbourhoods, season, draw('schedule'));
  const { activities, series } = makeActivities(
    { shape, season, drafts, groups, organizations },
    draw('activities'),
  );
  plantImpossible(activities, shape.impossibleShare, season, draw('impossible'));
  scaleBudgets(activities, totalGifts(shape) * shape.budgetTightness);
  const volunteers = makeVolunteers(shape, neighbourhoods, season, draw('volunteers'));
  if (shape.capTightness > 0) capSeason(volunteers, shape.capTightness, demandMinutes(activities));
  addWishes(volunteers, activities, groups, draw('wishes'));
  return {
    format: DATASET_FORMAT,
    season: seasonOf(season),
    calendar: season.calendar,
    policy: policy(),
    objective: problemObjective.parse({}),
    communities: neighbourhoods.map(({ community }) => community),
    organizations,
    partnerUnits: units.map(({ unit }) => unit),
    skills: skillsOf(),
    volunteers,
    groups,
    venues: makeVenues(neighbourhoods, unitsOf, season, draw('venues')),
    equipment: makeEquipment(neighbourhoods, unitsOf, draw('equipment')),
    donations: makeDonations(shape, neighbourhoods, groups, units, season, draw('donations')),
    series,
    activities,
  };
}

const policy = (): Dataset['policy'] =>
  problemPolicy.parse({
    travelMinutesWithinCommunity: 10,
    travelMinutesBetweenCommunities: 30,
    travelMinutesPerKilometre: 8, // by bicycle and bus
    minRestMinutes: 30,
    limits: { minutesPerDay: 480, activitiesPerDay: 3 },
    noHolidayKinds: [...NO_HOLIDAY_KINDS],
    leaderSkillId: LEADER_SKILL,
  });
