import Table from 'cli-table3';
import { type Verdict } from './checks.js';

/** One round: traffic, a fault in it, and what was found afterwards. */
export interface Round {
  readonly fault: string;
  readonly about: string;
  /** Writes that were sent and acknowledged, and those that needed more than one attempt. */
  readonly sent: number;
  readonly acknowledged: number;
  readonly repeated: number;
  readonly seconds: number;
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
  readonly perFault: Readonly<
    Record<string, { rounds: number; acknowledged: number; repeated: number; seconds: number }>
  >;
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
  const findings = rounds.flatMap(({ fault, verdict }) =>
    (['lost', 'doubled', 'ledger', 'plans', 'stuck'] as const).flatMap((kind) =>
      verdict[kind].map((sentence) => `${kind}, after ${fault}: ${sentence}`),
    ),
  );
  const plansFailed = sum(({ verdict }) => verdict.plans.length);
  const names = [...new Set(rounds.map(({ fault }) => fault))];
  return {
    faults: rounds.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ verdict }) => verdict.lost.length),
    doubled: sum(({ verdict }) => verdict.doubled.length),
    ledgerBalanced: sum(({ verdict }) => verdict.ledger.length) === 0,
    plansVerified: plansFailed > 0 ? -1 : sum(({ verdict }) => verdict.plansVerified),
    stuck: sum(({ verdict }) => verdict.stuck.length),
    perFault: Object.fromEntries(
      names.map((name) => {
        const of = rounds.filter(({ fault }) => fault === name);
        const total = (field: 'acknowledged' | 'repeated' | 'seconds'): number =>
          Math.round(of.reduce((all, round) => all + round[field], 0) * 10) / 10;
        return [
          name,
          {
            rounds: of.length,
            acknowledged: total('acknowledged'),
            repeated: total('repeated'),
            seconds: total('seconds'),
          },
        ];
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
    head: ['fault', 'what', 'times', 'acknowledged', 'sent again', 's'],
    style: { head: [], border: [] },
    colWidths: [20, 60],
    wordWrap: true,
  });
  for (const [fault, { rounds, acknowledged, repeated, seconds }] of Object.entries(report.perFault))
    table.push([fault, aboutOf(fault), rounds, acknowledged, repeated, seconds]);
  const { faults, acknowledged, lost, doubled, ledgerBalanced, plansVerified, stuck } = report;
  return [
    table.toString(),
    ...report.leftOut.map(({ fault, why }) => `!! LEFT OUT: ${fault}: ${why}`),
    ...report.findings,
    `${faults} faults, ${acknowledged} acknowledged writes: ${lost} lost, ${doubled} doubled, ${stuck} stuck; ` +
      `the ledger ${ledgerBalanced ? 'balances' : 'DOES NOT BALANCE'}; ` +
      `${plansVerified >= 0 ? `${plansVerified} verifications of published plans went well` : 'A PUBLISHED PLAN DOES NOT VERIFY'} ` +
      `(seed ${report.seed}, ${report.seconds} s)`,
  ].join('\n');
}
