import { describe, expect, it } from '@jest/globals';
import { type PortfolioAskInput, type PortfolioStep, type Problem, type ProblemInput } from '@heli/contracts';
import { activity, gift, heldIn, on, season, solver } from '../../testing/season-builder.js';
import { verifyDocument } from '../../verify.js';
import { portfolio } from './portfolio.js';

const tea = (minFen: number) => [{ id: 'tea', purpose: 'tea', minFen }];

/** A visit for ¥3 (priority 3), a festival for ¥6 (6), a meeting for ¥4 (5), a walk for nothing (1); gifts of ¥100. */
const spring = (more: Partial<ProblemInput> = {}): Problem =>
  season({
    communities: [
      { id: 'hongmiao', name: '红庙社区' },
      { id: 'anhua', name: '安华社区' },
    ],
    donations: [gift('company', 10_000)],
    activities: [
      activity('visit', on(2, '09:00'), { priority: 3, budget: tea(300) }),
      activity('festival', on(3, '09:00'), { kind: 'festival', priority: 6, budget: tea(600) }),
      activity('meeting', on(4, '09:00'), {
        kind: 'self_governance',
        priority: 5,
        communityId: 'anhua',
        budget: tea(400),
      }),
      activity('walk', on(5, '09:00'), { priority: 1 }),
    ],
    ...more,
  });

const clock = { now: () => performance.now() };

async function asked(problem: Problem, ask: PortfolioAskInput, chosenFen?: number) {
  const found = await portfolio(problem, ask, {
    solver: await solver(),
    clock,
    ...(chosenFen === undefined ? {} : { chosenFen }),
  });
  if (found.kind === 'refused') throw new Error(JSON.stringify(found.faults));
  return found;
}

type Planned = Extract<PortfolioStep, { kind: 'plan' }>;
const plans = (steps: readonly PortfolioStep[]): Planned[] =>
  steps.flatMap((step) => (step.kind === 'plan' ? [step] : []));

const stepsFor = async (problem: Problem, ask: PortfolioAskInput): Promise<Planned[]> =>
  plans((await asked(problem, ask)).answer.steps);

describe('which activities to hold as more may be spent', () => {
  it('says what comes in and what goes out, and proves each step', async () => {
    const steps = await stepsFor(spring(), { budgetsFen: [1_300, 0, 700, 1_000] });
    expect(
      steps.map(({ budgetFen, spentFen, comesIn, goesOut }) => [budgetFen, spentFen, comesIn, goesOut]),
    ).toEqual([
      [0, 0, ['walk'], []],
      [700, 700, ['visit', 'meeting'], []],
      [1_000, 1_000, ['festival'], ['visit']],
      [1_300, 1_300, ['visit'], []],
    ]);
    expect(steps.map(({ aims }) => aims[0])).toEqual(
      [1, 9, 12, 15].map((value) => ({ tier: 'held', value, bound: value, exact: true })),
    );
    expect(steps.every(({ exact }) => exact)).toBe(true);
  });

  it('counts what is held by kind and community', async () => {
    const [step] = await stepsFor(spring(), { budgetsFen: [1_000] });
    expect(step).toMatchObject({
      held: 3,
      byKind: [
        { kind: 'festival', held: 1 },
        { kind: 'self_governance', held: 1 },
        { kind: 'volunteer_service', held: 1 },
      ],
      byCommunity: [
        { communityId: 'anhua', held: 1 },
        { communityId: 'hongmiao', held: 2 },
      ],
    });
  });

  it('takes five budgets up to what the best plan spends where none are named', async () => {
    const { answer } = await asked(spring(), {});
    expect(answer.steps.map(({ budgetFen }) => budgetFen)).toEqual([0, 400, 700, 1_000, 1_300]);
  });

  it('says what ¥100 more would buy, and that nothing more can be had', async () => {
    const dear = spring({
      donations: [gift('company', 100_000)],
      activities: [
        activity('stage', on(2, '09:00'), { priority: 9, budget: tea(15_000) }),
        activity('screen', on(3, '09:00'), { priority: 4, budget: tea(9_000) }),
      ],
    });
    const steps = await stepsFor(dear, { budgetsFen: [5_000, 30_000] });
    expect(steps.map(({ hundredMore }) => hundredMore)).toEqual([
      { comesIn: ['stage'], goesOut: [], aims: expect.any(Array), leastMet: 0 },
      { comesIn: [], goesOut: [], aims: expect.any(Array), leastMet: 0 },
    ]);
    expect(steps[0]?.hundredMore?.aims[0]).toEqual({ tier: 'held', gain: 9, atMost: 9 });
    expect(steps[1]?.hundredMore?.aims[0]).toEqual({ tier: 'held', gain: 0, atMost: 0 });
  });

  it('limits the money of a community or kind alone where that is asked', async () => {
    const steps = await stepsFor(spring(), { budgetsFen: [0, 600], kinds: ['festival'] });
    expect(steps.map(({ heldIds }) => heldIds)).toEqual([
      ['visit', 'meeting', 'walk'],
      ['visit', 'festival', 'meeting', 'walk'],
    ]);
  });

  it('keeps the limits that the season has anyway', async () => {
    const limited = spring({ policy: { spendingLimits: [{ id: 'all', limitFen: 700 }] } });
    const steps = await stepsFor(limited, { budgetsFen: [5_000] });
    expect(steps[0]).toMatchObject({ spentFen: 700, heldIds: ['visit', 'meeting', 'walk'] });
  });

  it('refuses communities that are not there, all at once', async () => {
    const found = await portfolio(
      spring(),
      { communityIds: ['nowhere'], least: [{ count: 1, communityIds: ['anhua', 'elsewhere'] }] },
      { solver: await solver(), clock },
    );
    expect(found).toMatchObject({
      kind: 'refused',
      faults: [{ pointer: '/communityIds/0' }, { pointer: '/least/0/communityIds/1' }],
    });
  });

  it('says that a budget cannot pay for what was decided before', async () => {
    const decided = spring({ pins: [{ type: 'hold-activity', activityId: 'festival' }] });
    const { answer } = await asked(decided, { budgetsFen: [500, 600] });
    expect(answer.steps.map(({ kind }) => kind)).toEqual(['impossible', 'plan']);
    expect(answer.steps[0]).toMatchObject({ faults: [{ code: 'PIN_BREAKS_RULE' }] });
  });

  it('makes a whole plan for the chosen budget, which anybody can check', async () => {
    const { chosen, answer } = await asked(spring(), { budgetsFen: [700] }, 700);
    if (!chosen) throw new Error('no plan');
    expect(verifyDocument(chosen.problem, chosen.document)).toEqual([]);
    expect(heldIn(chosen.document)).toEqual(plans(answer.steps)[0]?.heldIds);
    expect(chosen.problem.policy.spendingLimits).toMatchObject([{ limitFen: 700 }]);
    expect(chosen.document.certificate.tiers.map(({ tier }) => tier)).toEqual([
      'held',
      'coverage',
      'fairness',
      'quality',
    ]);
  });
});

describe('least numbers of a community or kind', () => {
  it('come before what is worth more', async () => {
    const least = [{ count: 1, kinds: ['festival' as const] }];
    const steps = await stepsFor(spring(), { budgetsFen: [700, 1_000], least });
    expect(steps.map(({ heldIds }) => heldIds)).toEqual([
      ['festival', 'walk'],
      ['festival', 'meeting', 'walk'],
    ]);
    expect(steps.map(({ least: met }) => met[0]?.held)).toEqual([1, 1]);
    expect(steps.every(({ exact, leastExact }) => exact && leastExact)).toBe(true);
  });

  it('are reached as far as the budget goes, with the rule that allows no more', async () => {
    const least = [{ count: 1, kinds: ['festival' as const] }];
    const [step] = await stepsFor(spring(), { budgetsFen: [599], least });
    expect(step).toMatchObject({ heldIds: ['meeting', 'walk'], leastExact: true, exact: true });
    expect(step?.least[0]).toMatchObject({ held: 0, most: 0 });
  });

  it('name the limit where several activities would have to share it', async () => {
    const problem = spring({
      activities: [2, 3, 4].map((day) => activity(`visit-${day}`, on(day, '09:00'), { budget: tea(300) })),
    });
    const [step] = await stepsFor(problem, {
      budgetsFen: [700],
      least: [{ count: 3, kinds: ['volunteer_service'] }],
    });
    expect(step?.least[0]).toMatchObject({
      held: 2,
      most: 2,
      because: [{ rule: 'spending-limit', resourceIds: ['portfolio-1'] }],
      irreducible: true,
    });
  });

  it('say which rules keep two of them apart that could each be met alone', async () => {
    const least = [
      { count: 1, kinds: ['festival' as const] },
      { count: 1, kinds: ['self_governance' as const] },
    ];
    const [step] = await stepsFor(spring(), { budgetsFen: [900], least });
    expect(step?.heldIds).toContain('festival');
    expect(step?.least.map(({ most }) => most)).toEqual([null, 1]);
    expect(step).toMatchObject({
      leastExact: true,
      together: { irreducible: true, because: [{ rule: 'spending-limit' }] },
    });
  });

  it('above what exists are reached with all there is', async () => {
    const { answer } = await asked(spring(), {
      budgetsFen: [5_000],
      least: [{ count: 9, communityIds: ['anhua'] }],
    });
    expect(answer.least).toMatchObject([{ count: 9, exist: 1 }]);
    expect(plans(answer.steps)[0]).toMatchObject({
      held: 4,
      least: [{ held: 1, most: 1, because: [], irreducible: true }],
      leastExact: true,
    });
  });

  it('hold in the whole plan for the chosen budget', async () => {
    const { chosen } = await asked(
      spring(),
      { budgetsFen: [700], least: [{ count: 1, kinds: ['festival'] }] },
      700,
    );
    if (!chosen) throw new Error('no plan');
    expect(heldIn(chosen.document)).toEqual(['festival', 'walk']);
    expect(verifyDocument(chosen.problem, chosen.document)).toEqual([]);
  });
});
