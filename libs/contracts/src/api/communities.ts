import { z } from 'zod';
import { problemCommunity } from '../problem.js';
import { sentence } from './checks.js';
import { resourceSchemas } from './common.js';

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

export const communitySchemas = resourceSchemas(
  {
    ...problemCommunity.omit({ id: true }).shape,
    timeZone: z.string().min(1).max(60).refine(isTimeZone, sentence('time_zone')).default('Asia/Shanghai'),
  },
  {},
);
export type CommunityCreate = z.infer<typeof communitySchemas.create>;
export type CommunityRead = z.infer<typeof communitySchemas.read>;
export type CommunityQuery = z.infer<typeof communitySchemas.query>;
