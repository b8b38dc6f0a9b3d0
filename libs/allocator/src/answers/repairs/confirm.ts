import { type Change, type Repair } from '@heli/contracts';
import { stated } from '../../tiers/index.js';
import { type Found } from '../question.js';
import { isFound } from '../recommend.js';
import { type Probe, type Workbench } from '../workbench.js';
import { type Attempt } from './attempts.js';
import { effortOf, type Option } from './option.js';
import { comparedWith, filledBy, type Place, provenNoBetter, type Site } from './place.js';

type FoundProbe = Probe & { readonly outcome: Found };

/** An attempt that does, and the answer that shows it. */
export interface Worked {
  readonly attempt: Attempt;
  readonly changes: readonly Change[];
  readonly probe: FoundProbe;
  readonly least: Repair['least'];
}

/** Searches for a least amount end after so many questions; it is then not said to be proven. */
const MOST_STEPS = 40;

/**
 * What a set of changes does for a place. It mends if the place is filled or the activity held, and the aims before
 * fairness are met better than by the plan that stands: nothing of more weight is given up for it.
 */
class Trial {
  constructor(
    private readonly workbench: Workbench,
    private readonly place: Place,
    private readonly attempt: Attempt,
  ) {}

  probe(changes: readonly Change[], thorough: boolean): Promise<Probe> {
    return this.workbench.probe([...changes, ...this.attempt.decision], thorough);
  }

  mends(probe: Probe): probe is FoundProbe {
    if (!isFound(probe)) return false;
    const { workbench, place } = this;
    const better = workbench.standing.order.before.length === 0 || comparedWith(workbench, probe.outcome) > 0;
    return better && filledBy(workbench, place, workbench.differenceOf(probe)) > 0;
  }

  /** Shown to be of no use: not only not found to be. */
  isRefuted({ outcome }: Probe): boolean {
    return (
      outcome.kind === 'impossible' || (outcome.kind === 'found' && provenNoBetter(this.workbench, outcome))
    );
  }
}

/** Solves again with an attempt carried out; null where it does not mend. */
export async function confirm(
  site: Site,
  place: Place,
  attempt: Attempt,
  until: number,
): Promise<Worked | null> {
  const { workbench } = site;
  const trial = new Trial(workbench, place, attempt);
  const [only, ...more] = attempt.options;
  if (only?.amount && more.length === 0) return leastOf(workbench, trial, attempt, only.amount, until);
  const changes = attempt.options.flatMap((option) => option.changes);
  const probe = await trial.probe(changes, false);
  return trial.mends(probe) ? { attempt, changes, probe, least: null } : null;
}

/**
 * The least amount that mends. More never does less, as every plan that is possible with little is possible with more;
 * so the amounts that mend are those from some least one on, and halving finds it. It is proven where one less was
 * refuted.
 */
async function leastOf(
  workbench: Workbench,
  trial: Trial,
  attempt: Attempt,
  { first, most, changesFor }: NonNullable<Option['amount']>,
  until: number,
): Promise<Worked | null> {
  let low = 0; // does not mend: the plan that stands is as good as it gets
  let proven = first === 1;
  let best: Worked | null = null;
  let amount = first;
  for (let step = 0; step < MOST_STEPS; step++) {
    const changes = changesFor(amount);
    const probe = await trial.probe(changes, false);
    if (trial.mends(probe)) best = { attempt, changes, probe, least: { amount, proven: false } };
    else {
      low = amount;
      proven = trial.isRefuted(probe);
      if (!best && amount === most) return null;
    }
    const high = best?.least?.amount;
    if (high !== undefined && high - low <= 1) break;
    if (workbench.isStopped || workbench.now() >= until) return best;
    // The first guess counts what is missing and is mostly right: then one less settles it.
    amount = high === undefined ? most : high === first && low === 0 ? high - 1 : (low + high) >> 1;
  }
  if (!best?.least) return best;
  const { amount: least } = best.least;
  if (least > 1 && !proven) {
    const below = await trial.probe(changesFor(least - 1), true);
    if (trial.mends(below))
      return {
        ...best,
        changes: changesFor(least - 1),
        probe: below,
        least: { amount: least - 1, proven: false },
      };
    proven = trial.isRefuted(below);
  }
  return { ...best, least: { amount: least, proven: least === 1 || proven } };
}

/** Writes a repair that does down, proven as far as it can be. */
export async function repairOf(site: Site, place: Place, worked: Worked, check: boolean): Promise<Repair> {
  const { workbench } = site;
  const { attempt, changes, least } = worked;
  const trial = new Trial(workbench, place, attempt);
  const proven = check ? await trial.probe(changes, true) : worked.probe;
  const probe = trial.mends(proven) ? proven : worked.probe;
  const tiers = workbench.tierChanges(probe.outcome);
  const before = new Set<string>(workbench.standing.order.before.map(({ name }) => name));
  const difference = check ? (await workbench.carryOut(probe)).difference : workbench.differenceOf(probe);
  const fills = filledBy(workbench, place, difference);
  return {
    kinds: [...attempt.kinds],
    changes: [...changes],
    decision: [...attempt.decision],
    effort: effortOf(attempt.kinds),
    fills,
    complete: place.role === null || fills >= place.open.missing,
    tiers,
    exact: tiers.every(({ exact }) => exact),
    levelsKept: probe.outcome.levelsKept,
    difference,
    free: tiers.every(({ tier, change }) => !before.has(tier) || stated(tier, change) >= 0),
    byItself: check ? await isByItself(workbench, changes, probe) : null,
    least,
    checked: check,
  };
}

/** Whether the changes without the decision lead to nothing that is better in the aims before fairness. */
async function isByItself(
  workbench: Workbench,
  changes: readonly Change[],
  { outcome }: FoundProbe,
): Promise<boolean | null> {
  const free = await workbench.probe(changes, true);
  if (!isFound(free)) return null;
  return workbench.standing.order.before.every(({ name }) => {
    const value = ({ tiers }: Found): number | undefined => tiers.find(({ tier }) => tier === name)?.value;
    return value(free.outcome) === value(outcome);
  });
}
