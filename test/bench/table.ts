import Table from 'cli-table3';
import { isMeasured, type Outcome } from './child.js';
import { type Measurement } from './measure.js';
import { contradiction, medians, reached, type ResultRow, stopOf } from './results.js';

export const HEAD = [
  'case',
  'way',
  'time',
  'over Heli',
  'gap',
  'tier by tier',
  'first plan',
  'CPU',
  'peak MB',
  'load',
  'verified',
] as const;

const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;

/** Three decimals of a percent, unless it is far too large to matter. */
const percent = (gap: number | null): string =>
  gap === null ? 'no bound' : gap === 0 ? '0' : `${(gap * 100).toFixed(gap < 1 ? 3 : 0)} %`;

const tiersOf = ({ tiers, tiersWanted }: Measurement): string => {
  const done = tiers.map(({ tier, gap }) => `${tier} ${percent(gap)}`);
  return [...done, ...(tiers.length < tiersWanted ? [`${tiersWanted - tiers.length} not reached`] : [])].join(
    ', ',
  );
};

/** Lines of the table: a line a way, and for re-plans a line a change. */
export function linesOf(row: ResultRow): string[][] {
  const lines = medians(row.outcomes).flatMap((outcome) => [
    lineOf(row, outcome),
    ...(isMeasured(outcome) ? outcome.replans.map((replan) => replanLine(row, outcome, replan)) : []),
  ]);
  return lines;
}

function lineOf(row: ResultRow, outcome: Outcome): string[] {
  const isHeli = outcome.way === 'heli' || outcome.way === 'replan';
  const name = outcome.way === 'replan' ? 'full run' : outcome.way;
  const way = isHeli ? `${name}, ${outcome.threads} ${outcome.threads === 1 ? 'thread' : 'threads'}` : name;
  const over =
    isHeli || row.heliMs === null
      ? ''
      : `${reached(outcome) ? '' : '> '}${(outcome.ms / row.heliMs).toFixed(1)} x`;
  if (!isMeasured(outcome))
    return [
      row.case,
      way,
      seconds(outcome.ms),
      over,
      '',
      outcome.failed,
      '',
      '',
      '',
      outcome.load.toFixed(1),
      '',
    ];
  return [
    row.case,
    way,
    seconds(outcome.ms),
    over,
    outcome.gap === null ? (stopOf(outcome) ?? '') : percent(outcome.gap),
    tiersOf(outcome),
    outcome.firstPlanMs === null ? '' : seconds(outcome.firstPlanMs),
    seconds(outcome.cpuMs),
    String(outcome.peakMb),
    outcome.load.toFixed(1),
    outcome.verified === null ? 'no plan' : outcome.verified ? 'yes' : 'NO',
  ];
}

function replanLine(row: ResultRow, full: Measurement, replan: Measurement['replans'][number]): string[] {
  return [
    row.case,
    `after ${replan.change}`,
    seconds(replan.ms),
    `${((replan.ms / full.ms) * 100).toFixed(0)} % of full run`,
    percent(replan.gap),
    `${replan.changed} people, fewest ${replan.fewest}`,
    '',
    '',
    '',
    '',
    replan.verified ? 'yes' : 'NO',
  ];
}

export function terminalTable(rows: readonly ResultRow[]): string {
  const table = new Table({ head: [...HEAD], style: { head: [], border: [], compact: true } });
  table.push(...rows.flatMap(linesOf));
  return table.toString();
}

export function markdownTable(rows: readonly ResultRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...rows.flatMap(linesOf).map(line)].join('\n');
}

/** Faults: ways that contradict each other, a plan that was refused, runs of Heli that differ. */
export const warningsOf = (rows: readonly ResultRow[]): string[] =>
  rows.flatMap((row) => {
    const found = contradiction(row.outcomes);
    return [
      ...(found === null ? [] : [`${row.case}: the ways contradict each other: ${found}`]),
      ...(row.verified ? [] : [`${row.case}: not every plan was verified`]),
      ...(row.samePlan === false ? [`${row.case}: runs of Heli decided differently`] : []),
    ];
  });

/** What a reader must know to read the table rightly. */
export function notesOf(rows: readonly ResultRow[]): string[] {
  const short = rows.filter(({ heliMs, heliReached }) => heliMs !== null && !heliReached);
  const busy = rows.filter(({ outcomes, machine }) => outcomes.some(({ load }) => load > machine.cores));
  const names = (list: readonly ResultRow[]): string => list.map((row) => row.case).join(', ');
  return [
    ...(short.length === 0
      ? []
      : [`Heli did not reach the gap asked of ${names(short)}: there "over Heli" compares unequal work.`]),
    ...(busy.length === 0
      ? []
      : [
          `The machine was busy with other work during ${names(busy)} (load above its cores): see the CPU time.`,
        ]),
  ];
}
