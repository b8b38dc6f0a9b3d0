import { openWorkbench, type Workbench, WorkbenchRefused } from '@heli/allocator';
import { type PlanDocument, type Problem } from '@heli/contracts';
import { createHighs } from '@heli/lp';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT } from '../exit-codes.js';
import { readBoth } from './verify.js';

export interface QuestionOptions {
  /** Seconds. */
  readonly timeLimit: number;
}

export interface Opened {
  readonly problem: Problem;
  readonly plan: PlanDocument;
  readonly workbench: Workbench;
}

/** A problem and its plan, ready to be asked about. A plan that is not sound is refused: no answer could be relied on. */
export async function openPlan(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  { timeLimit }: QuestionOptions,
): Promise<Opened> {
  const { problem, plan } = await readBoth(talk, problemFile, planFile);
  try {
    const workbench = openWorkbench(problem, plan, {
      solver: await createHighs(),
      limits: { timeMs: timeLimit * 1000 },
      clock: { now: () => performance.now() },
    });
    return { problem, plan, workbench };
  } catch (cause) {
    if (!(cause instanceof WorkbenchRefused)) throw cause;
    throw new CliError(EXIT.no, cause.code, talk.texts.question[cause.code](planFile, problemFile), {
      file: planFile,
      cause,
    });
  }
}
