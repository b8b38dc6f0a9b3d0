import { type AimProgress, type Progress, type RunView } from '@heli/contracts';
import { describe, expect, it } from '@jest/globals';
import { aimNow, aimsNow, curveOf, gapNow, lineOf, type Moment, withLook } from './curve';

const BEGAN = Date.parse('2026-03-01T00:00:00Z');

const runAt = (progress: Partial<Progress> | null): RunView => ({
  ...{ id: 'r', seasonId: 's', kind: 'allocation', state: 'running', request: {}, attempt: 1 },
  ...{ cancelRequested: false, problemSha256: null, planId: null, failure: null },
  progress:
    progress === null
      ? null
      : {
          ...{ phase: 'blocks', blocksDone: 0, blocksTotal: 9 },
          ...{ objective: null, bound: null, gap: null },
          ...progress,
        },
  createdAt: new Date(BEGAN).toISOString(),
  startedAt: new Date(BEGAN).toISOString(),
  finishedAt: null,
});

const looks = (...seen: readonly [number, Partial<Progress> | null][]): readonly Moment[] =>
  seen.reduce<readonly Moment[]>(
    (curve, [second, progress]) => withLook(curve, runAt(progress), BEGAN + second * 1000),
    [],
  );

describe('the closing curve', () => {
  it('draws the best plan and the bound from the moments at which there was one', () => {
    const curve = looks(
      [0, null],
      [1, { phase: 'build' }],
      [2, { bound: 100 }],
      [3, { bound: 90, objective: 60, gap: 0.5 }],
      [5, { bound: 80, objective: 79, gap: 0.0127 }],
    );
    expect(lineOf(curve, 'bound')).toEqual([
      [2, 100],
      [3, 90],
      [5, 80],
    ]);
    expect(lineOf(curve, 'best')).toEqual([
      [3, 60],
      [5, 79],
    ]);
    expect(gapNow(curve)).toBe(0.0127);
    // Nothing was heard since: what was known last is drawn on.
    expect(lineOf(curve, 'best', 8000).at(-1)).toEqual([8, 79]);
  });

  it('keeps the two ends of a quiet stretch', () => {
    const still = { bound: 90, objective: 60, gap: 0.5 };
    expect(looks([1, still], [2, still], [3, still], [9, still]).map(({ atMs }) => atMs)).toEqual([
      1000, 9000,
    ]);
  });

  it('never goes back in time, whatever the clocks say', () => {
    const curve = looks([4, { objective: 1 }], [2, { objective: 2 }], [-3, { objective: 3 }]);
    expect(curve.map(({ atMs }) => atMs)).toEqual([4000, 4000, 4000]);
  });
});

describe('the curve of each aim', () => {
  const held = (value: number | null, bound: number): AimProgress => ({
    ...{ tier: 'held', sense: 'max', value, bound },
    gap: value === null ? null : (bound - value) / Math.max(1, value),
  });
  const cost = (value: number, bound: number): AimProgress => ({
    ...{ tier: 'cost', sense: 'min', value, bound, gap: (value - bound) / Math.max(1, value) },
  });
  const curve = looks(
    [1, { phase: 'build' }],
    [2, { aims: [held(null, 90), cost(0, 0)], aim: 'held' }],
    [3, { aims: [held(80, 90), cost(700, 300)], aim: 'held' }],
    [5, { phase: 'coupling', aims: [held(88, 88), cost(600, 500)], aim: 'cost' }],
    [6, { phase: 'verify' }],
  );

  it('follows one aim by itself', () => {
    expect(lineOf(curveOf(curve, 'held'), 'best')).toEqual([
      [3, 80],
      [5, 88],
    ]);
    expect(lineOf(curveOf(curve, 'cost'), 'bound').at(-1)).toEqual([5, 500]);
    expect(gapNow(curveOf(curve, 'held'))).toBe(0);
  });

  it('keeps what was told last, and which aim was worked on', () => {
    expect(aimsNow(curve).map(({ tier, value }) => [tier, value])).toEqual([
      ['held', 88],
      ['cost', 600],
    ]);
    expect(aimNow(curve)).toBe('cost');
    expect(aimNow(looks([1, { phase: 'blocks', objective: 3, bound: 4 }]))).toBeNull();
  });

  it('takes a look at which only one aim moved for news', () => {
    const still = { objective: 5, bound: 9, gap: 0.8, aim: 'held' } as const;
    const seen = looks(
      [1, { ...still, aims: [held(5, 9)] }],
      [2, { ...still, aims: [held(5, 9)] }],
      [3, { ...still, aims: [held(5, 8)] }],
    );
    expect(seen.map(({ atMs }) => atMs)).toEqual([1000, 2000, 3000]);
  });
});
