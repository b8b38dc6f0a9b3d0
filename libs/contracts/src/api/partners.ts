import { type z } from 'zod';
import { datasetPartnerUnit } from '../dataset.js';
import { id } from '../primitives.js';
import { flag, resourceSchemas } from './common.js';

export const partnerUnitSchemas = resourceSchemas(datasetPartnerUnit.omit({ id: true }).shape, {
  communityId: id.optional(),
  isUnitMember: flag.optional(),
});
export type PartnerUnitCreate = z.infer<typeof partnerUnitSchemas.create>;
export type PartnerUnitRead = z.infer<typeof partnerUnitSchemas.read>;
export type PartnerUnitQuery = z.infer<typeof partnerUnitSchemas.query>;
