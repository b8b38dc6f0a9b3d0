import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { type JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';

/**
 * Seeded draws. Only additions, multiplications and comparisons, so that one seed gives one file on every machine. Each
 * pool draws from its own stream: a knob that changes one pool leaves the others as they were.
 */
export class Random {
  private readonly generator: JumpableRandomGenerator;

  constructor(seed: number, stream: string) {
    this.generator = xoroshiro128plus((seed ^ hash(stream)) | 0);
  }

  /** Whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return uniformInt(this.generator, low, high);
  }

  /** From 0 (included) to 1 (excluded). */
  real(): number {
    return uniformFloat64(this.generator);
  }

  chance(probability: number): boolean {
    return this.real() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[this.int(0, Math.max(0, list.length - 1))];
    if (item === undefined) throw new RangeError('Nothing to pick from');
    return item;
  }

  /** One of the values, in proportion to its weight. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.real() * total;
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices.at(-1);
    if (!last) throw new RangeError('Nothing to pick from');
    return last[0];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const keyed = list.map((item) => ({ item, key: this.real() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }

  /** Up to `count` different items. */
  sample<T>(list: readonly T[], count: number): T[] {
    const chosen = new Set<T>();
    const wanted = Math.min(count, list.length);
    while (chosen.size < wanted) chosen.add(this.pick(list));
    return [...chosen];
  }

  /** A draw from the distribution with these equally spaced quantiles (first the least, last the most). */
  quantile(knots: readonly number[]): number {
    const position = this.real() * (knots.length - 1);
    const below = Math.floor(position);
    const low = knots[below] ?? 0;
    return low + ((knots[below + 1] ?? low) - low) * (position - below);
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h;
}
