import { type z } from 'zod';
import { activityKind, id } from '../primitives.js';
import { earmark, problemDonation } from '../problem.js';
import { checkInstantOrder, checkNoDuplicates, field } from './checks.js';
import { resourceSchemas } from './common.js';

export const donationSchemas = resourceSchemas(
  {
    ...problemDonation.omit({ id: true }).shape,
    earmark: earmark.prefault({}),
    donorUnitId: id.optional().describe('The partner unit that gave it.'),
    seasonId: id
      .optional()
      .describe('The season that the gift is for; left out: any season that it reaches in time and place.'),
  },
  {
    donorUnitId: id.optional(),
    seasonId: id.optional(),
    kind: activityKind.optional(),
    communityId: id.optional().describe('May be spent in this community'),
  },
  (value, ctx) => {
    checkInstantOrder(value, 'availableFrom', 'expiresAt', ctx);
    const marks = field(value, 'earmark');
    for (const list of ['kinds', 'communityIds', 'hostGroupIds', 'purposes']) {
      checkNoDuplicates(field(marks, list), ctx, ['earmark', list]);
    }
  },
);
export type DonationCreate = z.infer<typeof donationSchemas.create>;
export type DonationRead = z.infer<typeof donationSchemas.read>;
export type DonationQuery = z.infer<typeof donationSchemas.query>;
