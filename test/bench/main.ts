/**
 * `npm run bench`: Heli beside the textbook model in one piece on HiGHS, in the same run, each in a process of its own.
 * `--case NAME` runs one case, `--json FILE` writes the figures, `--all` adds the strong model in one piece.
 */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import Table from 'cli-table3';
import { type BenchCase, CASES } from './cases.js';
import { GAP, type How, LIMIT_MS, type Measurement } from './measure.js';

/** How far beyond its own limit a process may run before it counts as hung. */
const GRACE_MS = 120_000;

function run(name: string, how: How): Promise<Measurement | null> {
  const script = fileURLToPath(new URL('./one.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--max-old-space-size=6144', script, name, how], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS + GRACE_MS);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') resolve(null);
      else if (code === 0) resolve(JSON.parse(text) as Measurement);
      else reject(new Error(`${name} by ${how} ended with ${code ?? signal ?? ''}`));
    });
  });
}

async function runCase(entry: BenchCase, withStrong: boolean): Promise<Record<string, unknown>> {
  const problem = entry.problem();
  const heli = await run(entry.name, 'heli');
  const textbook = await run(entry.name, 'textbook');
  const strong = withStrong ? await run(entry.name, 'strong') : undefined;
  const jslp = entry.tiny ? await run(entry.name, 'jslp') : undefined;
  if (!heli) throw new Error(`Heli did not finish ${entry.name}`);
  return {
    case: entry.name,
    volunteers: problem.volunteers.length,
    activities: problem.activities.length,
    columns: heli.columns,
    rows: heli.rows,
    heliMs: Math.round(heli.ms),
    heliObjective: heli.score,
    heliBound: heli.scoreBound,
    heliGap: heli.gap,
    textbookMs: textbook ? Math.round(textbook.ms) : LIMIT_MS,
    textbookObjective: textbook?.score ?? null,
    textbookGap: textbook?.gap ?? null,
    ratio: (textbook?.ms ?? LIMIT_MS) / heli.ms,
    ...(strong === undefined
      ? {}
      : {
          strongMs: strong ? Math.round(strong.ms) : LIMIT_MS,
          strongGap: strong?.gap ?? null,
          strongRatio: (strong?.ms ?? LIMIT_MS) / heli.ms,
        }),
    ...(jslp === undefined
      ? {}
      : {
          jslpMs: jslp ? Math.round(jslp.ms) : LIMIT_MS,
          jslpObjective: jslp?.score ?? null,
          jslpGap: jslp?.gap ?? null,
          jslpRatio: (jslp?.ms ?? LIMIT_MS) / heli.ms,
        }),
    peakMb: heli.peakMb,
    textbookPeakMb: textbook?.peakMb ?? null,
    verified: heli.verified && (textbook?.verified ?? true),
    heliTiers: heli.tiers,
    textbookTiers: textbook?.tiers ?? [],
  };
}

const percent = (gap: unknown): string =>
  typeof gap === 'number' ? `${(gap * 100).toFixed(3)} %` : 'not reached';

const program = new Command('bench')
  .option('--case <name>', `one of ${CASES.map((entry) => entry.name).join(', ')}`)
  .option('--json <file>', 'write the figures as JSON')
  .option('--all', 'also the strong model in one piece')
  .parse();
const options = program.opts<{ case?: string; json?: string; all?: boolean }>();
const chosen = CASES.filter((entry) => options.case === undefined || entry.name === options.case);
if (chosen.length === 0) program.error(`no case is named ${options.case ?? ''}`, { exitCode: 2 });

const rows: Record<string, unknown>[] = [];
for (const entry of chosen) {
  process.stderr.write(`${entry.name}: ${entry.about}\n`);
  rows.push(await runCase(entry, options.all === true));
}
const table = new Table({
  head: [
    'case',
    'columns',
    'Heli',
    'gap',
    'textbook in one piece',
    'gap',
    'ratio',
    'javascript-lp-solver',
    'peak MB',
    'verified',
  ],
});
for (const row of rows)
  table.push([
    String(row.case),
    String(row.columns),
    `${String(row.heliMs)} ms`,
    percent(row.heliGap),
    `${String(row.textbookMs)} ms`,
    percent(row.textbookGap),
    `${Number(row.ratio).toFixed(1)} x`,
    typeof row.jslpMs === 'number' ? `${row.jslpMs} ms` : 'too large',
    String(row.peakMb),
    String(row.verified),
  ]);
process.stdout.write(`${table.toString()}\n`);
process.stdout.write(
  `Gap asked of each tier: ${GAP * 100} %, ${LIMIT_MS / 1000} s for each run; ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}.\n`,
);
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(rows, null, 2)}\n`);
