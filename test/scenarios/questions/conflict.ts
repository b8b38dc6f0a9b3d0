import { expect } from '@jest/globals';
import { z } from 'zod';
import { changes } from '@heli/contracts';
import { whatIf } from '@heli/allocator';
import { questionKind } from './question.js';

/** Something that cannot be: the rules that leave no plan together, none of them to spare. */
export const conflictQuestion = questionKind(
  z.strictObject({
    kind: z.literal('conflict'),
    changes,
    /** Names of the rules, each once. */
    expect: z.array(z.string()).min(1),
  }),
  async ({ changes: asked, expect: rules }, workbench) => {
    const answer = await whatIf(workbench, asked);
    if (answer.kind !== 'impossible') throw new Error(JSON.stringify(answer));
    expect([...new Set(answer.because.map(({ rule }) => rule))].sort()).toEqual([...rules].sort());
    expect(answer.irreducible).toBe(true);
  },
);
