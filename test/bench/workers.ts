/**
 * `npm run bench:workers`: one season solved by one, two and four worker processes with one solver thread each, and by
 * four of which one is killed while it has a model in hand; then runs that are cancelled on their way, and how long it
 * takes until they have ended. Over the queue on PostgreSQL, or on Redis with REDIS_URL. Plans must be the same.
 */
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { crew, type CrewResult } from './crew.js';
import { describeMachine, sentenceOf } from './machine.js';
import { askForRun, numberOf, startWorker, untilRun, type Workplace, withSeason } from './workers-at-work.js';

interface Options {
  readonly pilots: number;
  readonly roaming: number;
  readonly cancels: number;
  readonly json?: string;
}

const CREWS = [1, 2, 4];
/** What a helper may have begun at a time, and as many that wait for it. */
const OUT_PER_HELPER = 2;
/** Runs are cancelled so long after they told of their progress, each later than the one before. */
const LATER_MS = 300;

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
const asked = (workers: number): { workers: number; out: number } => ({
  workers,
  out: OUT_PER_HELPER * (workers - 1),
});

/** Milliseconds from the wish to cancel to the end of the run, for each of them. */
async function cancelled(place: Workplace, count: number): Promise<number[]> {
  const worker = await startWorker(place.env);
  const took: number[] = [];
  try {
    for (let number = 0; number < count; number++) {
      const id = await askForRun(place);
      await untilRun(place.runs, id, ({ progress, finishedAt }) => (progress ?? finishedAt) !== null, 20);
      await sleep(number * LATER_MS);
      const begun = performance.now();
      await place.runs.cancel(id);
      const { state } = await untilRun(place.runs, id, ({ finishedAt }) => finishedAt !== null, 20);
      if (state === 'cancelled') took.push(Math.round(performance.now() - begun));
    }
  } finally {
    await worker.end('SIGTERM');
  }
  return took;
}

async function main({ json, cancels, ...season }: Options): Promise<void> {
  await withSeason(season, async (place) => {
    const machine = await describeMachine();
    const queue = process.env.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis';
    print(`${sentenceOf(machine)}; queue on ${queue}`);
    const results: CrewResult[] = [];
    for (const workers of CREWS) {
      const result = await crew(place, asked(workers));
      results.push(result);
      const ratio = (result.wallMs / (results[0]?.wallMs ?? result.wallMs)).toFixed(2);
      print(
        `${workers} workers: wall ${result.wallMs} ms, ratio ${ratio}, models helped with ${result.helped}`,
      );
    }
    const survivors = await crew(place, { ...asked(Math.max(...CREWS)), kill: true });
    print(
      survivors.twice === null
        ? 'nobody was killed: the season is too small for helpers to have anything in hand'
        : `one of ${survivors.workers} killed: wall ${survivors.wallMs} ms, models solved twice ${survivors.twice}`,
    );
    const samePlan = new Set([...results, survivors].map(({ plan }) => plan)).size === 1;
    print(samePlan ? 'same plan' : 'ANOTHER PLAN');
    const cancelMs = await cancelled(place, cancels);
    print(`cancelled on their way: ${cancelMs.length} of ${cancels}, ended after ${cancelMs.join(', ')} ms`);
    if (json !== undefined)
      await writeFile(
        json,
        JSON.stringify(
          { machine, queue, ...season, crews: results, killed: survivors, samePlan, cancelMs },
          null,
          2,
        ),
      );
    if (!samePlan) process.exitCode = 1;
  });
}

await new Command('bench:workers')
  .description('One season solved by one, two and four worker processes; docs/operations.md')
  .option('--pilots <number>', 'size of the season, in pilots', numberOf, 1)
  .option('--roaming <share>', 'share of people who also serve next door', numberOf, 0.3)
  .option('--cancels <number>', 'runs that are cancelled on their way', numberOf, 5)
  .option('--json <file>', 'where to write the figures')
  .action(main)
  .parseAsync();
