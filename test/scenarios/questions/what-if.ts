import { expect } from '@jest/globals';
import { z } from 'zod';
import { changes, tierName } from '@heli/contracts';
import { whatIf } from '@heli/allocator';
import { placeOf, questionKind } from './question.js';

/** Something is otherwise, and there is a plan: its price, and what it looks like. */
export const whatIfQuestion = questionKind(
  z.strictObject({
    kind: z.literal('what-if'),
    changes,
    expect: z.strictObject({
      /** Change of each tier that is named; each of them has to be proven. */
      tiers: z.partialRecord(tierName, z.number()),
      held: z.record(z.string(), z.string()).default({}),
      dropped: z.array(z.string()).default([]),
      venues: z.record(z.string(), z.string()).default({}),
      added: z.array(z.string()).default([]),
      removed: z.array(z.string()).default([]),
    }),
  }),
  async ({ changes: asked, expect: facts }, workbench) => {
    const answer = await whatIf(workbench, asked);
    if (answer.kind !== 'possible') throw new Error(JSON.stringify(answer));
    const tiers = new Map(answer.tiers.map((tier) => [tier.tier, tier]));
    for (const [tier, change] of Object.entries(facts.tiers))
      expect([tier, tiers.get(tierName.parse(tier))]).toEqual([
        tier,
        expect.objectContaining({ change: expect.closeTo(change, 9), exact: true }),
      ]);
    const { plan, difference } = answer;
    const held = new Map(plan.scheduled.map((entry) => [entry.activityId, entry]));
    for (const [id, start] of Object.entries(facts.held))
      expect([id, Date.parse(held.get(id)?.start ?? '')]).toEqual([id, Date.parse(start)]);
    for (const [id, venue] of Object.entries(facts.venues))
      expect([id, held.get(id)?.venueId]).toEqual([id, venue]);
    for (const id of facts.dropped) expect(plan.dropped).toContain(id);
    const { added, removed } = difference.assignments;
    for (const place of facts.added) expect(added.map(placeOf)).toContain(place);
    for (const place of facts.removed) expect(removed.map(placeOf)).toContain(place);
  },
);
