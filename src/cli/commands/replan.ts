import { replan, replanAnswerOf } from '@heli/allocator';
import { CHANGES_FORMAT, changesDocument, type ReplanWindows } from '@heli/contracts';
import { resolve } from 'node:path';
import { describeReplan } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { readDocument, STANDARD_STREAM } from '../read-json.js';
import { writeFileAtomically } from '../write-file.js';
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
    await writeFileAtomically(outProblem, `${JSON.stringify(found.problem, null, 2)}\n`, texts);
    await writeFileAtomically(out, `${JSON.stringify(found.document, null, 2)}\n`, texts);
    talk.print('');
    talk.print(texts.replan.wrote(out, outProblem));
    talk.print(texts.solve.nextVerify(talk.options.calledAs, outProblem, out));
  }
  const ok = found.kind === 'possible';
  talk.result({ ok, command: 'replan', out: out ?? null, outProblem: outProblem ?? null, answer });
  return ok ? EXIT.ok : EXIT.no;
}

function checkFiles(
  { texts }: Conversation,
  inputs: readonly string[],
  out: string | undefined,
  outProblem: string | undefined,
): void {
  if (inputs.filter((file) => file === STANDARD_STREAM).length > 1)
    throw new CliError(EXIT.usage, 'TWICE_STDIN', texts.bothFromStandardInput);
  if ((out === undefined) !== (outProblem === undefined))
    throw new CliError(EXIT.usage, 'OUT_ALONE', texts.replan.bothOut);
  if (out === undefined || outProblem === undefined) return;
  const read = new Set(inputs.filter((file) => file !== STANDARD_STREAM).map((file) => resolve(file)));
  for (const file of [out, outProblem])
    if (read.has(resolve(file))) throw new CliError(EXIT.usage, 'OVERWRITE', texts.wouldOverwriteInput(file));
  if (resolve(out) === resolve(outProblem))
    throw new CliError(EXIT.usage, 'OVERWRITE', texts.replan.sameOut(out));
}
