import { NoSuchPlace, recommend } from '@heli/allocator';
import { type Problem } from '@heli/contracts';
import { describeRecommendation } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { openPlan, type QuestionOptions } from './question.js';

export interface RecommendCommandOptions extends QuestionOptions {
  readonly activity: string;
  readonly role: string;
  readonly declined?: readonly string[];
  readonly max: number;
}

/** `heli recommend`: who could take a place, and what each would cost. No candidate at all is a "no". */
export async function recommendFor(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  options: RecommendCommandOptions,
): Promise<ExitCode> {
  const { activity, role, max, timeLimit } = options;
  const declined = [...new Set(options.declined ?? [])];
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, options);
  refuseStrangers(talk, problem, declined);
  try {
    const recommendation = await recommend(
      workbench,
      { activityId: activity, roleId: role, declined },
      { max, timeMs: timeLimit * 1000 },
    );
    talk.print(describeRecommendation(problem, recommendation, declined, talk.language));
    const ok = recommendation.candidates.length > 0;
    talk.result({ ok, command: 'recommend', recommendation });
    return ok ? EXIT.ok : EXIT.no;
  } catch (cause) {
    if (!(cause instanceof NoSuchPlace)) throw cause;
    throw new CliError(EXIT.no, cause.code, sentenceOf(talk, problem, cause, options), { cause });
  }
}

function refuseStrangers({ texts }: Conversation, problem: Problem, ids: readonly string[]): void {
  const known = new Set(problem.volunteers.map(({ id }) => id));
  const faults = ids.flatMap((id) =>
    known.has(id)
      ? []
      : [{ pointer: '--declined', code: 'VOLUNTEER_UNKNOWN', message: texts.question.volunteerUnknown(id) }],
  );
  if (faults.length > 0)
    throw new CliError(EXIT.no, 'REFUSED', texts.question.refused(faults.length), { faults });
}

function sentenceOf(
  { texts }: Conversation,
  problem: Problem,
  { code }: NoSuchPlace,
  { activity, role }: RecommendCommandOptions,
): string {
  if (code !== 'ROLE_UNKNOWN') return texts.question[code](activity);
  const roles = problem.activities.find(({ id }) => id === activity)?.roles ?? [];
  return texts.question.ROLE_UNKNOWN(
    role,
    roles.map(({ id }) => id),
  );
}
