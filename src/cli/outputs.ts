import { type PlanDocument, type Problem } from '@heli/contracts';
import { resolve } from 'node:path';
import { CliError } from './cli-error.js';
import { type Conversation } from './conversation.js';
import { EXIT } from './exit-codes.js';
import { STANDARD_STREAM } from './read-json.js';
import { writeFileAtomically } from './write-file.js';

/** Refuses to write over a file that is read, or two things into one. */
export function refuseOverwriting(
  { texts }: Conversation,
  inputs: readonly string[],
  outputs: readonly [string, string?],
): void {
  const read = new Set(inputs.filter((file) => file !== STANDARD_STREAM).map((file) => resolve(file)));
  for (const file of outputs)
    if (file !== undefined && read.has(resolve(file)))
      throw new CliError(EXIT.usage, 'OVERWRITE', texts.wouldOverwriteInput(file));
  const [first, second] = outputs;
  if (second !== undefined && resolve(first) === resolve(second))
    throw new CliError(EXIT.usage, 'OVERWRITE', texts.replan.sameOut(first));
}

/** A plan, and the problem that it belongs to. */
export interface PlanOfProblem {
  readonly problem: Problem;
  readonly document: PlanDocument;
}

/** Writes both, the problem first, and says how to check them. */
export async function writeBoth(
  talk: Conversation,
  { problem, document }: PlanOfProblem,
  files: { readonly out: string; readonly outProblem: string },
  said: string,
): Promise<void> {
  const { out, outProblem } = files;
  await writeFileAtomically(outProblem, `${JSON.stringify(problem, null, 2)}\n`, talk.texts);
  await writeFileAtomically(out, `${JSON.stringify(document, null, 2)}\n`, talk.texts);
  talk.print('');
  talk.print(said);
  talk.print(talk.texts.solve.nextVerify(talk.options.calledAs, outProblem, out));
}
