import { z } from 'zod';
import { calendarDate, count, id, instant, label } from './primitives.js';
import {
  dayCalendar,
  problemActivity,
  problemCommunity,
  problemDonation,
  problemEquipment,
  problemGroup,
  problemObjective,
  problemPolicy,
  problemSkill,
  problemVenue,
  problemVolunteer,
} from './problem.js';

export const DATASET_FORMAT = 'heli-dataset/1';

/** A community social organization and the make-up of its council. */
export const datasetOrganization = z.strictObject({
  id,
  name: label,
  communityId: id,
  councilSeats: count.default(0),
  councilSeatsHeldByResidents: count.default(0),
  leadingPosts: count.default(0),
  leadingPostsHeldByResidents: count.default(0),
  subBodies: count.default(0),
  individualMembers: count.default(0),
});

export const datasetPartnerUnit = z.strictObject({
  id,
  name: label,
  communityId: id,
  isUnitMember: z.boolean().default(false).describe('Unit member (单位会员) of the organization.'),
});

export const datasetSeries = z.strictObject({
  id,
  title: label,
  communityId: id,
  rrule: z.string().min(1).max(500).describe('RFC 5545 recurrence rule without the leading `RRULE:`.'),
  firstStart: instant.describe('First start.'),
  exceptDates: z.array(calendarDate).max(1000).default([]).describe('Days on which it does not take place.'),
});

/** Everything that the pools of one season hold: what `heli demo` loads and what `heli generate` draws its problems from. */
export const dataset = z.strictObject({
  format: z.literal(DATASET_FORMAT),
  season: z.strictObject({ id, name: label, start: instant, end: instant }),
  calendar: dayCalendar.prefault({}),
  policy: problemPolicy.prefault({}),
  objective: problemObjective.prefault({}),
  communities: z.array(problemCommunity).min(1),
  organizations: z.array(datasetOrganization).default([]),
  partnerUnits: z.array(datasetPartnerUnit).default([]),
  skills: z.array(problemSkill).default([]),
  volunteers: z.array(problemVolunteer).default([]),
  groups: z.array(problemGroup).default([]),
  venues: z.array(problemVenue.extend({ ownerUnitId: id.optional() })).default([]),
  equipment: z.array(problemEquipment.extend({ ownerUnitId: id.optional() })).default([]),
  donations: z.array(problemDonation.extend({ donorUnitId: id.optional() })).default([]),
  series: z.array(datasetSeries).default([]),
  activities: z.array(problemActivity.extend({ organizationId: id.optional() })).default([]),
});
export type Dataset = z.infer<typeof dataset>;
export type DatasetInput = z.input<typeof dataset>;
