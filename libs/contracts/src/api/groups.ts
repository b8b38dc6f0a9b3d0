import { type z } from 'zod';
import { id } from '../primitives.js';
import { problemGroup } from '../problem.js';
import { checkNoDuplicates, checkWindows, field } from './checks.js';
import { resourceSchemas } from './common.js';

const { availability, ...fields } = problemGroup.omit({ id: true }).shape;

export const groupSchemas = resourceSchemas(
  { ...fields, availability: availability.default([]) },
  { communityId: id.optional(), tag: id.optional() },
  (value, ctx) => {
    checkWindows(value, 'availability', ctx);
    checkNoDuplicates(field(value, 'tags'), ctx, ['tags']);
    checkNoDuplicates(field(value, 'servesCommunityIds'), ctx, ['servesCommunityIds']);
  },
);
export type GroupCreate = z.infer<typeof groupSchemas.create>;
export type GroupRead = z.infer<typeof groupSchemas.read>;
export type GroupQuery = z.infer<typeof groupSchemas.query>;
