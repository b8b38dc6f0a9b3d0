import { recruitNext } from '@heli/allocator';
import { describeRecruitment } from '../../reports/index.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { openPlan, type QuestionOptions } from './question.js';

export interface RecruitCommandOptions extends QuestionOptions {
  /** Of each unit: people, venue slots, money, equipment, groups. */
  readonly max: number;
}

/** `heli recruit`: what is scarce, and what one more of it would be worth. */
export async function recruit(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  options: RecruitCommandOptions,
): Promise<ExitCode> {
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, options);
  const recruitment = await recruitNext(workbench, {
    max: options.max,
    timeMs: options.timeLimit * 1000,
  });
  talk.print(describeRecruitment(problem, recruitment, talk.language));
  talk.result({ ok: true, command: 'recruit', recruitment });
  return EXIT.ok;
}
