import Table from 'cli-table3';
import { type Verdict } from './checks.js';

/** One round: traffic, faults in it one after the other, and what was found afterwards. */
export interface Round {
  readonly faults: readonly { readonly name: string; readonly seconds: number }[];
  /** Writes that were sent and acknowledged, and those that needed more than one attempt. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly repeated: number;
  readonly seconds: number;
  readonly settledSeconds: number;
  readonly verdict: Verdict;
}

export interface LeftOut {
  readonly fault: string;
  readonly why: string;
}

/** What `--json` writes. */
export interface Report {
  readonly faults: number;
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly ledgerBalanced: boolean;
  /** Verifications of published plans that went well; -1 when one did not. */
  readonly plansVerified: number;
  readonly stuck: number;
  /** Seconds: from the fault until every part is ready again, the longest. */
  readonly perFault: Readonly<Record<string, { times: number; seconds: number }>>;
  /** Writes that were sent more than once, because nobody knew their fate. */
  readonly repeated: number;
  /** From the end of the traffic of a round until nothing is under way any more, the longest. */
  readonly settledSeconds: number;
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly string[];
  readonly seconds: number;
  readonly seed: number;
  readonly command: string;
  readonly versions: Readonly<Record<string, string>>;
}

export type About = Pick<Report, 'leftOut' | 'seconds' | 'seed' | 'command' | 'versions'>;

export function reportOf(rounds: readonly Round[], about: About): Report {
  const sum = (of: (round: Round) => number): number => rounds.reduce((total, round) => total + of(round), 0);
  const findings = rounds.flatMap(({ faults, verdict }) =>
    (['lost', 'doubled', 'ledger', 'plans', 'stuck'] as const).flatMap((kind) =>
      verdict[kind].map(
        (sentence) => `${kind}, after ${faults.map(({ name }) => name).join(', ')}: ${sentence}`,
      ),
    ),
  );
  const plansFailed = sum(({ verdict }) => verdict.plans.length);
  const struck = rounds.flatMap(({ faults }) => faults);
  return {
    faults: struck.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ verdict }) => verdict.lost.length),
    doubled: sum(({ verdict }) => verdict.doubled.length),
    ledgerBalanced: sum(({ verdict }) => verdict.ledger.length) === 0,
    plansVerified: plansFailed > 0 ? -1 : sum(({ verdict }) => verdict.plansVerified),
    stuck: sum(({ verdict }) => verdict.stuck.length),
    repeated: sum(({ repeated }) => repeated),
    settledSeconds: Math.max(0, ...rounds.map(({ settledSeconds }) => settledSeconds)),
    perFault: Object.fromEntries(
      [...new Set(struck.map(({ name }) => name))].map((name) => {
        const of = struck.filter((fault) => fault.name === name);
        return [name, { times: of.length, seconds: Math.max(...of.map(({ seconds }) => seconds)) }];
      }),
    ),
    findings,
    ...about,
  };
}

export const isWell = ({ lost, doubled, ledgerBalanced, plansVerified, stuck }: Report): boolean =>
  lost === 0 && doubled === 0 && stuck === 0 && ledgerBalanced && plansVerified >= 0;

export function tableOf(report: Report, aboutOf: (fault: string) => string): string {
  const table = new Table({
    head: ['fault', 'what', 'times', 'ready again, s'],
    style: { head: [], border: [] },
    colWidths: [20, 70],
    wordWrap: true,
  });
  for (const [fault, { times, seconds }] of Object.entries(report.perFault))
    table.push([fault, aboutOf(fault), times, seconds]);
  const { faults, acknowledged, lost, doubled, ledgerBalanced, plansVerified, stuck } = report;
  return [
    table.toString(),
    ...report.leftOut.map(({ fault, why }) => `!! LEFT OUT: ${fault}: ${why}`),
    ...report.findings,
    `${faults} faults, ${acknowledged} acknowledged writes: ${lost} lost, ${doubled} doubled, ${stuck} stuck; ` +
      `the ledger ${ledgerBalanced ? 'balances' : 'DOES NOT BALANCE'}; ` +
      `${plansVerified >= 0 ? `${plansVerified} verifications of published plans went well` : 'A PUBLISHED PLAN DOES NOT VERIFY'} ` +
      `(seed ${report.seed}, ${report.seconds} s)`,
    `${report.repeated} writes were sent again; all was over ${report.settledSeconds} s after the traffic at the latest`,
  ].join('\n');
}
