import { describe, expect, it } from '@jest/globals';
import { createHighs } from './backends/highs/index.js';
import { createJsLp } from './backends/js-lp/index.js';
import { conform, instances } from './conformance.js';

const solvers = [await createHighs(), createJsLp()];

describe.each(solvers)('$name, known answers', (solver) => {
  it.each(instances)('solves $name', async (instance) => {
    expect(await conform(solver, instance)).toEqual([]);
  });
});
