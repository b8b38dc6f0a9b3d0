import { expect } from '@jest/globals';
import { z } from 'zod';
import { tradeOffs, verifyDocument } from '@heli/allocator';
import { tradeOffMeasure } from '@heli/contracts';
import { questionKind } from './question.js';

const values = z.partialRecord(tradeOffMeasure, z.number());

/** Plans to choose from: what each is in the measures asked, in the order of the menu; all of them proven. */
export const tradeOffsQuestion = questionKind(
  z.strictObject({
    kind: z.literal('trade-offs'),
    measures: z.array(tradeOffMeasure),
    expect: z.strictObject({
      stored: values,
      storedIs: z.enum(['pareto', 'dominated', 'open']),
      points: z.array(values),
      /** Points of coverage that the fairest plan covers less. */
      priceOfFairness: z.number(),
    }),
  }),
  async ({ measures, expect: facts }, workbench) => {
    const found = await tradeOffs(workbench, { measures, points: 12 });
    if (found.kind !== 'menu') throw new Error(JSON.stringify(found));
    const { stored, storedIs, points, priceOfFairness } = found.answer;
    const near = (told: z.output<typeof values>): Record<string, unknown> =>
      Object.fromEntries(Object.entries(told).map(([name, value]) => [name, expect.closeTo(value, 9)]));
    expect(stored).toMatchObject(near(facts.stored));
    expect(storedIs).toBe(facts.storedIs);
    const inMeasures = points.map((point) => measures.map((measure) => [measure, point.values[measure]]));
    expect(inMeasures.map((pairs) => Object.fromEntries(pairs) as unknown)).toEqual(facts.points.map(near));
    expect(points.every(({ proven }) => proven)).toBe(true);
    points.forEach((_, at) => {
      expect(verifyDocument(workbench.problem, found.document(at))).toEqual([]);
    });
    expect(priceOfFairness?.price.coverage).toEqual({
      atLeast: facts.priceOfFairness,
      atMost: facts.priceOfFairness,
    });
  },
);
