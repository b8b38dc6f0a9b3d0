import { NoSuchPlace, standBy } from '@heli/allocator';
import { describeStandBy } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { openPlan } from './question.js';

export interface StandByCommandOptions {
  readonly max: number;
  /** 0 to 1; left out: in expectation. */
  readonly probability?: number;
}

/** Opening a plan asks no solver, so no limit of time is needed. */
const NO_LIMIT = { timeLimit: Infinity };

/** `heli stand-by`: who could step in, role by role. Nobody for any role is a "no". */
export async function standByFor(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  activity: string | undefined,
  { max, probability }: StandByCommandOptions,
): Promise<ExitCode> {
  const { problem, workbench } = await openPlan(talk, problemFile, planFile, NO_LIMIT);
  try {
    const list = standBy(workbench, {
      max,
      ...(activity === undefined ? {} : { activityIds: [activity] }),
      ...(probability === undefined ? {} : { probability }),
    });
    talk.print(describeStandBy(problem, list, talk.language));
    const ok = list.places.length === 0 || list.withoutReserve < list.places.length;
    talk.result({ ok, command: 'stand-by', standBy: list });
    return ok ? EXIT.ok : EXIT.no;
  } catch (cause) {
    if (!(cause instanceof NoSuchPlace) || cause.code === 'ROLE_UNKNOWN') throw cause;
    throw new CliError(EXIT.no, cause.code, talk.texts.question[cause.code](activity ?? ''), { cause });
  }
}
