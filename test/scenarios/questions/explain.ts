import { expect } from '@jest/globals';
import { z } from 'zod';
import { repairKind } from '@heli/contracts';
import { explainPlace } from '@heli/allocator';
import { questionKind } from './question.js';

const repair = z.strictObject({
  kinds: z.array(repairKind).min(1).max(2),
  /** What of the changes the file names, one after the other. */
  changes: z.array(z.looseObject({ type: z.string() })).min(1),
});

/** Why something is open, who has what it lacks, and what would mend it, the least effort first. */
export const explainQuestion = questionKind(
  z.strictObject({
    kind: z.literal('explain'),
    activityId: z.string(),
    roleId: z.string().exactOptional(),
    max: z.int().default(3),
    expect: z.strictObject({
      /** The rule, or step of the funnel, that most fail at. */
      bottleneck: z.string(),
      /** Activities that have what is lacking. */
      rivals: z.array(z.string()).default([]),
      repairs: z.array(repair),
    }),
  }),
  async ({ activityId, roleId, max, expect: facts }, workbench) => {
    const [first] = await explainPlace(workbench, { activityId, roleId }, { max });
    expect(first?.bottleneck).toBe(facts.bottleneck);
    expect(first?.rivals.map((rival) => rival.activityId)).toEqual(facts.rivals);
    expect(first?.repairs.map(({ kinds }) => kinds)).toEqual(facts.repairs.map(({ kinds }) => kinds));
    facts.repairs.forEach(({ changes }, position) =>
      expect(first?.repairs[position]).toMatchObject({ changes, complete: true, checked: true, exact: true }),
    );
  },
);
