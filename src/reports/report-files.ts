import { type OpenPlace, type PlanDocument, type Problem } from '@heli/contracts';
import { accountFor, type SeasonAccount } from './account.js';
import { seasonCalendar } from './calendar-file.js';
import { type Language } from './language.js';
import { renderSummary } from './summary.js';
import { assignmentsCsv, bookingsCsv, moneyCsv, openCsv, scheduleCsv } from './tables.js';

export interface ReportFile {
  readonly name: string;
  readonly content: string;
}

export interface Reports {
  readonly account: SeasonAccount;
  readonly summary: string;
  /** `stamp`: when the files are made. */
  readonly files: (stamp: Date) => readonly ReportFile[];
}

/** Everything that is told of one plan; the files are made when asked for. */
export function reportsOn(
  problem: Problem,
  plan: PlanDocument,
  open: readonly OpenPlace[],
  language: Language,
): Reports {
  const account = accountFor(problem, plan, open);
  const summary = renderSummary(account, language);
  return {
    account,
    summary,
    files: (stamp) => [
      { name: 'problem.json', content: `${JSON.stringify(problem)}\n` },
      { name: 'plan.json', content: `${JSON.stringify(plan, null, 2)}\n` },
      { name: 'summary.txt', content: `${summary}\n` },
      { name: 'summary.json', content: `${JSON.stringify(account, null, 2)}\n` },
      { name: 'schedule.csv', content: scheduleCsv(problem, plan, language) },
      { name: 'assignments.csv', content: assignmentsCsv(problem, plan, language) },
      { name: 'bookings.csv', content: bookingsCsv(problem, plan, language) },
      { name: 'money.csv', content: moneyCsv(problem, plan, language) },
      { name: 'open.csv', content: openCsv(account, language) },
      { name: 'season.ics', content: seasonCalendar(problem, plan, language, stamp) },
    ],
  };
}
