import { type PlanView } from '@heli/contracts';

/** The plan that a page speaks of where nobody asked for another: the published one, else the latest that holds. */
export const naturalPlan = (plans: readonly PlanView[]): PlanView | undefined =>
  plans.find(({ state }) => state === 'published') ??
  plans.find(({ state }) => state !== 'superseded') ??
  plans[0];
