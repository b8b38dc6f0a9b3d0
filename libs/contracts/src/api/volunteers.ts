import { z } from 'zod';
import { ageClass, id } from '../primitives.js';
import { problemVolunteer, volunteerWishes } from '../problem.js';
import { checkNoDuplicates, checkQualifications, checkWindows, fail, field, sentence } from './checks.js';
import { pageOf, resourceSchemas } from './common.js';

/** Telephone number: digits with an optional country code, blanks and hyphens. A masked number is not one. */
const PHONE = /^\+?\d(?:[ -]?\d){4,18}$/;
export const phone = z
  .string()
  .trim()
  .refine((text) => PHONE.test(text), sentence('phone'));

const MASK = '****';

/** The first three and last four digits are enough to recognise a number: `138****5678`. */
export function maskedPhone(number: string): string {
  const digits = number.replace(/[ -]/g, '');
  return digits.length < 9 ? `${MASK}${digits.slice(-2)}` : `${digits.slice(0, 3)}${MASK}${digits.slice(-4)}`;
}

const { availability, ...fields } = problemVolunteer.omit({ id: true }).shape;

const schemas = resourceSchemas(
  {
    ...fields,
    availability: availability.default([]),
    wishes: volunteerWishes.prefault({}),
    phone: phone.optional().describe('Stored for coordinators; others read it masked. Never logged.'),
  },
  { communityId: id.optional(), skillId: id.optional(), ageClass: ageClass.optional() },
  (value, ctx) => {
    checkWindows(value, 'availability', ctx);
    checkQualifications(value, ctx);
    for (const list of ['servesCommunityIds', 'skillIds', 'servedSeriesIds']) {
      checkNoDuplicates(field(value, list), ctx, [list]);
    }
    const wishes = field(value, 'wishes');
    for (const list of ['kinds', 'activityIds', 'hostGroupIds', 'avoidActivityIds']) {
      checkNoDuplicates(field(wishes, list), ctx, ['wishes', list]);
    }
    const wished = field(wishes, 'activityIds');
    const avoided = field(wishes, 'avoidActivityIds');
    if (Array.isArray(wished) && Array.isArray(avoided)) {
      avoided.forEach((one: unknown, index) => {
        if (!wished.includes(one)) return;
        fail(ctx, ['wishes', 'avoidActivityIds', index], 'also_wished', one);
      });
    }
  },
);
const read = schemas.read.extend({
  phone: z
    .string()
    .optional()
    .describe(
      'Whole for the person and for coordinators and admins of the organization; else masked, e.g. `138****5678`.',
    ),
});
export const volunteerSchemas = { ...schemas, read, list: pageOf(read) };
export type VolunteerCreate = z.infer<typeof volunteerSchemas.create>;
export type VolunteerRead = z.infer<typeof volunteerSchemas.read>;
export type VolunteerQuery = z.infer<typeof volunteerSchemas.query>;
