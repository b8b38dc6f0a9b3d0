import { type z } from 'zod';
import { problemSkill } from '../problem.js';
import { resourceSchemas } from './common.js';

export const skillSchemas = resourceSchemas(problemSkill.omit({ id: true }).shape, {});
export type SkillCreate = z.infer<typeof skillSchemas.create>;
export type SkillRead = z.infer<typeof skillSchemas.read>;
export type SkillQuery = z.infer<typeof skillSchemas.query>;
