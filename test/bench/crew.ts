import { setTimeout as sleep } from 'node:timers/promises';
import {
  askForRun,
  type AtWork,
  type Computed,
  computed,
  startWorker,
  type Workplace,
} from './workers-at-work.js';

/** A crew of worker processes at one run: one leads, the others help. */
export interface Crew {
  readonly workers: number;
  /** Models that may be out at a time. */
  readonly out: number;
  /** One of the helpers is killed while it has a model in hand. */
  readonly kill?: boolean;
}

export interface CrewResult extends Computed {
  readonly workers: number;
  /** Models that others than the leader answered. */
  readonly helped: number;
  /** Models that a killed helper had begun and not answered: they were solved twice. Null: nobody was killed. */
  readonly twice: number | null;
}

/** Lets a crew compute the season. */
export async function crew(place: Workplace, { workers, out, kill = false }: Crew): Promise<CrewResult> {
  const env = { ...place.env, HELI_SOLVER_HELPERS: String(out) };
  const helpers: AtWork[] = [];
  const all: AtWork[] = [];
  try {
    for (let count = 1; count < workers; count++)
      helpers.push(await startWorker({ ...env, HELI_WORKER_CONCURRENCY: '0' }));
    all.push(...helpers, await startWorker(env));
    const over = { yet: false };
    const result = askForRun(place)
      .then((id) => computed(place, id))
      .finally(() => (over.yet = true));
    const [twice, run] = await Promise.all([kill ? killed(helpers, () => over.yet) : null, result]);
    const helped = helpers.reduce((sum, helper) => sum + helper.answered().size, 0);
    return { workers, ...run, helped, twice };
  } finally {
    await Promise.all(all.map((worker) => worker.end('SIGTERM')));
  }
}

/** Kills the first helper that has answered something and has a model in hand; null: the run was over before. */
async function killed(helpers: readonly AtWork[], over: () => boolean): Promise<number | null> {
  while (!over()) {
    for (const helper of helpers) {
      if (helper.answered().size === 0 || inHand(helper) === 0) continue;
      await helper.end('SIGKILL');
      return inHand(helper);
    }
    await sleep(2);
  }
  return null;
}

const inHand = (helper: AtWork): number => helper.takenUp().size - helper.answered().size;
