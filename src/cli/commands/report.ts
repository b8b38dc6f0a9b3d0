import { explainOpen, verifyDocument } from '@heli/allocator';
import { describeViolations, reportsOn } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { writeReports } from '../write-reports.js';
import { readBoth } from './verify.js';

export interface ReportOptions {
  readonly out: string;
}

/** `heli report`: the files a council passes on, made from a plan that was verified first. */
export async function report(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  options: ReportOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  const { problem, plan } = await readBoth(talk, problemFile, planFile);
  const violations = verifyDocument(problem, plan);
  if (violations.length > 0) {
    talk.note(describeViolations(problem, violations.slice(0, MOST_SHOWN), talk.language).join('\n'));
    throw new CliError(EXIT.no, 'PLAN_BROKEN', texts.verify.bad(violations.length), { file: planFile });
  }
  const reports = reportsOn(problem, plan, explainOpen(problem, plan), talk.language);
  await writeReports(options.out, reports.files(new Date()), talk);
  talk.print(reports.summary);
  talk.result({ ok: true, command: 'report', out: options.out, account: reports.account });
  return EXIT.ok;
}

const MOST_SHOWN = 50;
