import { portfolio } from '@heli/allocator';
import { type LeastHeld, problem as problemContract, PROBLEM_FORMAT } from '@heli/contracts';
import { createHighs } from '@heli/lp';
import { describePortfolio } from '../../reports/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { refuseOverwriting, writeBoth } from '../outputs.js';
import { readDocument } from '../read-json.js';

export interface PortfolioCommandOptions {
  /** Fen. */
  readonly budgets?: readonly number[];
  readonly least?: readonly LeastHeld[];
  readonly kind?: readonly LeastHeld['kinds'][number][];
  readonly community?: readonly string[];
  /** Fen: the budget whose plan is written. */
  readonly choose?: number;
  readonly out?: string;
  readonly outProblem?: string;
  /** Seconds. */
  readonly timeLimit: number;
}

/** `heli portfolio`: which activities to hold as more may be spent. */
export async function portfolioOf(
  talk: Conversation,
  file: string,
  options: PortfolioCommandOptions,
): Promise<ExitCode> {
  const { texts } = talk;
  const { out, outProblem, choose, budgets } = options;
  checkFiles(talk, file, options);
  const problem = await readDocument(file, problemContract, PROBLEM_FORMAT, talk);
  const found = await portfolio(
    problem,
    {
      ...(budgets === undefined ? {} : { budgetsFen: [...budgets] }),
      communityIds: [...(options.community ?? [])],
      kinds: [...(options.kind ?? [])],
      least: [...(options.least ?? [])],
    },
    {
      solver: await createHighs(),
      timeMs: options.timeLimit * 1000,
      clock: { now: () => performance.now() },
      ...(choose === undefined ? {} : { chosenFen: choose }),
      onBudget: (done, of) => talk.note(texts.portfolio.budget(done, of)),
    },
  );
  if (found.kind === 'refused')
    throw new CliError(EXIT.no, 'REFUSED', texts.solve.refused(file, found.faults.length), {
      file,
      faults: found.faults,
    });
  const { answer, chosen } = found;
  talk.print(describePortfolio(problem, answer, talk.language));
  if (choose !== undefined && !chosen)
    throw new CliError(EXIT.no, 'NO_PLAN', texts.portfolio.noPlan, { file });
  if (chosen && out !== undefined && outProblem !== undefined) {
    await writeBoth(talk, chosen, { out, outProblem }, texts.portfolio.wrote(out, outProblem));
  }
  talk.result({
    ok: true,
    command: 'portfolio',
    out: out ?? null,
    outProblem: outProblem ?? null,
    portfolio: answer,
  });
  return EXIT.ok;
}

function checkFiles(
  talk: Conversation,
  file: string,
  { out, outProblem, choose }: PortfolioCommandOptions,
): void {
  if (new Set([out, outProblem, choose].map((each) => each === undefined)).size > 1)
    throw new CliError(EXIT.usage, 'OUT_ALONE', talk.texts.portfolio.together);
  if (out !== undefined && outProblem !== undefined) refuseOverwriting(talk, [file], [out, outProblem]);
}
