import { expect } from '@jest/globals';
import { z } from 'zod';
import { recruitNext } from '@heli/allocator';
import { questionKind } from './question.js';

/** What is worth having one more of, the most useful first. */
export const recruitQuestion = questionKind(
  z.strictObject({
    kind: z.literal('recruit'),
    expect: z.strictObject({
      scarce: z.array(
        z.strictObject({
          /** What the file names of it. */
          what: z.looseObject({ unit: z.string() }),
          /** More activities that take place, and more places filled, with one more. */
          activities: z.int(),
          places: z.int(),
        }),
      ),
      /** Possibilities that are proven to be of no use. */
      worthless: z.int().default(0),
    }),
  }),
  async ({ expect: facts }, workbench) => {
    const answer = await recruitNext(workbench);
    expect(answer.scarce).toHaveLength(facts.scarce.length);
    facts.scarce.forEach((one, position) =>
      expect(answer.scarce[position]).toMatchObject({ ...one, exact: true }),
    );
    expect(answer).toMatchObject({ worthless: facts.worthless, untried: 0 });
  },
);
