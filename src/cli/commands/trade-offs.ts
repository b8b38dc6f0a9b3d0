import { tradeOffs } from '@heli/allocator';
import { type TradeOffMeasure } from '@heli/contracts';
import { describeTradeOffs } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { refuseOverwriting } from '../outputs.js';
import { writeFileAtomically } from '../write-file.js';
import { openPlan, type QuestionOptions } from './question.js';

export interface TradeOffsOptions extends QuestionOptions {
  readonly between?: readonly TradeOffMeasure[];
  readonly points: number;
  /** Points of the aim `held`; left out: what the plan makes. */
  readonly heldAtLeast?: number;
  /** Where the plan number `pick` of the menu is written: both or neither. */
  readonly out?: string;
  readonly pick?: number;
}

/** `heli trade-offs`: few plans, each best in its way. None but the plan as it is is a "no". */
export async function weigh(
  talk: Conversation,
  problemFile: string,
  planFile: string,
  options: TradeOffsOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  const { between, points, heldAtLeast, out, pick } = options;
  if ((out === undefined) !== (pick === undefined))
    throw new CliError(EXIT.usage, 'OUT_ALONE', texts.tradeOffs.bothOut);
  if (between && (between.length < 2 || new Set(between).size < between.length))
    throw new CliError(EXIT.usage, 'USAGE', texts.tradeOffs.twoMeasures);
  if (out !== undefined) refuseOverwriting(talk, [problemFile, planFile], [out]);
  const { workbench } = await openPlan(talk, problemFile, planFile, options);
  const found = await tradeOffs(workbench, {
    points,
    ...(between === undefined ? {} : { measures: [...between] }),
    ...(heldAtLeast === undefined ? {} : { heldAtLeast }),
  });
  if (found.kind === 'refused')
    throw new CliError(EXIT.no, 'REFUSED', texts.question.refused(found.faults.length), {
      faults: found.faults,
    });
  const { answer } = found;
  talk.print(describeTradeOffs(answer, talk.language));
  const isThere = pick === undefined || pick <= answer.points.length;
  if (out !== undefined && pick !== undefined) {
    if (!isThere)
      throw new CliError(EXIT.no, 'NO_SUCH_POINT', texts.tradeOffs.noSuchPoint(pick, answer.points.length));
    const document = found.document(pick - 1);
    await writeFileAtomically(out, `${JSON.stringify(document, null, 2)}\n`, texts);
    talk.print('');
    talk.print(texts.tradeOffs.wrote(pick, out));
    talk.print(texts.solve.nextVerify(talk.options.calledAs, problemFile, out));
  }
  const ok = answer.points.length > 0;
  talk.result({ ok, command: 'trade-offs', out: out ?? null, tradeOffs: answer });
  return ok ? EXIT.ok : EXIT.no;
}
