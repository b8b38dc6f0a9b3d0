import { type AimProgress, type Progress, type TierName } from '@heli/contracts';
import { gapBetween, tierGap } from './plan/gap.js';
import { type Proven, provenBefore } from './proven.js';
import { type Outcome } from './solve/approach.js';
import { type SeasonState } from './solve/state.js';
import { senseOf, stated } from './tiers/index.js';

/** Between two looks at all aims, milliseconds: the sums run over all blocks. */
const LOOK_MS = 500;
const SAY_MS = 100;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Tells how an allocation gets on: its step, its leading aims together, and each aim by itself. */
export class Reporter {
  private said = -Infinity;
  private looked = -Infinity;
  private phase: Progress['phase'] | null = null;
  private aim: TierName | null = null;
  private leading: readonly Proven[] = [];
  /** What is known of an aim from whoever works on it. */
  private readonly found = new Map<TierName, Outcome>();

  constructor(
    private readonly state: SeasonState,
    private readonly send: (progress: Progress) => void,
  ) {}

  /** The aims before fairness; `held` of the one at this position where it is worked on over the season as a whole. */
  before(position?: number, held?: Outcome): void {
    const tier = position === undefined ? undefined : this.state.tiers.before[position]?.name;
    if (tier === undefined || held === undefined) {
      this.say('blocks');
      return;
    }
    const scale = this.state.scales[position ?? 0] ?? 1;
    this.of('blocks', tier, { value: scale * held.value, bound: scale * held.bound });
  }

  /** The season has its first plan: told however soon after the last word, for the next may be a minute away. */
  served(): void {
    this.say('blocks', true);
  }

  /** An aim by itself, in its own points. */
  of(phase: Progress['phase'], tier: TierName, held?: Outcome): void {
    const another = tier !== this.aim;
    this.aim = tier;
    if (held !== undefined) this.found.set(tier, held);
    this.say(phase, another);
  }

  /** Sends at most ten times a second, but for a new step or aim. */
  say(phase: Progress['phase'], must = false): void {
    const now = this.state.effort.now();
    const another = must || phase !== this.phase;
    if (!another && now - this.said < SAY_MS) return;
    this.phase = phase;
    this.said = now;
    if (phase === 'finish') this.aim = null;
    const { states } = this.state;
    const solved = states.filter((entry) => entry.solved).length;
    const objective = states.reduce((sum, entry) => sum + this.state.weightedPoints(entry), 0);
    const bound = states.reduce((sum, entry) => sum + entry.bound, 0);
    if (another || now - this.looked >= LOOK_MS) {
      this.looked = now;
      this.leading = provenBefore(this.state);
    }
    const aims = this.aims(solved > 0);
    const aim = this.aim ?? (phase === 'blocks' ? aims.find(({ gap }) => gap !== 0)?.tier : undefined);
    this.send({
      phase,
      blocksDone: Math.min(solved, states.length),
      blocksTotal: states.length,
      objective: solved === 0 ? null : objective,
      bound,
      gap: solved === 0 ? null : gapBetween(objective, bound),
      ...(aim === undefined ? {} : { aim }),
      aims,
    });
  }

  /** From the most to the least important; without a value where nobody has worked on it yet. */
  private aims(any: boolean): AimProgress[] {
    const { before, fairness, after } = this.state.tiers;
    const names: TierName[] = [
      ...before.map(({ name }) => name),
      ...(fairness ? (['fairness'] as const) : []),
      ...after.map(({ name }) => name),
    ];
    return names.map((tier, position): AimProgress => {
      const sense = senseOf(tier);
      const known = this.known(tier, this.leading[position]);
      if (!any || known === null)
        return { tier, sense, value: null, bound: finite(known?.bound ?? NaN), gap: null };
      const { value } = known;
      const bound = sense === 'max' ? Math.max(value, known.bound) : Math.min(value, known.bound);
      const isBounded = Number.isFinite(bound);
      return {
        tier,
        sense,
        value,
        bound: finite(bound),
        gap: isBounded ? tierGap(sense, value, bound) : null,
      };
    });
  }

  private known(tier: TierName, leading: Proven | undefined): Outcome | null {
    const found = this.found.get(tier);
    if (found === undefined) return leading?.tier === tier ? leading : null;
    if (tier === 'fairness') return found;
    const held = {
      value: stated(tier, found.value),
      bound: stated(tier, Math.max(found.value, found.bound)),
    };
    if (leading?.tier !== tier) return held;
    // Both plans are at hand, and of the two bounds the tighter one holds.
    const tighter = leading.sense === 'max' ? Math.min : Math.max;
    const better = leading.sense === 'max' ? Math.max : Math.min;
    return { value: better(leading.value, held.value), bound: tighter(leading.bound, held.bound) };
  }
}
