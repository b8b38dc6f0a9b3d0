import { attacksOn } from './attacks.js';
import { Engine, parse, TooManySteps } from './engine.js';

const SHORT = 32;
const LONG = 4 * SHORT;
/** Four times the text: four times the steps where time is linear, sixteen where it is quadratic. */
const MOST_GROWTH = 11;
/** Less than that no growth is told apart from a fixed cost. */
const MOST_STEPS = 400_000;

/** Why a pattern takes more than linear time, with the text that shows it; null: nothing was found. */
export function slowness(source: string, flags: string): string | null {
  const pattern = parse(source, flags);
  for (const { start, pump, end } of attacksOn(pattern, flags)) {
    const stepsAt = (times: number): number =>
      new Engine(pattern, flags, MOST_STEPS).search(start + pump.repeat(times) + end);
    const shown = `${JSON.stringify(start)} + ${JSON.stringify(pump)} * n + ${JSON.stringify(end)}`;
    try {
      const [short, long] = [stepsAt(SHORT), stepsAt(LONG)];
      if (long > MOST_GROWTH * short)
        return `${short} steps become ${long} at four times the length of ${shown}`;
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      return `more than ${MOST_STEPS} steps for ${LONG} times ${shown}`;
    }
  }
  return null;
}
