import { problem as problemContract, PROBLEM_FORMAT, type Problem } from '@heli/contracts';
import { describeOpen, reportsOn } from '../../reports/index.js';
import { type SolverName, startSolving } from '../../solving/index.js';
import { AppError } from '../../errors/index.js';
import { CliError } from '../cli-error.js';
import { type Conversation } from '../conversation.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { interruptible } from '../interrupts.js';
import { progressView } from '../progress-view.js';
import { refuseOverwriting } from '../outputs.js';
import { readDocument, STANDARD_STREAM } from '../read-json.js';
import { writeFileAtomically } from '../write-file.js';

export interface SolveOptions {
  readonly out?: string;
  /** Seconds. */
  readonly timeLimit?: number;
  /** Branch-and-bound nodes a block: a limit by work. */
  readonly nodes?: number;
  readonly gap: number;
  readonly seed?: number;
  readonly solver: SolverName;
  /** Solver threads; left out: one a core, four at most. */
  readonly threads?: number;
  readonly explain?: boolean;
}

/** `heli solve`: problem in, plan with its proof out. */
export async function solve(talk: Conversation, file: string, options: SolveOptions): Promise<ExitCode> {
  const { texts } = talk;
  const { out } = options;
  if (out === STANDARD_STREAM) talk.stdoutBelongsToData();
  else if (out !== undefined) refuseOverwriting(talk, [file], [out]);
  const problem = await readDocument(file, problemContract, PROBLEM_FORMAT, talk);
  talk.note(texts.solve.start(problem.name, problem.volunteers.length, problem.activities.length));

  const allocation = await compute(talk, problem, options);
  if (allocation.kind === 'refused')
    throw new CliError(EXIT.no, 'REFUSED', texts.solve.refused(file, allocation.faults.length), {
      file,
      faults: allocation.faults,
    });
  const { document, open } = allocation;
  if (out === STANDARD_STREAM) talk.data(JSON.stringify(document, null, 2));
  else if (out !== undefined) await writeFileAtomically(out, `${JSON.stringify(document, null, 2)}\n`, texts);

  const { summary, account } = reportsOn(problem, document, open, talk.language);
  talk.print(summary);
  if (options.explain === true)
    for (const entry of [...account.dropped, ...account.open]) {
      const { headline, funnel } = describeOpen(entry, account.season.timeZone, talk.language);
      talk.print(`· ${headline}\n    ${funnel}`);
    }
  talk.print('');
  if (out === undefined) talk.print(texts.solve.notWritten);
  else if (out !== STANDARD_STREAM) {
    talk.print(texts.solve.wrote(out));
    talk.print(texts.solve.nextVerify(talk.options.calledAs, file, out));
  }
  talk.result({
    ok: true,
    command: 'solve',
    out: out ?? null,
    ...(out === undefined ? { plan: document } : {}),
    account,
  });
  return EXIT.ok;
}

async function compute(talk: Conversation, problem: Problem, options: SolveOptions) {
  const view = progressView(talk);
  const solving = startSolving(
    {
      problem: { value: problem },
      solver: options.solver,
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      limits: {
        gap: options.gap,
        ...(options.timeLimit === undefined ? {} : { timeMs: Math.ceil(options.timeLimit * 1000) }),
        ...(options.nodes === undefined ? {} : { nodesPerBlock: options.nodes }),
        ...(options.seed === undefined ? {} : { seed: options.seed }),
      },
    },
    { progress: (progress) => view.update(progress) },
  );
  try {
    return await interruptible(solving.result, {
      first: () => {
        view.stop();
        talk.note(talk.texts.solve.stopping);
        solving.cancel();
        return undefined;
      },
      second: () => {
        void solving.kill();
        return new CliError(EXIT.interrupted, 'INTERRUPTED', talk.texts.solve.quit);
      },
    });
  } catch (cause) {
    if (cause instanceof CliError) throw cause;
    if (cause instanceof AppError && cause.code === 'ENGINE_OUT_OF_MEMORY')
      throw new CliError(EXIT.environment, 'OUT_OF_MEMORY', talk.texts.solve.outOfMemory, { cause });
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(EXIT.environment, 'ENGINE', talk.texts.solve.engineFailed(message), { cause });
  } finally {
    view.stop();
  }
}
