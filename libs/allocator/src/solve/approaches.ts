import { type Approach, type Outcome } from './approach.js';
import { concurrently } from './concurrently.js';
import { type SeasonState } from './state.js';

/** Makes a program and solves it once; null when it has no answer. */
export type Opener = () => Promise<Approach | null>;

/** So many programs are kept until the end; of more, those that are near enough are let go as soon as they are. */
const MOST_KEPT = 4;

/**
 * Work on a tier that can be ended at each of its stops. It tells what is held and proven there, and is told whether that
 * is not enough yet.
 */
export type Working<T> = AsyncGenerator<Outcome, T, boolean>;

/** Works until the relative gap asked is reached, or nothing gets any further. */
export async function toTheGap<T>(work: Working<T>, gap: number): Promise<T> {
  let at = await work.next(true);
  while (!at.done) at = await work.next(relativeGap(at.value) > gap);
  return at.value;
}

/**
 * Programs that no row ties together, until the sum of what they hold is near enough to the sum of their bounds: one that
 * is easily brought nearer than was asked makes up for one that is not. Which of them are worked on follows from values and
 * bounds alone, so it is the same with any number of threads. All are written into the plan of the season.
 * @returns one entry for each program that was solved
 */
export async function* approachAll(state: SeasonState, openers: readonly Opener[]): Working<Outcome[]> {
  const { gap, atOnce } = state.effort;
  const settled: Outcome[] = [];
  const opened = await concurrently(openers, atOnce, async (open) => {
    const part = await open();
    if (!part) return [];
    // With threads to spare the first cuts, which are nearly always needed, are made meanwhile.
    await part.begin(openers.length === 1 && atOnce > 1);
    if (openers.length <= MOST_KEPT || part.gap() > gap) return [part];
    settled.push(part.settle());
    return [];
  });
  const parts = opened.flat();
  const stuck = new Set<Approach>();
  while (!state.expired()) {
    const open = parts.filter((part) => !stuck.has(part) && part.gap() > 0);
    const far = open.filter((part) => part.gap() > gap);
    const next = far.length > 0 ? far : open;
    if (next.length === 0) break;
    if (!(yield together([...settled, ...parts.map((part) => part.outcome())]))) break;
    await concurrently(next, atOnce, async (part) => {
      if (!(await part.step(far.length > 0 ? gap : 0))) stuck.add(part);
    });
  }
  return [...settled, ...parts.map((part) => part.settle())];
}

/** Of programs that share nothing: the sum of what they hold, and of their bounds. */
export const together = (outcomes: readonly Outcome[]): Outcome => ({
  value: outcomes.reduce((sum, outcome) => sum + outcome.value, 0),
  bound: outcomes.reduce((sum, outcome) => sum + outcome.bound, 0),
});

export const relativeGap = ({ value, bound }: Outcome): number =>
  (bound - value) / Math.max(1, Math.abs(value));
