/**
 * `npm run bench:shared`: one season solved by one worker process, and by two of which the second only helps, each with
 * one solver thread, over the queue on PostgreSQL (or on Redis, with REDIS_URL). Prints wall time and CPU time of the
 * process that leads, from the certificate; the plans must be the same.
 */
import { Command } from 'commander';
import { describeMachine, sentenceOf } from './machine.js';
import { numberOf, withSeason } from './workers-at-work.js';
import { crew } from './crew.js';

interface Options {
  readonly pilots: number;
  readonly roaming: number;
  readonly helpers: number;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

await new Command('bench:shared')
  .description('One season solved by one worker process and by two; docs/adr/0005-blocks-on-many-machines.md')
  .option('--pilots <number>', 'size of the season, in pilots', numberOf, 1)
  .option('--roaming <share>', 'share of people who also serve next door', numberOf, 0.3)
  .option('--helpers <number>', 'models that may be out at a time', numberOf, 4)
  .action(({ helpers, ...season }: Options) =>
    withSeason(season, async (place) => {
      print(sentenceOf(await describeMachine()));
      const one = await crew(place, { workers: 1, out: 0 });
      print(`one worker:  wall ${one.wallMs} ms, CPU ${one.cpuMs} ms`);
      const two = await crew(place, { workers: 2, out: helpers });
      print(
        `two workers: wall ${two.wallMs} ms, CPU of the leader ${two.cpuMs} ms, models helped with ${two.helped}`,
      );
      print(`ratio: wall ${(two.wallMs / one.wallMs).toFixed(2)}, CPU ${(two.cpuMs / one.cpuMs).toFixed(2)}`);
      print(one.plan === two.plan ? 'same plan' : 'ANOTHER PLAN');
      if (one.plan !== two.plan) process.exitCode = 1;
    }),
  )
  .parseAsync();
