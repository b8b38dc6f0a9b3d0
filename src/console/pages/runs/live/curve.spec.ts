import { type Progress, type RunView } from '@heli/contracts';
import { describe, expect, it } from '@jest/globals';
import { gapNow, lineOf, type Moment, withLook } from './curve';

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
