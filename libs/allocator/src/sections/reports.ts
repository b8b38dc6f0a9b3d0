import { type AimProgress, type Progress } from '@heli/contracts';
import { gapBetween, tierGap } from '../plan/gap.js';
import { type Section } from './separate.js';

const SAY_MS = 100;
const PHASES: readonly Progress['phase'][] = [
  'validate',
  'build',
  'blocks',
  'fairness',
  'coupling',
  'finish',
  'verify',
];

/** Tells how a season gets on from what its sections tell: the sums, and the step of the one that is least far. */
export class Reports {
  private readonly latest: (Progress | null)[];
  private said = -Infinity;
  private phase: Progress['phase'] | null = null;

  constructor(
    private readonly sections: readonly Section[],
    private readonly now: () => number,
    private readonly send: (progress: Progress) => void,
  ) {
    this.latest = sections.map(() => null);
  }

  hear(section: number, progress: Progress): void {
    if (this.sections.length === 1) {
      this.send(progress);
      return;
    }
    this.latest[section] = progress;
    const phase = this.leastFar();
    const now = this.now();
    if (phase === this.phase && now - this.said < SAY_MS) return;
    this.phase = phase;
    this.said = now;
    this.send(this.together(phase));
  }

  /** A section that has not been heard of yet is where the season's building ends. */
  private leastFar(): Progress['phase'] {
    const phases = this.latest.map((known) => PHASES.indexOf(known?.phase ?? 'blocks'));
    return PHASES[Math.min(...phases)] ?? 'blocks';
  }

  private together(phase: Progress['phase']): Progress {
    const heard = this.latest.flatMap((known) => known ?? []);
    const all = heard.length === this.sections.length;
    const sum = (of: (progress: Progress) => number | null): number | null => {
      if (!all) return null;
      let total = 0;
      for (const progress of heard) {
        const value = of(progress);
        if (value === null) return null;
        total += value;
      }
      return total;
    };
    const [objective, bound] = [sum((progress) => progress.objective), sum((progress) => progress.bound)];
    const aim = heard.find((progress) => progress.phase === phase)?.aim;
    // Of a section that is still to come nothing is known but what takes place in it at most.
    const toCome = this.sections.reduce(
      (count, { positions }, section) => count + (this.latest[section] ? 0 : positions.length),
      0,
    );
    const total = (of: (progress: Progress) => number): number =>
      heard.reduce((count, progress) => count + of(progress), 0);
    return {
      phase,
      blocksDone: total(({ blocksDone }) => blocksDone),
      blocksTotal: total(({ blocksTotal }) => blocksTotal) + toCome,
      objective,
      bound,
      gap: objective === null || bound === null ? null : gapBetween(objective, bound),
      ...(aim === undefined ? {} : { aim }),
      ...(all ? { aims: aimsOf(heard) } : {}),
    };
  }
}

/** Every aim over all sections: fairness is that of the most loaded of all. */
function aimsOf(heard: readonly Progress[]): AimProgress[] {
  const lists = heard.map(({ aims = [] }) => aims);
  return (lists[0] ?? []).map(({ tier, sense }, position): AimProgress => {
    const parts = lists.flatMap((list) => list[position] ?? []);
    const whole = (of: (aim: AimProgress) => number | null): number | null => {
      let total = 0;
      for (const part of parts) {
        const value = of(part);
        if (value === null) return null;
        total = tier === 'fairness' ? Math.max(total, value) : total + value;
      }
      return total;
    };
    const [value, bound] = [whole((part) => part.value), whole((part) => part.bound)];
    return {
      tier,
      sense,
      value,
      bound,
      gap: value === null || bound === null ? null : tierGap(sense, value, bound),
    };
  });
}
