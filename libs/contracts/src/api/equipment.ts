import { type z } from 'zod';
import { id } from '../primitives.js';
import { problemEquipment } from '../problem.js';
import { checkNoDuplicates, field } from './checks.js';
import { resourceSchemas } from './common.js';

export const equipmentSchemas = resourceSchemas(
  {
    ...problemEquipment.omit({ id: true }).shape,
    ownerUnitId: id.optional().describe('The partner unit that lends it.'),
  },
  { communityId: id.optional(), ownerUnitId: id.optional(), type: id.optional() },
  (value, ctx) => checkNoDuplicates(field(value, 'servesCommunityIds'), ctx, ['servesCommunityIds']),
);
export type EquipmentCreate = z.infer<typeof equipmentSchemas.create>;
export type EquipmentRead = z.infer<typeof equipmentSchemas.read>;
export type EquipmentQuery = z.infer<typeof equipmentSchemas.query>;
