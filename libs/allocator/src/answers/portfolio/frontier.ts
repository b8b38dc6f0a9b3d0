import { type Plan } from '@heli/contracts';

/** A plan, and what it is worth: activities towards the minima first, then the aims before fairness in their order. */
export interface Found {
  readonly plan: Plan;
  readonly spentFen: number;
  readonly values: readonly number[];
}

/** No plan within the budget that has at least `least` of the goals before makes more than `bound` of a goal. */
export interface Proof {
  readonly budgetFen: number;
  /** 0: the minima; from 1 the aims. */
  readonly goal: number;
  readonly least: readonly number[];
  readonly bound: number;
}

/** Above 0 where `a` is lexicographically better. */
export function compareGoals(a: readonly number[], b: readonly number[]): number {
  for (const [goal, value] of a.entries()) {
    const difference = value - (b[goal] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * What is known of all budgets together. A plan stands at every budget that pays for it, and what no plan can do with a
 * budget none can do with less: so values never fall and bounds never rise the wrong way from one budget to the next.
 */
export class Frontier {
  private readonly found: Found[] = [];
  private readonly proofs: Proof[] = [];
  /** Budgets that were searched, each with what its plan spends. */
  private readonly searched: { readonly budgetFen: number; readonly spentFen: number }[] = [];

  add(found: Found, proofs: readonly Proof[]): void {
    this.found.push(found);
    this.proofs.push(...proofs);
  }

  prove(proof: Proof): void {
    this.proofs.push(proof);
  }

  close(budgetFen: number): void {
    const best = this.best(budgetFen);
    if (best) this.searched.push({ budgetFen, spentFen: best.spentFen });
  }

  /** A larger budget was searched, and its plan costs no more than this one: nothing new can be found. */
  isCovered(budgetFen: number): boolean {
    return this.searched.some((each) => each.budgetFen >= budgetFen && each.spentFen <= budgetFen);
  }

  /** The best plan within a budget; of equal ones the cheapest, then the one that was found first. */
  best(budgetFen: number): Found | null {
    let best: Found | null = null;
    for (const each of this.found) {
      if (each.spentFen > budgetFen) continue;
      const better = best === null ? 1 : compareGoals(each.values, best.values);
      if (better > 0 || (better === 0 && best && each.spentFen < best.spentFen)) best = each;
    }
    return best;
  }

  /** No plan within the budget that is as good in the goals before makes more; Infinity where nothing is proven. */
  bound(budgetFen: number, goal: number, values: readonly number[]): number {
    let bound = Infinity;
    for (const proof of this.proofs)
      if (
        proof.goal === goal &&
        proof.budgetFen >= budgetFen &&
        proof.least.every((least, before) => (values[before] ?? 0) >= least)
      )
        bound = Math.min(bound, proof.bound);
    return bound;
  }
}
