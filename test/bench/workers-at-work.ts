import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runRequest } from '@heli/contracts';
import { generateDataset, PILOT } from '@heli/generator';
import { InvalidArgumentError } from 'commander';
import { type DataSource } from 'typeorm';
import { makeDataSource, startEmbedded, Transactions } from '../../src/database/index.js';
import { ENTITIES } from '../../src/entities.js';
import { loadDataset } from '../../src/features/datasets/index.js';
import { StoredPlan } from '../../src/features/plans/index.js';
import { type AllocationRun, RunStore } from '../../src/features/runs/index.js';
import { migrateUp } from '../../src/schema.js';
import { GAP } from './measure.js';

const WORKER = join(import.meta.dirname, '..', '..', 'src', 'worker.js');

/** A worker process, and what it says of the models that it solves for others. */
export interface AtWork {
  readonly takenUp: () => ReadonlySet<string>;
  readonly answered: () => ReadonlySet<string>;
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
}

/** A season in a database of its own, and what workers need to find it. */
export interface Workplace {
  readonly source: DataSource;
  readonly runs: RunStore;
  readonly seasonId: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Computed {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Digest of the plan. */
  readonly plan: string;
}

/** A worker with one solver thread. */
export async function startWorker(env: Readonly<Record<string, string>>): Promise<AtWork> {
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
  const errands = (what: string): ReadonlySet<string> =>
    new Set([...text.matchAll(new RegExp(`Errand (\\S+) ${what}`, 'g'))].map(([, id]) => String(id)));
  return {
    takenUp: () => errands('taken up'),
    answered: () => errands('answered'),
    end: (signal) => ended(child, signal),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** Waits for the end of a run and reads what its certificate says. */
export async function computed({ source, runs }: Workplace, runId: string): Promise<Computed> {
  const run = await untilRun(runs, runId, ({ finishedAt }) => finishedAt !== null);
  if (run.planId === null) throw new Error(`The run ended as ${run.state}: ${JSON.stringify(run.failure)}`);
  const plan = await source
    .getRepository(StoredPlan)
    .findOneOrFail({ where: { id: run.planId }, select: { id: true, certificate: true } });
  const { wallMs, cpuMs, seal } = plan.certificate;
  return { wallMs, cpuMs, plan: seal.plan };
}

/** @param everyMs how often to look */
export async function untilRun(
  runs: RunStore,
  id: string,
  wished: (run: AllocationRun) => boolean,
  everyMs = 200,
): Promise<AllocationRun> {
  for (;;) {
    const run = await runs.get(id);
    if (wished(run)) return run;
    await sleep(everyMs);
  }
}

/** A run that nobody hurries; the sweep of a worker puts it into the queue. */
export async function askForRun({ runs, seasonId }: Workplace): Promise<string> {
  return (await runs.create(seasonId, runRequest.parse({ gap: GAP, limits: { timeMs: 3_600_000 } }))).id;
}

/** Does `work` with a season of that size in a database that is thrown away afterwards. */
export async function withSeason(
  { pilots, roaming }: { readonly pilots: number; readonly roaming: number },
  work: (place: Workplace) => Promise<void>,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'heli-workers-'));
  await chmod(dataDir, 0o755);
  const database = await startEmbedded({ dataDir, disposable: true });
  try {
    await migrateUp(database.url);
    const source = await makeDataSource(database.url, ENTITIES, 2).initialize();
    const times = (count: number): number => Math.max(1, Math.round(count * pilots));
    const dataset = generateDataset({
      seed: 2013,
      roamingShare: roaming,
      volunteers: times(PILOT.volunteers),
      activities: times(PILOT.activities),
      communities: times(PILOT.communities),
    });
    const { seasonId } = await loadDataset(source, dataset);
    const runs = new RunStore(new Transactions(source), { runsAtATime: 1, runsWaiting: 10 });
    await work({ source, runs, seasonId, env: { DATABASE_URL: database.url } });
    await source.destroy();
  } finally {
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Of an option of the command line. */
export const numberOf = (text: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It must be a number.');
  return value;
};
