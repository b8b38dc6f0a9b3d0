/**
 * `npm run bench`: Heli beside the same season as models in one piece, in the same run, each way in a process of its own.
 * What the cases and ways are, and how honesty is kept: docs/benchmarks.md.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type BenchCase, caseNamed, CASES } from './cases.js';
import { isMeasured, measureApart, type Outcome } from './child.js';
import { type SeasonFigures, seasonFigures } from './figures.js';
import { describeMachine, type Machine, sentenceOf } from './machine.js';
import { GAP } from './measure.js';
import { type ResultRow, rowOf, stopOf } from './results.js';
import { markdownTable, notesOf, terminalTable, warningsOf } from './table.js';
import { ABOUT, isBaseline, isCbc, type Way, WAYS } from './ways.js';

interface Options {
  readonly case?: readonly BenchCase[];
  readonly ways?: readonly Way[];
  readonly quick?: boolean;
  readonly threads?: readonly number[];
  readonly limit: number;
  readonly heliLimit: number;
  readonly repeat: number;
  readonly json?: string;
  readonly markdown?: string;
  readonly from?: string;
  readonly list?: boolean;
  readonly figures?: boolean;
}

const QUICK_CASES = ['week', 'community', 'quarter', 'pilot'];
const QUICK_WAYS: readonly Way[] = ['heli', 'textbook', 'js-lp'];

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number of at least 1.');
  return value;
}

const oneOfTheCases = (text: string, before: readonly BenchCase[] = []): BenchCase[] => {
  const found = caseNamed(text);
  if (!found)
    throw new InvalidArgumentError(`It must be one of ${CASES.map(({ name }) => name).join(', ')}.`);
  return [...before, found];
};

const program = new Command('bench')
  .description(
    'Heli beside the same season as one mixed-integer program, in the same run; docs/benchmarks.md',
  )
  .option('--case <name>', 'only this case; may be given more than once', oneOfTheCases)
  .addOption(new Option('--ways <way...>', 'only these ways').choices(WAYS))
  .option('--quick', `only ${QUICK_CASES.join(', ')}, by ${QUICK_WAYS.join(', ')}`)
  .option(
    '--threads <number...>',
    'solver threads of Heli; several: each is measured',
    (text: string, before: readonly number[] | undefined) => [...(before ?? []), whole(text)],
  )
  .option('--limit <seconds>', 'wall time of each baseline, all tiers together', whole, 300)
  .option('--heli-limit <seconds>', 'wall time of Heli', whole, 3600)
  .option('--repeat <times>', 'measure each way so often and take the median', whole, 1)
  .option('--json <file>', 'write the figures as JSON, anew after every measurement')
  .option('--markdown <file>', 'write the table as Markdown')
  .option('--from <file>', 'measure nothing: show the table of an earlier --json')
  .option('--figures', 'solve nothing: show how tight the cases are')
  .option('--list', 'show cases and ways')
  .parse();
const options = program.opts<Options>();
const threadsAsked = options.threads ?? [2];

const say = (line: string): void => void process.stderr.write(`${line}\n`);

function chosenCases(): readonly BenchCase[] {
  if (options.case) return options.case;
  return options.quick === true ? CASES.filter(({ name }) => QUICK_CASES.includes(name)) : CASES;
}

function waysFor(entry: BenchCase, machine: Machine): Way[] {
  const usual = options.quick === true ? entry.ways.filter((way) => QUICK_WAYS.includes(way)) : entry.ways;
  const ways = options.ways ?? usual;
  if (machine.cbc === null && ways.some(isCbc)) say('cbc is not installed: its ways are left out');
  return ways.filter((way) => machine.cbc !== null || !isCbc(way));
}

/** Writes what is known after every measurement, so that a long run that is stopped leaves what it had. */
async function writeJson(rows: readonly ResultRow[]): Promise<void> {
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
}

async function measureCases(machine: Machine): Promise<ResultRow[]> {
  const done: ResultRow[] = [];
  for (const entry of chosenCases()) {
    const problem = entry.problem();
    const about = {
      case: entry.name,
      volunteers: problem.volunteers.length,
      activities: problem.activities.length,
      figures: seasonFigures(problem),
      limitMs: options.limit * 1000,
      machine,
    };
    say(`${entry.name}: ${entry.about}`);
    const outcomes: Outcome[] = [];
    for (const way of waysFor(entry, machine))
      for (const threads of isBaseline(way) ? [1] : threadsAsked)
        for (let time = 0; time < options.repeat; time++) {
          const limitMs = (isBaseline(way) ? options.limit : options.heliLimit) * 1000;
          const outcome = await measureApart({ case: entry.name, way, threads, limitMs });
          outcomes.push(outcome);
          await writeJson([...done, rowOf({ ...about, outcomes })]);
          say(`  ${way}: ${progressOf(outcome)}`);
        }
    done.push(rowOf({ ...about, outcomes }));
  }
  return done;
}

function progressOf(outcome: Outcome): string {
  const time = `${(outcome.ms / 1000).toFixed(1)} s`;
  const gap = isMeasured(outcome) && outcome.gap !== null ? `, gap ${(outcome.gap * 100).toFixed(3)} %` : '';
  const stop = stopOf(outcome);
  return `${time}${gap}${stop === null ? '' : `, ${stop}`}`;
}

function showList(): void {
  for (const { name, alias, about, ways } of CASES)
    console.log(
      `${name.padEnd(14)} ${about}${alias === undefined ? '' : ` (also: ${alias})`}\n${' '.repeat(15)}by ${ways.join(', ')}`,
    );
  console.log();
  for (const way of WAYS) console.log(`${way.padEnd(14)} ${ABOUT[way]}`);
}

function showFigures(): void {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const figuresOf = (entry: BenchCase): Record<string, number> =>
    Object.fromEntries(
      Object.entries(seasonFigures(entry.problem()) satisfies SeasonFigures).map(([key, value]) => [
        key,
        round(value as number),
      ]),
    );
  console.table(Object.fromEntries(chosenCases().map((entry) => [entry.name, figuresOf(entry)])));
}

async function showResults(rows: readonly ResultRow[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const notes = [
    `Gap asked of each tier: ${GAP * 100} %; baselines had ${first.limitMs / 1000} s each. ${sentenceOf(first.machine)}.`,
    ...notesOf(rows),
  ];
  const warnings = warningsOf(rows);
  console.log([terminalTable(rows), ...notes].join('\n'));
  for (const warning of warnings) say(warning);
  if (options.markdown !== undefined)
    await writeFile(options.markdown, `${[markdownTable(rows), '', ...notes, ...warnings].join('\n')}\n`);
  if (warnings.length > 0) process.exitCode = 1;
}

if (options.list === true) showList();
else if (options.figures === true) showFigures();
else if (options.from !== undefined)
  await showResults(JSON.parse(await readFile(options.from, 'utf8')) as ResultRow[]);
else {
  const rows = await measureCases(await describeMachine());
  await writeJson(rows);
  await showResults(rows);
}
