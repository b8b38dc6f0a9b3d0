import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { allocate, verifyDocument } from '@heli/allocator';
import { problem, tierName } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';

/** A case told in one file: a season, and the facts that its plan must show. What a file does not name is free. */
const scenario = z.strictObject({
  name: z.string(),
  problem,
  expect: z.strictObject({
    /** Activity to start. */
    held: z.record(z.string(), z.string()).default({}),
    dropped: z.array(z.string()).default([]),
    /** Activity to venue. */
    venues: z.record(z.string(), z.string()).default({}),
    /** `activity/role/person` */
    assigned: z.array(z.string()).default([]),
    notAssigned: z.array(z.string()).default([]),
    /** Activity to number of people. */
    places: z.record(z.string(), z.number()).default({}),
    /** Donation to fen. */
    spent: z.record(z.string(), z.number()).default({}),
    /** Dropped activity or activity with open places to the rule that explains it. */
    open: z.record(z.string(), z.string()).default({}),
    tiers: z.partialRecord(tierName, z.number()).default({}),
  }),
});

const here = new URL('.', import.meta.url);
const scenarios = readdirSync(here)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, scenario.parse(JSON.parse(readFileSync(new URL(file, here), 'utf8')))] as const);

let solver: Solver;
beforeAll(async () => {
  solver = await createHighs();
});

describe('scenarios', () => {
  it('are there', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(15);
  });

  it.each(scenarios.map(([file, told]) => [told.name, file, told] as const))(
    '%s (%s)',
    async (_name, _file, told) => {
      const answer = await allocate(told.problem, {
        solver,
        limits: { gap: 0 },
        clock: { now: () => performance.now(), cpu: () => 0 },
      });
      if (answer.kind === 'refused') throw new Error(JSON.stringify(answer.faults));
      const { document, open } = answer;
      const facts = told.expect;
      expect(verifyDocument(told.problem, document)).toEqual([]);
      expect(document.certificate.tiers.filter(({ quality }) => quality !== 'optimal')).toEqual([]);
      const starts = new Map(document.scheduled.map((entry) => [entry.activityId, Date.parse(entry.start)]));
      for (const [id, start] of Object.entries(facts.held))
        expect([id, starts.get(id)]).toEqual([id, Date.parse(start)]);
      expect([...document.dropped].sort()).toEqual([...facts.dropped].sort());
      const venues = new Map(document.scheduled.map((entry) => [entry.activityId, entry.venueId]));
      for (const [id, venue] of Object.entries(facts.venues))
        expect([id, venues.get(id)]).toEqual([id, venue]);
      const serving = document.assignments.map(
        (entry) => `${entry.activityId}/${entry.roleId}/${entry.volunteerId}`,
      );
      for (const entry of facts.assigned) expect(serving).toContain(entry);
      for (const entry of facts.notAssigned) expect(serving).not.toContain(entry);
      for (const [id, count] of Object.entries(facts.places))
        expect([id, document.assignments.filter((entry) => entry.activityId === id).length]).toEqual([
          id,
          count,
        ]);
      for (const [id, fen] of Object.entries(facts.spent))
        expect([
          id,
          document.fundAllocations.reduce(
            (sum, entry) => (entry.donationId === id ? sum + entry.amountFen : sum),
            0,
          ),
        ]).toEqual([id, fen]);
      for (const [id, rule] of Object.entries(facts.open))
        expect([id, open.find((place) => place.activityId === id)?.bottleneck]).toEqual([id, rule]);
      for (const [tier, value] of Object.entries(facts.tiers))
        expect([tier, document.certificate.tiers.find((entry) => entry.tier === tier)?.value]).toEqual([
          tier,
          expect.closeTo(value, 9),
        ]);
    },
  );
});
