import { expect } from '@jest/globals';
import { z } from 'zod';
import { portfolio } from '@heli/allocator';
import { portfolioAsk } from '@heli/contracts';
import { questionKind } from './question.js';

/** Which activities to hold as more may be spent; every step is proven. */
export const portfolioQuestion = questionKind(
  z.strictObject({
    kind: z.literal('portfolio'),
    ...portfolioAsk.shape,
    budgetsFen: z.array(z.int()),
    expect: z.strictObject({
      /** By budget, from the smallest: what is held. */
      held: z.array(z.array(z.string())),
      /** By budget: how many are held of each of the minima. */
      least: z.array(z.array(z.int())).default([]),
      /** By budget: the rules that keep minima from being met, all of them in order. */
      because: z.array(z.array(z.string())).default([]),
    }),
  }),
  async ({ expect: facts, budgetsFen, communityIds, kinds, least }, workbench) => {
    const { solver, now } = workbench.means();
    const found = await portfolio(
      workbench.problem,
      { budgetsFen, communityIds, kinds, least },
      { solver, clock: { now } },
    );
    const steps = found.kind === 'portfolio' ? found.answer.steps : [];
    const plans = steps.flatMap((step) => (step.kind === 'plan' ? [step] : []));
    expect(plans.map(({ heldIds }) => heldIds)).toEqual(facts.held);
    expect(plans.map(({ exact }) => exact)).toEqual(plans.map(() => true));
    if (facts.least.length > 0)
      expect(plans.map((step) => step.least.map(({ held }) => held))).toEqual(facts.least);
    if (facts.because.length > 0)
      expect(
        plans.map((step) =>
          [...step.least, ...(step.together ? [step.together] : [])]
            .flatMap(({ because }) => because.map(({ rule }) => rule))
            .sort(),
        ),
      ).toEqual(facts.because);
  },
);
