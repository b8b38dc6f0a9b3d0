/**
 * `npm run load`: the demo's season in a service as in production (PostgreSQL, Redis where it is installed, one API, one
 * worker), people at work in it (routes.ts), first by themselves and then while the season is computed again and again.
 * Shows for each number of callers how many answers a second they got and how long they waited, and where it bends.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FINAL_RUN_STATES, type RunView } from '@heli/contracts';
import { Command, InvalidArgumentError } from 'commander';
import { ServiceClient } from '../../src/cli/showcase/service-client.js';
import { describeMachine, type Machine, sentenceOf } from '../bench/machine.js';
import { drive, type Figures } from './drive.js';
import { type Traffic, trafficOf } from './routes.js';
import { openSite, type Site } from './site.js';
import { sizesOf } from './sizes.js';

interface Options {
  readonly callers: readonly number[];
  readonly seconds: number;
  readonly dataDir?: string;
  readonly json?: string;
  readonly only?: string;
  readonly sizes?: boolean;
}

/** One line of the result. */
interface Row extends Figures {
  /** How many people asked at a time, without a pause. */
  readonly callers: number;
  /** Whether the season was being computed meanwhile. */
  readonly run: boolean;
  /** Of the line `all`: the longest time that the API's event loop stood still, and the 99th percentile, milliseconds. */
  readonly stallMaxMs?: number;
  readonly stallP99Ms?: number;
  /** Of the line `all`: CPU seconds of the API process per second. */
  readonly apiCpu?: number;
}

const POLL_MS = 500;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const positive = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

/** What the API's process tells of itself; its event loop is watched from one question to the next. */
async function scrape(site: Site): Promise<{ stallMaxMs: number; stallP99Ms: number; cpu: number }> {
  const response = await fetch(`${site.address}/metrics`, {
    headers: { authorization: `Bearer ${site.operatorKey}` },
  });
  const text = await response.text();
  const figure = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  const ms = (name: string): number => Math.round(figure(name) * 10_000) / 10;
  return {
    stallMaxMs: ms('nodejs_eventloop_lag_max_seconds'),
    stallP99Ms: ms('nodejs_eventloop_lag_p99_seconds'),
    cpu: figure('process_cpu_seconds_total'),
  };
}

/** Has the season computed again and again until told to stop; answers how many runs ended. */
async function computing(site: Site, seasonId: string, signal: AbortSignal): Promise<number> {
  const council = new ServiceClient(site.address, await site.signIn('council'));
  const stopped = (): boolean => signal.aborted;
  let ended = 0;
  while (!stopped()) {
    const { id } = await council.post<RunView>(`seasons/${seasonId}/runs`);
    let state: RunView['state'] = 'queued';
    while (!FINAL_RUN_STATES.includes(state) && !stopped()) {
      await sleep(POLL_MS);
      ({ state } = await council.get<RunView>(`runs/${id}`));
    }
    if (state === 'succeeded') ended += 1;
    else if (!stopped()) throw new Error(`A run ended as ${state}`);
  }
  return ended;
}

async function measure(
  site: Site,
  traffic: readonly Traffic[],
  callers: number,
  run: boolean,
  seconds: number,
): Promise<Row[]> {
  const before = await scrape(site);
  const rows = await drive(site.address, traffic, callers, seconds);
  const { stallMaxMs, stallP99Ms, cpu } = await scrape(site);
  return rows.map((figures) => ({
    ...figures,
    callers,
    run,
    ...(figures.route === 'all'
      ? { stallMaxMs, stallP99Ms, apiCpu: Math.round(((cpu - before.cpu) / seconds) * 100) / 100 }
      : {}),
  }));
}

async function measureAll(site: Site, options: Options): Promise<Row[]> {
  const { traffic: everything, seasonId } = await trafficOf(site);
  const { only } = options;
  const traffic = everything.filter(({ route }) => only === undefined || route.includes(only));
  const rows: Row[] = [];
  for (const run of [false, true]) {
    const over = new AbortController();
    const runs = run ? computing(site, seasonId, over.signal) : Promise.resolve(0);
    // Somebody waits for it below; until then a failure must not end the process.
    runs.catch(() => over.abort());
    for (const callers of options.callers) {
      say(`${callers} callers${run ? ', and the season is computed' : ''} …`);
      rows.push(...(await measure(site, traffic, callers, run, options.seconds)));
    }
    over.abort();
    const ended = await runs;
    if (run) say(`${ended} runs ended meanwhile`);
  }
  return rows;
}

function table(rows: readonly Row[]): string {
  const head = [
    'route',
    'callers',
    'run',
    'answers/s',
    'p50 ms',
    'p99 ms',
    'errors',
    'stall max ms',
    'API CPU',
  ];
  const lines = rows.map((row) =>
    [
      row.route,
      row.callers,
      row.run ? 'yes' : 'no',
      row.rps,
      row.p50,
      row.p99,
      row.errors,
      row.stallMaxMs ?? '',
      row.apiCpu ?? '',
    ].map(String),
  );
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const print = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [print(head), rule, ...lines.map(print)].join('\n');
}

/** The number of callers from which on more of them get hardly more answers. */
function bendOf(rows: readonly Row[], run: boolean): string {
  const all = rows.filter((row) => row.route === 'all' && row.run === run);
  const bend = all.find((row, index) => {
    const next = all[index + 1];
    return next !== undefined && next.rps < row.rps * 1.1;
  });
  const how = run ? 'While the season is computed' : 'By themselves';
  return bend === undefined
    ? `${how}: more callers got more answers throughout.`
    : `${how}: it bends at ${bend.callers} callers, ${bend.rps} answers a second (p99 ${bend.p99} ms).`;
}

const program = new Command('load')
  .description('The API at pilot size under mixed traffic, without and with a run going on')
  .option(
    '--callers <n...>',
    'people who ask at a time, without a pause',
    (text: string, before: number[] | undefined) => [...(before ?? []), positive(text)],
  )
  .option('--seconds <s>', 'length of each measurement', positive, 20)
  .option('--data-dir <folder>', 'keep the site there for another time; left out: a temporary one')
  .option('--only <text>', 'only routes whose name contains it')
  .option('--sizes', 'measure no answers: show how much room the season takes in the database')
  .option('--json <file>', 'write the figures as JSON')
  .parse();

const given = program.opts<Partial<Options> & { readonly seconds: number }>();
const options: Options = { ...given, callers: given.callers ?? [1, 4, 16, 64] };
const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'heli-load-')));
const machine: Machine = await describeMachine();
say('a season is filled with life …');
const site = await openSite(dataDir);
try {
  if (options.sizes === true) console.log(await sizesOf(site.databaseUrl));
  else await show(await measureAll(site, options));
} finally {
  await site.end();
  if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
}

async function show(rows: readonly Row[]): Promise<void> {
  const command = `npm run load -- --callers ${options.callers.join(' ')} --seconds ${options.seconds}`;
  const { queue } = site;
  if (options.json !== undefined) {
    const told = rows.map((row) => ({ ...row, queue, command, machine }));
    await writeFile(options.json, `${JSON.stringify(told, null, 2)}\n`);
  }
  console.log(`${table(rows)}\n\n${bendOf(rows, false)}\n${bendOf(rows, true)}`);
  console.log(`${command}; queue on ${queue}. ${sentenceOf(machine)}. The callers ran on the same machine.`);
  if (rows.some(({ errors }) => errors > 0)) process.exitCode = 1;
}
