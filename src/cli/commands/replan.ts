import { replan, replanAnswerOf } from '@heli/allocator';
import { CHANGES_FORMAT, changesDocument, type ReplanWindows } from '@heli/contracts';
import { describeReplan } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { refuseOverwriting, writeBoth } from '../outputs.js';
import { readDocument, STANDARD_STREAM } from '../read-json.js';
import { openPlan, type QuestionOptions } from './question.js';

export interface ReplanOptions extends QuestionOptions {
  readonly frozenUntil?: string;
  readonly publishedUntil?: string;
  /** The new plan, and the changed problem that it belongs to: both or neither. */
  readonly out?: string;
  readonly outProblem?: string;
}

/** `heli replan`: a new plan after something has changed, with the proven fewest people who hear something new. */
export async function planAgain(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  changesFile: string,
  options: ReplanOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  const { out, outProblem, frozenUntil, publishedUntil } = options;
  checkFiles(talk, [problemFile, planFile, changesFile], out, outProblem);
  const { changes } = await readDocument(changesFile, changesDocument, CHANGES_FORMAT, talk);
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, options);
  const windows: ReplanWindows = {
    ...(frozenUntil === undefined ? {} : { frozenUntil }),
    ...(publishedUntil === undefined ? {} : { publishedUntil }),
  };
  const found = await replan(workbench, changes, windows);
  const answer = replanAnswerOf(found);
  if (answer.kind === 'refused')
    throw new CliError(EXIT.no, 'REFUSED', texts.question.refused(answer.faults.length), {
      file: changesFile,
      faults: answer.faults,
    });
  talk.print(describeReplan(found.kind === 'possible' ? found.problem : problem, answer, talk.language));
  if (found.kind === 'possible' && out !== undefined && outProblem !== undefined) {
    await writeBoth(talk, found, { out, outProblem }, texts.replan.wrote(out, outProblem));
  }
  const ok = found.kind === 'possible';
  talk.result({ ok, command: 'replan', out: out ?? null, outProblem: outProblem ?? null, answer });
  return ok ? EXIT.ok : EXIT.no;
}

function checkFiles(
  talk: Conversation,
  inputs: readonly string[],
  out: string | undefined,
  outProblem: string | undefined,
): void {
  const { texts } = talk;
  if (inputs.filter((file) => file === STANDARD_STREAM).length > 1)
    throw new CliError(EXIT.usage, 'TWICE_STDIN', texts.bothFromStandardInput);
  if ((out === undefined) !== (outProblem === undefined))
    throw new CliError(EXIT.usage, 'OUT_ALONE', texts.replan.bothOut);
  if (out === undefined || outProblem === undefined) return;
  refuseOverwriting(talk, inputs, [out, outProblem]);
}
