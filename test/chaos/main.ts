/**
 * `npm run test:chaos`: faults at random moments in a loop of plans, answers, ledger entries and imports, and after each of
 * them a look at everything that was promised. What is promised: docs/faults.md.
 */
import { randomInt } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { Random } from '@heli/generator';
import { Logger } from '@nestjs/common';
import { loadDataset } from '../../src/features/datasets/index.js';
import { examine, publishedPlans } from './checks.js';
import { type Fault, FAULTS } from './faults.js';
import { Journal } from './journal.js';
import { isWell, type LeftOut, type Report, reportOf, type Round, tableOf } from './report.js';
import { booksSeason, smallSeason } from './season.js';
import { Stand } from './stand.js';
import { openScene, startTraffic } from './traffic.js';

/** This file lies in dist/test/chaos. */
const ROOT = join(import.meta.dirname, '..', '..', '..');
const AFTERWARDS_MS = 400;

interface Options {
  readonly json?: string;
  readonly seed?: number;
  readonly rounds?: number;
  readonly perRound: number;
  readonly kind?: readonly string[];
  readonly workers: number;
  readonly list?: boolean;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}

function faultNames(text: string, before: readonly string[] = []): string[] {
  if (!FAULTS.some(({ name }) => name === text))
    throw new InvalidArgumentError(`It must be one of ${FAULTS.map(({ name }) => name).join(', ')}.`);
  return [...before, text];
}

const options = new Command('test:chaos')
  .description('Faults in a loop of traffic; after each: nothing lost, nothing doubled; docs/faults.md')
  .option('--json <file>', 'write the figures as JSON')
  .option('--seed <number>', 'the same order of faults and choices of traffic again', whole)
  .option('--rounds <number>', 'rounds of traffic; left out: until every kind was there once', whole)
  .option('--per-round <number>', 'faults in each round, one after the other', whole, 1)
  .option('--kind <fault>', 'only this fault; may be given more than once', faultNames)
  .option('--workers <number>', 'worker processes', whole, 2)
  .option('--list', 'show the faults')
  .parse()
  .opts<Options>();

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Every kind once in an order by chance, again and again; so many a round. */
function plannedRounds(random: Random, kinds: readonly Fault[]): Fault[][] {
  const { perRound, rounds = Math.ceil(kinds.length / perRound) } = options;
  const faults: Fault[] = [];
  while (faults.length < rounds * perRound) faults.push(...random.shuffled(kinds));
  const most = options.rounds === undefined ? kinds.length : rounds * perRound;
  return Array.from({ length: rounds }, (_, at) =>
    faults.slice(at * perRound, Math.min(most, (at + 1) * perRound)),
  );
}

const secondsSince = (begun: number): number => Math.round((performance.now() - begun) / 100) / 10;

async function playRound(
  stand: Stand,
  planned: readonly Fault[],
  seed: number,
  number: number,
): Promise<Round> {
  const begun = performance.now();
  const random = new Random(seed, `round ${number}`);
  const journal = new Journal(stand.address, `w${number}`);
  const seasonId = `s${number}`;
  await loadDataset(stand.database, smallSeason(seasonId));
  const { scene } = await openScene(journal, random, seasonId);
  const traffic = startTraffic(scene);
  const faults: { name: string; seconds: number }[] = [];
  for (const fault of planned) {
    await sleep(random.int(100, 1_200));
    const struck = performance.now();
    await fault.strike(stand, scene);
    await stand.untilReady();
    faults.push({ name: fault.name, seconds: secondsSince(struck) });
    await sleep(AFTERWARDS_MS);
  }
  await traffic.stop();
  const stopped = performance.now();
  const verdict = await examine(stand, journal, seasonId);
  const { entries } = journal;
  return {
    ...{ faults, verdict },
    sent: entries.length,
    acknowledged: entries.filter(({ acknowledged }) => acknowledged !== undefined).length,
    repeated: entries.filter(({ answers }) => answers.length > 1).length,
    seconds: secondsSince(begun),
    settledSeconds: secondsSince(stopped),
  };
}

async function programs(): Promise<string> {
  const setUp = pathToFileURL(join(ROOT, 'test', 'support', 'bundles', 'set-up.mjs')).href;
  const { prepareBundles } = (await import(setUp)) as { prepareBundles: () => void };
  prepareBundles();
  return process.env.HELI_TEST_PROGRAMS ?? join(ROOT, 'dist', 'src');
}

function sayRound(
  { faults, acknowledged, sent, repeated, seconds, settledSeconds, verdict }: Round,
  number: number,
): void {
  const wrong = [verdict.lost, verdict.doubled, verdict.ledger, verdict.plans, verdict.stuck].flat();
  const struck = faults.map((fault) => `${fault.name} (${fault.seconds} s)`).join(', ');
  say(
    `${String(number).padStart(3)} ${struck}: ${acknowledged} of ${sent} acknowledged, ${repeated} sent again; ` +
      `all over after ${settledSeconds} of ${seconds} s${wrong.length === 0 ? '' : ' !!'}`,
  );
  for (const sentence of wrong) say(`    !! ${sentence}`);
}

async function play(): Promise<Report> {
  const begun = performance.now();
  // What breaks here is meant to.
  Logger.overrideLogger(false);
  const seed = options.seed ?? randomInt(1, 2 ** 31);
  say(`seed ${seed}`);
  const stand = await Stand.start({
    programs: await programs(),
    clock: join(import.meta.dirname, 'clock.js'),
    workers: options.workers,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void stand.close().finally(() => process.exit(130));
    });
  const rounds: Round[] = [];
  try {
    const asked = FAULTS.filter(({ name }) => options.kind?.includes(name) ?? true);
    const leftOut: LeftOut[] = asked.flatMap(({ name, missing }) => {
      const why = missing?.(stand) ?? null;
      return why === null ? [] : [{ fault: name, why }];
    });
    for (const { fault, why } of leftOut) say(`!! LEFT OUT: ${fault}: ${why}`);
    const kinds = asked.filter(({ name }) => leftOut.every(({ fault }) => fault !== name));
    say(`the set is ready after ${secondsSince(begun)} s; disk: ${stand.disk.means}`);
    await loadDataset(stand.database, booksSeason());
    const versions = await versionsOf(stand);
    for (const planned of plannedRounds(new Random(seed, 'faults'), kinds)) {
      const round = await playRound(stand, planned, seed, rounds.length + 1);
      rounds.push(round);
      sayRound(round, rounds.length);
    }
    const last = await publishedPlans(stand);
    say(`${last.verified} published plans verify at the end`);
    for (const sentence of last.faults) say(`    !! ${sentence}`);
    const report = reportOf(rounds, {
      ...{ leftOut, seed, versions },
      seconds: secondsSince(begun),
      command: `npm run test:chaos -- --seed ${seed} --rounds ${rounds.length} --per-round ${options.perRound} --workers ${options.workers}`,
    });
    const plansVerified = last.faults.length > 0 ? -1 : report.plansVerified;
    return { ...report, plansVerified, findings: [...report.findings, ...last.faults] };
  } catch (error) {
    for (const { name, output } of stand.parts) say(`--- ${name}\n${output.slice(-4_000)}`);
    throw error;
  } finally {
    await stand.close();
  }
}

async function versionsOf(stand: Stand): Promise<Record<string, string>> {
  const [row] = await stand.postgres.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  const redis = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return {
    node: process.version,
    postgresql: row?.version ?? '?',
    redis:
      (redis.error === undefined ? /v=(\S+)/.exec(redis.stdout)?.[1] : undefined) ??
      'none: jobs in PostgreSQL',
  };
}

if (options.list === true) for (const { name, about } of FAULTS) console.log(`${name.padEnd(20)} ${about}`);
else {
  const report = await play();
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
  console.log(tableOf(report, (fault) => FAULTS.find(({ name }) => name === fault)?.about ?? ''));
  process.exitCode = isWell(report) ? 0 : 1;
}
