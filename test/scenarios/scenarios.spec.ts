import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  allocate,
  measurePlan,
  openWorkbench,
  RULES,
  verifyDocument,
  verifyPlan,
  type Workbench,
} from '@heli/allocator';
import { type Plan, type PlanDocument, type Problem, question } from '@heli/contracts';
import { createHighs, type Solver } from '@heli/lp';
import { planWith } from '../../libs/allocator/src/testing/season-builder.js';
import { kindOf, QUESTION_KINDS } from './questions/index.js';
import { placeOf } from './questions/question.js';
import { scenario } from './scenario.js';

/** Rules that a plan cannot gain by breaking: what does not resolve counts for nothing. */
const WORTHLESS = ['known-references'];

const here = new URL('.', import.meta.url);
const scenarios = readdirSync(here)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, scenario.parse(JSON.parse(readFileSync(new URL(file, here), 'utf8')))] as const);

let solver: Solver;
beforeAll(async () => {
  solver = await createHighs();
});

/** Whether a plan is worth more than the one that was made, aim by aim in their order. */
function isBetter(problem: Problem, tempting: Plan, { certificate }: PlanDocument): boolean {
  const made = new Map(certificate.tiers.map((tier) => [tier.tier, tier]));
  for (const { tier, value } of measurePlan(problem, tempting)) {
    const { value: had, sense } = made.get(tier) ?? { value: 0, sense: 'max' };
    if (Math.abs(value - had) > 1e-9) return sense === 'max' ? value > had : value < had;
  }
  return false;
}

describe('scenarios', () => {
  it('are there', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(40);
  });

  it('show every rule at work, and none that is not one', () => {
    const shown = new Set(scenarios.flatMap(([, { rules }]) => Object.keys(rules)));
    expect([...shown].sort()).toEqual(RULES.map(({ name }) => name).sort());
  });

  it('ask every kind of question', () => {
    const asked = new Set(scenarios.flatMap(([, { questions }]) => questions.map(({ kind }) => kind)));
    expect([...asked].sort()).toEqual(QUESTION_KINDS.map(({ kind }) => kind).sort());
  });

  it('ask everything that may be asked of a plan over HTTP', () => {
    const kinds = question.options.map(({ shape }) => shape.kind.value);
    expect(QUESTION_KINDS.map(({ kind }) => kind)).toEqual(expect.arrayContaining(kinds));
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
      const serving = document.assignments.map(placeOf);
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
      for (const [rule, decisions] of Object.entries(told.rules)) {
        const tempting = planWith(told.problem, decisions);
        const broken = verifyPlan(told.problem, tempting).map((violation) => violation.rule);
        expect([rule, [...new Set(broken)]]).toEqual([rule, [rule]]);
        expect([rule, isBetter(told.problem, tempting, document)]).toEqual([rule, !WORTHLESS.includes(rule)]);
      }
      if (told.questions.length === 0) return;
      const workbench: Workbench = openWorkbench(told.problem, document, {
        solver,
        clock: { now: () => performance.now() },
      });
      for (const asked of told.questions) await kindOf(asked).check(asked, workbench);
    },
  );
});
