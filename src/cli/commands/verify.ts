import { validate, verifyDocument } from '@heli/allocator';
import { PLAN_FORMAT, planDocument, problem as problemContract, PROBLEM_FORMAT } from '@heli/contracts';
import { describeViolations } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readDocument, STANDARD_STREAM } from '../read-json.js';

const MOST_SHOWN = 50;

/** `heli verify`: the plan is checked from the problem alone, whoever made it. */
export async function verify(talk: Conversation, problemFile: string, planFile: string): Promise<ExitCode> {
  const { texts } = talk;
  const { problem, plan } = await readBoth(talk, problemFile, planFile);
  const violations = verifyDocument(problem, plan);
  talk.result({ ok: violations.length === 0, command: 'verify', violations });
  if (violations.length === 0) {
    talk.print(texts.verify.good(plan.scheduled.length, plan.assignments.length));
    return EXIT.ok;
  }
  talk.print(texts.verify.bad(violations.length));
  for (const sentence of describeViolations(problem, violations.slice(0, MOST_SHOWN), talk.language))
    talk.print(sentence);
  if (violations.length > MOST_SHOWN) talk.print(texts.verify.more(violations.length - MOST_SHOWN));
  return EXIT.no;
}

/** A problem without faults and a plan, of which one may come from standard input. */
export async function readBoth(talk: Conversation, problemFile: string, planFile: string) {
  if (problemFile === STANDARD_STREAM && planFile === STANDARD_STREAM)
    throw new CliError(EXIT.usage, 'TWICE_STDIN', talk.texts.bothFromStandardInput);
  const problem = await readDocument(problemFile, problemContract, PROBLEM_FORMAT, talk);
  const plan = await readDocument(planFile, planDocument, PLAN_FORMAT, talk);
  const faults = validate(problem);
  if (faults.length > 0)
    throw new CliError(EXIT.no, 'REFUSED', talk.texts.verify.refused(problemFile, faults.length), {
      file: problemFile,
      faults,
    });
  return { problem, plan };
}
