import { expect } from '@jest/globals';
import { z } from 'zod';
import { changes, type Engagement, replanWindows } from '@heli/contracts';
import { replan, verifyDocument } from '@heli/allocator';
import { questionKind } from './question.js';

const activityAndRole = ({ activityId, roleId }: Engagement): string => `${activityId}/${roleId}`;

/** Something has changed, and a new plan is made: who hears something new, and that it cannot be fewer. */
export const replanQuestion = questionKind(
  z.strictObject({
    kind: z.literal('replan'),
    changes,
    ...replanWindows.shape,
    expect: z.strictObject({
      /** Everybody who hears something new; `activity/role` that no longer holds, and that is new. */
      people: z.record(
        z.string(),
        z.strictObject({
          noLonger: z.array(z.string()).default([]),
          newly: z.array(z.string()).default([]),
        }),
      ),
      /** Published activities at another time or venue, newly, or no longer. */
      moved: z.array(z.string()).default([]),
      /** Frozen activities that could not stay. */
      released: z.array(z.string()).default([]),
      /** Activity to venue. */
      venues: z.record(z.string(), z.string()).default({}),
      dropped: z.array(z.string()).default([]),
    }),
  }),
  async ({ changes: asked, frozenUntil, publishedUntil, expect: facts }, workbench) => {
    const windows = { ...(frozenUntil && { frozenUntil }), ...(publishedUntil && { publishedUntil }) };
    const answer = await replan(workbench, asked, windows);
    if (answer.kind !== 'possible') throw new Error(JSON.stringify(answer));
    const { problem, document, people } = answer;
    expect(verifyDocument(problem, document)).toEqual([]);
    expect(
      Object.fromEntries(
        people.map(({ volunteerId, noLonger, newly }) => [
          volunteerId,
          { noLonger: noLonger.map(activityAndRole), newly: newly.map(activityAndRole) },
        ]),
      ),
    ).toEqual(facts.people);
    expect(answer.fewestPeople).toBe(people.length);
    expect(answer.activitiesMoved).toEqual(facts.moved);
    expect(answer.released).toEqual(facts.released);
    const venues = new Map(document.scheduled.map((entry) => [entry.activityId, entry.venueId]));
    for (const [id, venue] of Object.entries(facts.venues)) expect([id, venues.get(id)]).toEqual([id, venue]);
    expect(document.dropped).toEqual(facts.dropped);
  },
);
