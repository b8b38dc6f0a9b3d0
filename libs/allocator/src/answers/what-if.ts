import { type Answer, type Change, type Fault, type RuleAt } from '@heli/contracts';
import { nth } from '../season/season.js';
import { conflictIn } from './conflict.js';
import { noStartFor } from './no-start.js';
import { type QuestionOutcome } from './question.js';
import { isFound } from './recommend.js';
import { type Possible, type Workbench } from './workbench.js';

export type WhatIf =
  | Possible
  | { readonly kind: 'impossible'; readonly because: readonly RuleAt[]; readonly irreducible: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] };

/**
 * What a season would look like if something were otherwise: "why not me", "what if the hall were closed", "what if we
 * had one more tent". The price is tier by tier; where there is no such plan, the rules that leave none.
 */
export async function whatIf(workbench: Workbench, changes: readonly Change[]): Promise<WhatIf> {
  const faults = workbench.faults(changes);
  if (faults.length > 0) return { kind: 'refused', faults };
  const probe = await workbench.probe(changes, true);
  if (isFound(probe)) return workbench.carryOut(probe);
  const { outcome } = probe;
  return outcome.kind === 'impossible' ? whyNot(workbench, outcome) : { kind: 'unknown' };
}

/** The rules that leave no plan. */
export async function whyNot(
  workbench: Workbench,
  { around, part }: Extract<QuestionOutcome, { kind: 'impossible' }>,
): Promise<Extract<WhatIf, { kind: 'impossible' | 'unknown' }>> {
  if (part) {
    const conflict = await conflictIn(part, workbench.means());
    return conflict ? { kind: 'impossible', ...conflict } : { kind: 'unknown' };
  }
  const { season } = around;
  const without = [...around.open].filter((activity) => around.built.index.impossible.has(activity));
  const found = without.map((activity) => noStartFor(season, nth(season.activities, activity)));
  // Any one of the activities alone makes it impossible.
  const shortest = found.sort((a, b) => a.because.length - b.because.length)[0];
  return {
    kind: 'impossible',
    because: shortest?.because ?? [],
    irreducible: shortest?.irreducible ?? false,
  };
}

/** The answer as it is written to a file or sent: without the whole plan. */
export function answerOf(found: WhatIf): Answer {
  switch (found.kind) {
    case 'possible': {
      const { kind, tiers, exact, levelsKept, difference } = found;
      return { kind, tiers: [...tiers], exact, levelsKept, difference };
    }
    case 'impossible':
      return { kind: 'impossible', because: [...found.because], irreducible: found.irreducible };
    case 'unknown':
      return { kind: 'unknown' };
    case 'refused':
      return { kind: 'refused', faults: [...found.faults] };
  }
}
