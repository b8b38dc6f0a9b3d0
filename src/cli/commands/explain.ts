import { explainAll, explainPlace, NoSuchPlace, NothingOpen } from '@heli/allocator';
import { type Problem } from '@heli/contracts';
import { describeExplanation, describeExplanations } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { openPlan, type QuestionOptions } from './question.js';

export interface ExplainCommandOptions extends QuestionOptions {
  /** Groups shown to people; JSON has them all. */
  readonly limit: number;
}

/** `heli explain`: why places are open and activities dropped, and what would help, confirmed by solving again. */
export async function explain(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  activity: string | undefined,
  role: string | undefined,
  options: ExplainCommandOptions,
): Promise<ExitCode> {
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, options);
  const timeMs = options.timeLimit * 1000;
  if (activity === undefined) {
    const explanations = await explainAll(workbench, { timeMs });
    talk.print(describeExplanations(problem, explanations, options.limit, talk.language));
    talk.result({ ok: true, command: 'explain', explanations });
    return EXIT.ok;
  }
  try {
    const found = await explainPlace(workbench, { activityId: activity, roleId: role }, { timeMs });
    talk.print(found.map((each) => describeExplanation(problem, each, talk.language)).join('\n'));
    talk.result({ ok: true, command: 'explain', explanations: found });
    return EXIT.ok;
  } catch (cause) {
    if (!(cause instanceof NoSuchPlace || cause instanceof NothingOpen)) throw cause;
    throw new CliError(EXIT.no, cause.code, sentenceOf(talk, problem, cause, activity, role), { cause });
  }
}

function sentenceOf(
  { texts }: Conversation,
  problem: Problem,
  { code }: NoSuchPlace | NothingOpen,
  activityId: string,
  roleId = '',
): string {
  if (code !== 'ROLE_UNKNOWN') return texts.question[code](activityId);
  const roles = problem.activities.find(({ id }) => id === activityId)?.roles ?? [];
  return texts.question.ROLE_UNKNOWN(
    roleId,
    roles.map(({ id }) => id),
  );
}
