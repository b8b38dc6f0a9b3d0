import { type Outcome } from './approach.js';
import { type BlockState } from './state.js';

/** What is held and proven of one tier while the season is worked on part by part. */
export class Standing {
  /** Programs over several blocks, which then no longer count by themselves. */
  private readonly programs = new Map<object, Outcome>();
  private readonly parts: Map<BlockState, Outcome>;

  /** @param first of each block, before anybody has worked on it */
  constructor(
    first: ReadonlyMap<BlockState, Outcome>,
    private readonly tell: (held: Outcome) => void,
  ) {
    this.parts = new Map(first);
  }

  block(state: BlockState, held: Outcome, instead: readonly BlockState[] = []): void {
    for (const one of instead) this.parts.delete(one);
    this.parts.set(state, { value: held.value, bound: held.bound });
    this.told();
  }

  program(of: object, states: readonly BlockState[], held: Outcome): void {
    for (const one of states) this.parts.delete(one);
    this.programs.set(of, held);
    this.told();
  }

  private told(): void {
    let [value, bound] = [0, 0];
    for (const held of [...this.parts.values(), ...this.programs.values()]) {
      value += held.value;
      bound += Math.max(held.value, held.bound);
    }
    this.tell({ value, bound });
  }
}
