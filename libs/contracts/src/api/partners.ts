import { z } from 'zod';
import { datasetPartnerUnit } from '../dataset.js';
import { id } from '../primitives.js';
import { resourceSchemas } from './common.js';

/** Text of a query string as yes or no. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const partnerUnitSchemas = resourceSchemas(datasetPartnerUnit.omit({ id: true }).shape, {
  communityId: id.optional(),
  isUnitMember: flag.optional(),
});
export type PartnerUnitCreate = z.infer<typeof partnerUnitSchemas.create>;
export type PartnerUnitRead = z.infer<typeof partnerUnitSchemas.read>;
export type PartnerUnitQuery = z.infer<typeof partnerUnitSchemas.query>;
