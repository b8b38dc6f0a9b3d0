import { expect } from '@jest/globals';
import { z } from 'zod';
import { standBy } from '@heli/allocator';
import { questionKind } from './question.js';

/** Who is to be asked where somebody drops out, place by place. */
export const standByQuestion = questionKind(
  z.strictObject({
    kind: z.literal('stand-by'),
    max: z.int().exactOptional(),
    probability: z.number().exactOptional(),
    expect: z.strictObject({
      /** `activity/role` to the people in their order. */
      reserves: z.record(z.string(), z.array(z.string())),
      /** `activity/role` to the first reserve, null for none. */
      first: z.record(z.string(), z.string().nullable()).default({}),
      /** `activity/role` to the number of reserves who are to come as well; null where all are too few. */
      needed: z.record(z.string(), z.int().nullable()).default({}),
    }),
  }),
  (asked, workbench) => {
    const { expect: facts } = asked;
    const { places } = standBy(workbench, asked);
    const found = new Map(places.map((place) => [`${place.activityId}/${place.roleId}`, place]));
    for (const [id, people] of Object.entries(facts.reserves))
      expect([id, found.get(id)?.reserves.map(({ volunteerId }) => volunteerId)]).toEqual([id, people]);
    for (const [id, person] of Object.entries(facts.first))
      expect([id, found.get(id)?.reserves.find(({ first }) => first)?.volunteerId ?? null]).toEqual([
        id,
        person,
      ]);
    for (const place of found.values()) {
      const id = `${place.activityId}/${place.roleId}`;
      expect([id, place.attendance?.reservesNeeded]).toEqual([id, facts.needed[id]]);
    }
    return Promise.resolve();
  },
);
