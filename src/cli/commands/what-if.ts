import { answerOf, whatIf } from '@heli/allocator';
import { CHANGES_FORMAT, changesDocument } from '@heli/contracts';
import { describeAnswer } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readDocument, STANDARD_STREAM } from '../read-json.js';
import { openPlan, type QuestionOptions } from './question.js';

export type WhatIfOptions = QuestionOptions;

/** `heli what-if`: the plan with something otherwise, priced aim by aim; or the rules that leave no such plan. */
export async function askWhatIf(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  changesFile: string,
  options: WhatIfOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  if (changesFile === STANDARD_STREAM && [problemFile, planFile].includes(STANDARD_STREAM))
    throw new CliError(EXIT.usage, 'TWICE_STDIN', texts.bothFromStandardInput);
  const { changes } = await readDocument(changesFile, changesDocument, CHANGES_FORMAT, talk);
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, options);
  const answer = answerOf(await whatIf(workbench, changes));
  if (answer.kind === 'refused')
    throw new CliError(EXIT.no, 'REFUSED', texts.question.refused(answer.faults.length), {
      file: changesFile,
      faults: answer.faults,
    });
  talk.print(describeAnswer(problem, answer, talk.language));
  const ok = answer.kind === 'possible';
  talk.result({ ok, command: 'what-if', answer });
  return ok ? EXIT.ok : EXIT.no;
}
