import { z } from 'zod';
import { id } from '../primitives.js';
import { problemVenue } from '../problem.js';
import { checkNoDuplicates, checkWindows, field } from './checks.js';
import { resourceSchemas } from './common.js';

const { opening, ...fields } = problemVenue.omit({ id: true }).shape;

export const venueSchemas = resourceSchemas(
  {
    ...fields,
    opening: opening.default([]),
    ownerUnitId: id.optional().describe('The partner unit that offers it.'),
  },
  {
    communityId: id.optional(),
    ownerUnitId: id.optional(),
    feature: id.optional(),
    minCapacity: z.coerce.number().int().min(0).optional(),
  },
  (value, ctx) => {
    checkWindows(value, 'opening', ctx);
    checkNoDuplicates(field(value, 'features'), ctx, ['features']);
    checkNoDuplicates(field(value, 'servesCommunityIds'), ctx, ['servesCommunityIds']);
  },
);
export type VenueCreate = z.infer<typeof venueSchemas.create>;
export type VenueRead = z.infer<typeof venueSchemas.read>;
export type VenueQuery = z.infer<typeof venueSchemas.query>;
