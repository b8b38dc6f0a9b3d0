import { type z } from 'zod';
import { datasetOrganization } from '../dataset.js';
import { id } from '../primitives.js';
import { checkAtMost } from './checks.js';
import { resourceSchemas } from './common.js';

export const organizationSchemas = resourceSchemas(
  datasetOrganization.omit({ id: true }).shape,
  { communityId: id.optional() },
  (value, ctx) => {
    checkAtMost(value, 'councilSeatsHeldByResidents', 'councilSeats', ctx);
    checkAtMost(value, 'leadingPostsHeldByResidents', 'leadingPosts', ctx);
  },
);
export type OrganizationCreate = z.infer<typeof organizationSchemas.create>;
export type OrganizationRead = z.infer<typeof organizationSchemas.read>;
export type OrganizationQuery = z.infer<typeof organizationSchemas.query>;
