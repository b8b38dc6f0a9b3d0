import { expect } from '@jest/globals';
import { z } from 'zod';
import { explainAll } from '@heli/allocator';
import { questionKind } from './question.js';

/** Everything that is open, by what it lacks, the weightiest first. */
export const explainAllQuestion = questionKind(
  z.strictObject({
    kind: z.literal('explain-all'),
    expect: z.array(
      z.strictObject({
        bottleneck: z.string(),
        missing: z.int(),
        /** Activities in this group. */
        activities: z.array(z.string()),
        /** Kinds of the best repair of each that was explained. */
        mendedBy: z.array(z.array(z.string())),
      }),
    ),
  }),
  async ({ expect: groups }, workbench) => {
    const answer = await explainAll(workbench);
    expect(
      answer.groups.map(({ bottleneck, missing, members, explanations }) => ({
        bottleneck,
        missing,
        activities: members.map(({ activityId }) => activityId),
        mendedBy: explanations.map(({ repairs }) => repairs[0]?.kinds ?? []),
      })),
    ).toEqual(groups);
    expect(answer.explained).toBe(answer.open);
  },
);
