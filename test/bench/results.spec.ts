import { beforeAll, describe, expect, it } from '@jest/globals';
import { generateDataset, problemOf } from '@heli/generator';
import { type Failure, type Outcome } from './child.js';
import { seasonFigures } from './figures.js';
import { measure, type Measurement, type TierFigures } from './measure.js';
import { type CaseRun, contradiction, medianOf, rowOf, stopOf } from './results.js';
import { linesOf, warningsOf } from './table.js';
import { type Way } from './ways.js';

const KEYS_OF_EVERY_ROW = [
  ...[
    'case',
    'volunteers',
    'activities',
    'columns',
    'rows',
    'heliMs',
    'heliObjective',
    'heliBound',
    'heliGap',
  ],
  ...['textbookMs', 'textbookObjective', 'textbookGap', 'ratio', 'peakMb', 'verified'],
  ...['strongMs', 'strongGap', 'strongRatio', 'cbcMs', 'firstPlanMs', 'threads'],
];

const machine: CaseRun['machine'] = {
  processor: 'a processor',
  cores: 2,
  memoryGb: 8,
  system: 'linux',
  node: 'v20',
  highs: '1',
  jsLp: '1',
  cbc: null,
};

/** A season that any way solves in a moment. */
const problem = problemOf(
  generateDataset({ seed: 3, volunteers: 30, activities: 3, communities: 1, weeks: 1, impossibleShare: 0 }),
);
const options = { threads: 1, limitMs: 60_000 };
const runWith = (outcomes: readonly Outcome[]): CaseRun => ({
  case: 'small',
  volunteers: problem.volunteers.length,
  activities: problem.activities.length,
  figures: seasonFigures(problem),
  outcomes,
  limitMs: 60_000,
  machine,
});

let heli: Measurement;
let textbook: Measurement;
let strong: Measurement;
beforeAll(async () => {
  heli = await measure(problem, 'heli', options);
  textbook = await measure(problem, 'textbook', options);
  strong = await measure(problem, 'strong', options);
});

const tier = (value: number, bound: number): TierFigures => ({
  tier: 'held',
  sense: 'max',
  value,
  bound,
  gap: (bound - value) / value,
});
const killed = (way: Way): Failure => ({
  way,
  threads: 1,
  ms: 480_000,
  load: 1,
  failed: 'killed 180 s after its limit',
});

describe('a case in the JSON file', () => {
  it('has every documented key, whichever ways were measured', () => {
    for (const outcomes of [[heli, textbook, strong], [heli], [textbook]])
      expect(Object.keys(rowOf(runWith(outcomes)))).toEqual(expect.arrayContaining(KEYS_OF_EVERY_ROW));
  });

  it('compares ways that reached the same optimum, all verified', () => {
    const row = rowOf(runWith([heli, textbook, strong]));
    expect(row).toMatchObject({
      verified: true,
      heliReached: true,
      textbookReached: true,
      strongReached: true,
      boundsAgree: true,
      cbcMs: null,
    });
    expect(row.ratio).toBeCloseTo(textbook.ms / heli.ms, 9);
    expect(row.strongRatio).toBeCloseTo(strong.ms / heli.ms, 9);
    expect(Math.abs((row.textbookObjective ?? NaN) - (row.heliObjective ?? NaN))).toBeLessThan(0.5);
  });

  it('has no gap for a baseline that ended before its last tier, and says that it did not get there', () => {
    const cut: Measurement = { ...textbook, tiers: textbook.tiers.slice(0, 2), gap: null };
    const row = rowOf(runWith([heli, cut]));
    expect(row).toMatchObject({ textbookGap: null, textbookReached: false, textbookMs: Math.round(cut.ms) });
    expect(stopOf(cut)).toBe('no plan for tier 3 of 4');
    expect(linesOf(row)[1]).toEqual(expect.arrayContaining([expect.stringMatching(/^> /)]));
  });

  it('has no gap either where a tier has a plan but no bound', () => {
    const unproven: Measurement = {
      ...textbook,
      tiers: textbook.tiers.map((entry) => ({ ...entry, bound: null, gap: null })),
      gap: null,
    };
    expect(rowOf(runWith([heli, unproven]))).toMatchObject({ textbookReached: false, boundsAgree: true });
    expect(stopOf(unproven)).toBe('held not proven');
  });

  it('keeps a baseline that was killed as at least as slow as that', () => {
    const row = rowOf(runWith([heli, killed('textbook')]));
    expect(row).toMatchObject({
      textbookMs: 480_000,
      textbookGap: null,
      textbookReached: false,
      verified: true,
    });
    expect(linesOf(row)[1]).toContain('killed 180 s after its limit');
  });

  it('is not verified where Heli gave no plan or any plan was refused', () => {
    expect(rowOf(runWith([killed('heli'), textbook])).verified).toBe(false);
    const refused = rowOf(runWith([heli, { ...strong, verified: false }]));
    expect(refused.verified).toBe(false);
    expect(warningsOf([refused])).toEqual(['small: not every plan was verified']);
  });

  it('takes of the two models of CBC the one that served it better', () => {
    const [slow, quick] = [
      { ...textbook, way: 'cbc-textbook' as const, ms: 900 },
      { ...strong, way: 'cbc-strong' as const, ms: 300 },
    ];
    expect(rowOf(runWith([heli, slow, quick]))).toMatchObject({ cbcMs: 300, cbcModel: 'strong' });
    const cut = { ...quick, tiers: [], gap: null };
    expect(rowOf(runWith([heli, slow, cut]))).toMatchObject({ cbcMs: 900, cbcModel: 'textbook' });
  });

  it('takes the middle of repeated measurements, and the most threads of several', () => {
    const runs = [5, 1, 9].map((ms) => ({ ...heli, ms }));
    expect(medianOf(runs)?.ms).toBe(5);
    const row = rowOf(runWith([...runs, { ...heli, threads: 2, ms: 3 }]));
    expect(row).toMatchObject({ heliMs: 3, threads: 2, threadsShare: 0.6, samePlan: true });
    expect(rowOf(runWith([heli, { ...heli, seal: 'another' }])).samePlan).toBe(false);
  });
});

describe('bounds of one way and plans of another', () => {
  it('contradict each other where a plan is better than what was said to be the best', () => {
    const modest = { ...heli, tiers: [tier(10, 10)] };
    const better = { ...textbook, tiers: [tier(11, 12)] };
    expect(contradiction([modest, better])).toBe(
      'held: heli says that nothing is better than 10, textbook holds 11',
    );
    expect(warningsOf([rowOf(runWith([modest, better]))])).toHaveLength(1);
  });

  it('are compared only as long as both reached the same: the next tier starts from there', () => {
    const one = { ...heli, tiers: [tier(10, 11), { ...tier(5, 5), tier: 'coverage' as const }] };
    const other = { ...textbook, tiers: [tier(11, 11), { ...tier(7, 7), tier: 'coverage' as const }] };
    expect(contradiction([one, other])).toBeNull();
  });
});

describe('a re-plan', () => {
  it('is measured for a decline, a closed venue and a late gift, each plan verified', async () => {
    const measured = await measure(problem, 'replan', options);
    expect(measured.replans.map(({ change }) => change)).toEqual(['decline', 'closed-venue', 'late-gift']);
    expect(measured.replans.every(({ verified }) => verified)).toBe(true);
    const row = rowOf(runWith([measured]));
    expect(row.heliMs).toBe(Math.round(Math.max(...measured.replans.map(({ ms }) => ms))));
    expect(row.fullMs).toBe(Math.round(measured.ms));
    expect(linesOf(row)).toHaveLength(1 + measured.replans.length);
  });
});
