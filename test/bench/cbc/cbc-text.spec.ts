import { describe, expect, it } from '@jest/globals';
import { parseCbcLog, parseCbcSolution, writeCbcStart } from './cbc-text.js';

// Printed by CBC 2.10.8 for seasons of one community.
const PROVEN = `Cbc0001I Search completed - best objective -258, took 0 iterations and 0 nodes (0.78 seconds)

Result - Optimal solution found

Objective value:                258.00000000
Enumerated nodes:               0
Total iterations:               0
Time (CPU seconds):             0.37
Time (Wallclock seconds):       0.82

Total time (CPU seconds):       0.38   (Wallclock seconds):       0.86
`;
const WITHIN_GAP = `Cbc0011I Exiting as integer gap of 0.75003298 less than 1e-10 or 0.1%
Cbc0001I Search completed - best objective -1435, took 3428 iterations and 9 nodes (2.00 seconds)

Result - Optimal solution found (within gap tolerance)

Objective value:                1435.00000000
Upper bound:                    1435.750
Gap:                            -0.00
Enumerated nodes:               9
Total iterations:               3428

Total time (CPU seconds):       1.84   (Wallclock seconds):       2.07
`;
const STOPPED = `Cbc0020I Exiting on maximum time
Cbc0005I Partial search - best objective 1e+50 (best possible -1443.0807), took 1016 iterations and 0 nodes (1.25 seconds)

Result - Stopped on time limit

No feasible solution found
Upper bound:                    1443.081

Total time (CPU seconds):       0.79   (Wallclock seconds):       1.34
`;

describe('what CBC prints about its search', () => {
  it('is its own bound where the optimum is proven', () => {
    expect(parseCbcLog(PROVEN, 'max')).toEqual({
      bound: null,
      proven: true,
      nodes: 0,
      iterations: 0,
      cpuSeconds: 0.38,
    });
  });

  it('has a bound, never tighter than what three printed decimals prove, where a gap was allowed', () => {
    const { bound, proven, nodes } = parseCbcLog(WITHIN_GAP, 'max');
    expect(proven).toBe(false);
    expect(nodes).toBe(9);
    expect(bound).toBeGreaterThanOrEqual(1435.75);
    expect(bound).toBeLessThan(1435.752);
  });

  it('turns the sign of the bound of a search that was cut short, for CBC minimises', () => {
    expect(parseCbcLog(STOPPED, 'max')).toMatchObject({ bound: 1443.0807, proven: false });
    const turned = STOPPED.replace('possible -1443.0807', 'possible 12.5');
    expect(parseCbcLog(turned, 'min').bound).toBe(12.5);
  });

  it('proves nothing where it is infinite, or where the program died', () => {
    const endless = STOPPED.replace('possible -1443.0807', 'possible -1e+50');
    expect(parseCbcLog(endless, 'max').bound).toBeNull();
    expect(parseCbcLog('', 'max')).toMatchObject({ bound: null, proven: false, cpuSeconds: null });
  });
});

describe('a solution file of CBC', () => {
  it('names the columns that are not 0, also those that CBC marks as outside their limits', () => {
    const text = [
      'Optimal - objective value -0.28125000',
      '      0 x8616            0.28125                       0',
      '**    2 x103                   1                       0',
      '     17 x4               1.5e-05                      -7',
      '',
    ].join('\n');
    const { termination, hasPoint, values } = parseCbcSolution(text);
    expect({ termination, hasPoint }).toEqual({ termination: 'converged', hasPoint: true });
    expect([...values]).toEqual([
      [8616, 0.28125],
      [103, 1],
      [4, 1.5e-5],
    ]);
  });

  it.each([
    ['Optimal (within gap tolerance) - objective value 1435.00000000', 'converged', true],
    ['Stopped on time - objective value 16480.00000000', 'time-limit', true],
    [
      'Stopped on time (no integer solution - continuous used) - objective value 1551.97396099',
      'time-limit',
      false,
    ],
    ['Stopped on nodes - objective value 3.00000000', 'work-limit', true],
    ['Infeasible - objective value 0.00000000', 'infeasible', false],
    ['Integer infeasible - objective value 12.00000000', 'infeasible', false],
    ['Unbounded - objective value 0.00000000', 'unbounded', false],
    ['', 'failed', false],
  ])('that begins with "%s" means %s, with a point: %s', (head, termination, hasPoint) => {
    expect(parseCbcSolution(`${head}\n`)).toMatchObject({ termination, hasPoint });
  });

  it('is read back as the point that was written to start from', () => {
    const { values } = parseCbcSolution(writeCbcStart(Float64Array.of(1, 0, 0.1 + 0.2, -3)));
    expect([0, 1, 2, 3].map((column) => values.get(column))).toEqual([1, 0, 0.1 + 0.2, -3]);
  });
});
