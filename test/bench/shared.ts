/**
 * `npm run bench:shared`: one season solved by one worker process, and by two of which the second only helps, each with
 * one solver thread, over the queue on PostgreSQL (or on Redis, with REDIS_URL). Prints wall time and CPU time of the
 * process that leads, from the certificate; the plans must be the same.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runRequest } from '@heli/contracts';
import { generateDataset, PILOT } from '@heli/generator';
import { Command, InvalidArgumentError } from 'commander';
import { type DataSource } from 'typeorm';
import { makeDataSource, startEmbedded, Transactions } from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { loadDataset } from '../../src/features/datasets/index.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import { RunStore } from '../../src/features/runs/index.js';
import { migrateUp } from '../../src/schema.js';
import { describeMachine, sentenceOf } from './machine.js';
import { GAP } from './measure.js';

interface Options {
  readonly pilots: number;
  readonly roaming: number;
  readonly helpers: number;
}

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly plan: string;
  /** Models that the other process answered. */
  readonly helped: number;
}

const WORKER = join(import.meta.dirname, '..', '..', 'src', 'worker.js');
const number = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It must be a number.');
  return value;
};
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

async function startWorker(
  env: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; text: () => string }> {
  const child = spawn(process.execPath, [WORKER], {
    env: { ...process.env, HELI_SOLVER_THREADS: '1', HELI_LOG_LEVEL: 'debug', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()));
  while (!text.includes('Heli (worker) is ready')) {
    if (child.exitCode !== null) throw new Error(`The worker ended:\n${text}`);
    await sleep(50);
  }
  return { child, text: () => text };
}

async function measure(
  source: DataSource,
  seasonId: string,
  env: Readonly<Record<string, string>>,
  helpers: number,
): Promise<Measured> {
  const common = { ...env, HELI_SOLVER_HELPERS: String(helpers) };
  const helper = helpers > 0 ? await startWorker({ ...common, HELI_WORKER_CONCURRENCY: '0' }) : undefined;
  const leader = await startWorker(common);
  try {
    const runs = new RunStore(new Transactions(source), { runsAtATime: 1, runsWaiting: 1 });
    // The sweep puts it into the queue.
    const { id } = await runs.create(seasonId, runRequest.parse({ gap: GAP, limits: { timeMs: 3_600_000 } }));
    for (;;) {
      const run = await runs.get(id);
      if (run.planId !== null) {
        const plan = await source
          .getRepository(StoredPlan)
          .findOneOrFail({ where: { id: run.planId }, select: { id: true, certificate: true } });
        const { wallMs, cpuMs, seal } = plan.certificate;
        const helped = helper?.text().match(/Errand \S+ answered/g)?.length ?? 0;
        return { wallMs, cpuMs, plan: seal.plan, helped };
      }
      if (run.failure !== null) throw new Error(`The run failed: ${JSON.stringify(run.failure)}`);
      await sleep(200);
    }
  } finally {
    for (const worker of [leader, helper]) {
      if (worker?.child.exitCode !== null) continue;
      const gone = new Promise((resolve) => worker.child.once('exit', resolve));
      worker.child.kill('SIGTERM');
      await gone;
    }
  }
}

async function main({ pilots, roaming, helpers }: Options): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'heli-shared-'));
  await chmod(dataDir, 0o755);
  const database = await startEmbedded({ dataDir, disposable: true });
  try {
    await migrateUp(database.url);
    const source = await makeDataSource(database.url, ENTITIES, 2).initialize();
    const times = (count: number): number => Math.round(count * pilots);
    const dataset = generateDataset({
      seed: 2013,
      roamingShare: roaming,
      volunteers: times(PILOT.volunteers),
      activities: times(PILOT.activities),
      communities: times(PILOT.communities),
    });
    const { seasonId } = await loadDataset(source, dataset);
    const env = { DATABASE_URL: database.url };
    print(sentenceOf(await describeMachine()));
    const one = await measure(source, seasonId, env, 0);
    print(`one worker:  wall ${one.wallMs} ms, CPU ${one.cpuMs} ms`);
    const two = await measure(source, seasonId, env, helpers);
    print(
      `two workers: wall ${two.wallMs} ms, CPU of the leader ${two.cpuMs} ms, models helped with ${two.helped}`,
    );
    print(`ratio: wall ${(two.wallMs / one.wallMs).toFixed(2)}, CPU ${(two.cpuMs / one.cpuMs).toFixed(2)}`);
    print(one.plan === two.plan ? 'same plan' : 'ANOTHER PLAN');
    if (one.plan !== two.plan) process.exitCode = 1;
    await source.destroy();
  } finally {
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

await new Command('bench:shared')
  .description('One season solved by one worker process and by two; docs/adr/0005-blocks-on-many-machines.md')
  .option('--pilots <number>', 'size of the season, in pilots', number, 1)
  .option('--roaming <share>', 'share of people who also serve next door', number, 0.3)
  .option('--helpers <number>', 'models that may be out at a time', number, 4)
  .action(main)
  .parseAsync();
