import { type PortfolioAnswer, type PortfolioStep } from '@heli/contracts';

/** Steps of a portfolio that have a plan. */
export type PlanStep = Extract<PortfolioStep, { readonly kind: 'plan' }>;
export const plansOf = ({ steps }: PortfolioAnswer): PlanStep[] =>
  steps.flatMap((step) => (step.kind === 'plan' ? [step] : []));
