import { expect } from '@jest/globals';
import { z } from 'zod';
import { recommend } from '@heli/allocator';
import { questionKind } from './question.js';

/** Who could take a place, in order, and what keeps the others away. */
export const recommendQuestion = questionKind(
  z.strictObject({
    kind: z.literal('recommend'),
    activityId: z.string(),
    roleId: z.string(),
    declined: z.array(z.string()).default([]),
    expect: z.strictObject({
      candidates: z.array(z.string()),
      /** Person to the rules that keep this person away. */
      ruledOut: z.record(z.string(), z.array(z.string())).default({}),
    }),
  }),
  async ({ activityId, roleId, declined, expect: facts }, workbench) => {
    const answer = await recommend(workbench, { activityId, roleId, declined });
    expect(answer.candidates.map(({ volunteerId }) => volunteerId)).toEqual(facts.candidates);
    expect(Object.fromEntries(answer.ruledOut.map(({ volunteerId, rules }) => [volunteerId, rules]))).toEqual(
      facts.ruledOut,
    );
  },
);
