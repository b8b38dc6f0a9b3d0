import { accessRole, activityKind, type LeastHeld, tradeOffMeasure } from '@heli/contracts';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type AccountOptions } from './commands/account.js';
import { type BackupOptions } from './commands/backup.js';
import { type DemoOptions } from './commands/demo.js';
import { type ExplainCommandOptions } from './commands/explain.js';
import { type ExportOptions } from './commands/export.js';
import { type GenerateOptions } from './commands/generate.js';
import { type ImportOptions } from './commands/import.js';
import { type MigrateOptions } from './commands/migrate.js';
import { type RecommendCommandOptions } from './commands/recommend.js';
import { type PortfolioCommandOptions } from './commands/portfolio.js';
import { type RecruitCommandOptions } from './commands/recruit.js';
import { type RestoreOptions } from './commands/restore.js';
import { type ReportOptions } from './commands/report.js';
import { type SolveOptions } from './commands/solve.js';
import { type ReplanOptions } from './commands/replan.js';
import { type StandByCommandOptions } from './commands/stand-by.js';
import { type TradeOffsOptions } from './commands/trade-offs.js';
import { type WhatIfOptions } from './commands/what-if.js';
import { Conversation, type Streams } from './conversation.js';
import { CliError } from './cli-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { readAmount, readBudgets, readLeast } from './portfolio-arguments.js';
import { languageOfArguments, languageOfEnvironment, parseLanguage } from './language.js';
import { type Language } from '../reports/language.js';
import { type CliTexts } from './texts/texts.js';
import { usageMessage } from './usage.js';
import { type ServiceOptions } from './service.js';
import { ownVersion } from '../version.js';

interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly lang?: ReturnType<typeof parseLanguage>;
}

/** Runs one command line and answers the exit code. Knows no `process` beside the streams and the environment it is given. */
export async function run(
  args: readonly string[],
  streams: Streams,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ExitCode> {
  const language = languageOfArguments(args) ?? defaultLanguage(args, environment);
  // npm sets it for `npm run heli -- …`, where no `heli` need be on the PATH.
  const calledAs = environment.npm_lifecycle_event === 'heli' ? 'npm run heli --' : 'heli';
  let talk = new Conversation(
    { language, json: args.includes('--json'), quiet: args.includes('--quiet'), calledAs },
    streams,
  );
  let exitCode: ExitCode = EXIT.ok;
  const program = buildProgram(talk.texts, streams, (command, work) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    talk = new Conversation(
      {
        language: options.lang ?? language,
        json: options.json === true,
        quiet: options.quiet === true,
        calledAs,
      },
      streams,
    );
    return work(talk).then((code) => {
      exitCode = code;
    });
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return ended(error, talk, environment, (usage) =>
      usageMessage(usage, talk.texts, program, args, calledAs),
    );
  }
}

/** The demo is the pilot's, and speaks its language; all else speaks that of the environment. */
const defaultLanguage = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language =>
  args.find((arg) => !arg.startsWith('-')) === 'demo' ? 'zh-CN' : languageOfEnvironment(environment);

function ended(
  error: unknown,
  talk: Conversation,
  environment: Readonly<Record<string, string | undefined>>,
  usage: (error: CommanderError) => string,
): ExitCode {
  if (error instanceof CommanderError) {
    // Commander shows help and version by "failing" with 0.
    if (error.exitCode === 0) return EXIT.ok;
    if (error.code === 'commander.help') return EXIT.usage;
    talk.failed(new CliError(EXIT.usage, 'USAGE', usage(error)));
    return EXIT.usage;
  }
  if (error instanceof CliError) {
    talk.failed(error);
    if (environment.HELI_DEBUG) talk.note(error.stack ?? '');
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  talk.failed(new CliError(EXIT.environment, 'UNEXPECTED', talk.texts.unexpected(message), { cause: error }));
  if (environment.HELI_DEBUG && error instanceof Error) talk.note(error.stack ?? message);
  return EXIT.environment;
}

type Start = (command: Command, work: (talk: Conversation) => Promise<ExitCode>) => Promise<void>;

/** The commands. Each loads its own code only when it is called, so that working on files starts without the service. */
function buildProgram(texts: CliTexts, streams: Streams, start: Start): Command {
  const program = new Command('heli');
  const whole = wholeNumber(texts);
  const real = realNumber(texts);
  configure(program, texts, streams);
  program.addHelpText('after', `\n${texts.help.exitCodes}\n\n${texts.help.more}`);

  program
    .command('demo')
    .description(texts.help.demo.description)
    .option('--out <folder>', texts.help.demo.out, 'heli-out')
    .option('--serve', texts.help.demo.serve)
    .option('--port <n>', texts.help.serve.port, whole(0, 65_535))
    .option('--time-limit <seconds>', texts.help.demo.timeLimit, real(0.1, 86_400), DEMO_SECONDS)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((options: DemoOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/demo.js')).demo(talk, options)),
    );

  program
    .command('serve')
    .description(texts.help.serve.description)
    .option('--port <n>', texts.help.serve.port, whole(0, 65_535))
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((options: ServiceOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/serve.js')).serve(talk, options)),
    );

  program
    .command('import')
    .description(texts.help.import.description)
    .argument('<kind>', texts.help.import.kind)
    .argument('<file>', texts.help.import.file)
    .option('--dry-run', texts.help.import.dryRun)
    .option('--season <id>', texts.help.import.season)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((kind: string, file: string, options: ImportOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/import.js')).importPool(talk, kind, file, options),
      ),
    );

  program
    .command('export')
    .description(texts.help.export.description)
    .argument('<kind>', texts.help.import.kind)
    .argument('<file>', texts.help.export.file)
    .option('--season <id>', texts.help.export.season)
    .option('--community <id>', texts.help.export.community)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((kind: string, file: string, options: ExportOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/export.js')).exportPool(talk, kind, file, options),
      ),
    );

  program
    .command('generate')
    .description(texts.help.generate.description)
    .option('--pilot', texts.help.generate.pilot)
    .option('--volunteers <n>', texts.help.generate.volunteers, whole(1, 1_000_000))
    .option('--activities <n>', texts.help.generate.activities, whole(1, 100_000))
    .option('--communities <n>', texts.help.generate.communities, whole(1, 10_000))
    .option('--weeks <n>', texts.help.generate.weeks, whole(1, 52))
    .option('--seed <n>', texts.help.generate.seed, whole(0, MAX_SEED), 1)
    .option('--roaming <share>', texts.help.generate.roaming, real(0, 1))
    .option('--demand <factor>', texts.help.generate.demand, real(0.1, 100))
    .option('--tightness <factor>', texts.help.generate.tightness, real(0, 100))
    .option('--festival-week <share>', texts.help.generate.festivalWeek, real(0, 1))
    .option('--shared-budget <share>', texts.help.generate.sharedBudget, real(0, 1))
    .option('--budget-tightness <factor>', texts.help.generate.budgetTightness, real(0, 100))
    .option('--impossible <share>', texts.help.generate.impossible, real(0, 1))
    .option('--dataset', texts.help.generate.dataset)
    .requiredOption('--out <file>', texts.help.generate.out)
    .action((options: GenerateOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/generate.js')).generate(talk, options)),
    );

  program
    .command('solve')
    .description(texts.help.solve.description)
    .argument('<problem>', texts.help.problemFile)
    .option('--out <file>', texts.help.solve.out)
    .option('--time-limit <seconds>', texts.help.solve.timeLimit, real(0.001, 31_536_000))
    .option('--nodes <n>', texts.help.solve.nodes, whole(1, 100_000_000))
    .option('--gap <share>', texts.help.solve.gap, real(0, 1), 0.001)
    .option('--seed <n>', texts.help.solve.seed, whole(0, MAX_SEED))
    .addOption(new Option('--solver <name>', texts.help.solve.solver).choices(SOLVERS).default('highs'))
    .option('--threads <n>', texts.help.solve.threads, whole(1, 64))
    .option('--explain', texts.help.solve.explain)
    .action((problem: string, options: SolveOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/solve.js')).solve(talk, problem, options)),
    );

  const written =
    <T>(read: (text: string) => T | null, hint: string) =>
    (text: string): T => {
      const value = read(text);
      if (value === null) throw new InvalidArgumentError(hint);
      return value;
    };
  const { portfolio: words } = texts.help;
  program
    .command('portfolio')
    .description(words.description)
    .argument('<problem>', texts.help.problemFile)
    .option('--budgets <list>', words.budgets, written(readBudgets, texts.usage.notBudgets))
    .option('--least <minimum...>', words.least, (text: string, before: LeastHeld[] | undefined) => [
      ...(before ?? []),
      written(readLeast, texts.usage.notLeast)(text),
    ])
    .addOption(new Option('--kind <kind...>', words.kind).choices(activityKind.options))
    .option('--community <id...>', words.community)
    .option('--choose <yuan>', words.choose, written(readAmount, texts.usage.notAmount))
    .option('--out <file>', words.out)
    .option('--out-problem <file>', words.outProblem)
    .addOption(
      new Option('--time-limit <seconds>', texts.help.questionTimeLimit)
        .argParser(real(0.001, 86_400))
        .default(PORTFOLIO_SECONDS),
    )
    .action((problem: string, options: PortfolioCommandOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/portfolio.js')).portfolioOf(talk, problem, options),
      ),
    );

  const aboutPlan = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .argument('<problem>', texts.help.problemFile)
      .argument('<plan>', texts.help.planFile);
  const questionTimeLimit = (): Option =>
    new Option('--time-limit <seconds>', texts.help.questionTimeLimit)
      .argParser(real(0.001, 86_400))
      .default(QUESTION_SECONDS);

  aboutPlan('verify', texts.help.verify.description).action(
    (problem: string, plan: string, _options: unknown, command: Command) =>
      start(command, async (talk) => (await import('./commands/verify.js')).verify(talk, problem, plan)),
  );

  aboutPlan('recommend', texts.help.recommend.description)
    .requiredOption('--activity <id>', texts.help.recommend.activity)
    .requiredOption('--role <id>', texts.help.recommend.role)
    .option('--declined <id...>', texts.help.recommend.declined)
    .option('--max <n>', texts.help.recommend.max, whole(1, 1_000), 10)
    .addOption(questionTimeLimit())
    .action((problem: string, plan: string, options: RecommendCommandOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/recommend.js')).recommendFor(talk, problem, plan, options),
      ),
    );

  aboutPlan('what-if', texts.help.whatIf.description)
    .argument('<changes>', texts.help.whatIf.changes)
    .addOption(questionTimeLimit())
    .action((problem: string, plan: string, changes: string, options: WhatIfOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/what-if.js')).askWhatIf(talk, problem, plan, changes, options),
      ),
    );

  aboutPlan('replan', texts.help.replan.description)
    .argument('<changes>', texts.help.replan.changes)
    .option('--frozen-until <instant>', texts.help.replan.frozenUntil)
    .option('--published-until <instant>', texts.help.replan.publishedUntil)
    .option('--out <file>', texts.help.replan.out)
    .option('--out-problem <file>', texts.help.replan.outProblem)
    .addOption(questionTimeLimit())
    .action((problem: string, plan: string, changes: string, options: ReplanOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/replan.js')).planAgain(talk, problem, plan, changes, options),
      ),
    );

  aboutPlan('explain', texts.help.explain.description)
    .argument('[activity]', texts.help.explain.activity)
    .argument('[role]', texts.help.explain.role)
    .option('--limit <n>', texts.help.explain.limit, whole(1, 10_000), 10)
    .addOption(questionTimeLimit())
    .action(
      (
        problem: string,
        plan: string,
        activity: string | undefined,
        role: string | undefined,
        options: ExplainCommandOptions,
        command: Command,
      ) =>
        start(command, async (talk) =>
          (await import('./commands/explain.js')).explain(talk, problem, plan, activity, role, options),
        ),
    );

  aboutPlan('recruit', texts.help.recruit.description)
    .option('--max <n>', texts.help.recruit.max, whole(1, 1_000), 5)
    .addOption(questionTimeLimit())
    .action((problem: string, plan: string, options: RecruitCommandOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/recruit.js')).recruit(talk, problem, plan, options),
      ),
    );

  aboutPlan('stand-by', texts.help.standBy.description)
    .argument('[activity]', texts.help.standBy.activity)
    .option('--max <n>', texts.help.standBy.max, whole(1, 1_000), 3)
    .option('--probability <share>', texts.help.standBy.probability, real(0, 1))
    .action(
      (
        problem: string,
        plan: string,
        activity: string | undefined,
        options: StandByCommandOptions,
        command: Command,
      ) =>
        start(command, async (talk) =>
          (await import('./commands/stand-by.js')).standByFor(talk, problem, plan, activity, options),
        ),
    );

  aboutPlan('trade-offs', texts.help.tradeOffs.description)
    .addOption(
      new Option('--between <measures...>', texts.help.tradeOffs.between).choices(tradeOffMeasure.options),
    )
    .option('--points <n>', texts.help.tradeOffs.points, whole(1, 12), 5)
    .option('--held-at-least <points>', texts.help.tradeOffs.heldAtLeast, whole(0, 1_000_000))
    .option('--out <file>', texts.help.tradeOffs.out)
    .option('--pick <n>', texts.help.tradeOffs.pick, whole(1, 12))
    .addOption(questionTimeLimit())
    .action((problem: string, plan: string, options: TradeOffsOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/trade-offs.js')).weigh(talk, problem, plan, options),
      ),
    );

  aboutPlan('report', texts.help.report.description)
    .requiredOption('--out <folder>', texts.help.report.out)
    .action((problem: string, plan: string, options: ReportOptions, command: Command) =>
      start(command, async (talk) =>
        (await import('./commands/report.js')).report(talk, problem, plan, options),
      ),
    );

  const account = program.command('account').description(texts.help.account.description);
  account
    .command('create')
    .description(texts.help.account.create)
    .requiredOption('--login <name>', texts.help.account.login)
    .addOption(
      new Option('--role <role>', texts.help.account.role).choices(accessRole.options).makeOptionMandatory(),
    )
    .option('--organization <id>', texts.help.account.organization)
    .option('--name <name>', texts.help.account.name)
    .option('--contact <address>', texts.help.account.contact)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((options: AccountOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/account.js')).createAccount(talk, options)),
    );
  for (const command of account.commands) configure(command, texts, streams);

  program
    .command('migrate')
    .description(texts.help.migrate.description)
    .addOption(new Option('--up', texts.help.migrate.up).conflicts(['down', 'check']))
    .addOption(new Option('--down', texts.help.migrate.down).conflicts(['check']))
    .option('--check', texts.help.migrate.check)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((options: MigrateOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/migrate.js')).migrate(talk, options)),
    );

  program
    .command('backup')
    .description(texts.help.backup.description)
    .option('--out <folder>', texts.help.backup.out, 'heli-backups')
    .option('--keep <n>', texts.help.backup.keep, whole(1, 10_000))
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((options: BackupOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/backup.js')).backup(talk, options)),
    );

  program
    .command('restore')
    .description(texts.help.restore.description)
    .argument('<archive>', texts.help.restore.archive)
    .option('--force', texts.help.restore.force)
    .option('--data-dir <folder>', texts.help.dataDir)
    .action((archive: string, options: RestoreOptions, command: Command) =>
      start(command, async (talk) => (await import('./commands/restore.js')).restore(talk, archive, options)),
    );

  program
    .command('schema')
    .description(texts.help.schema.description)
    .addArgument(program.createArgument('<format>').choices(['problem', 'plan', 'changes', 'dataset']))
    .action((format: string, _options: unknown, command: Command) =>
      start(command, async (talk) => (await import('./commands/schema.js')).schema(talk, format)),
    );

  for (const command of program.commands) configure(command, texts, streams);
  return program;
}

const SOLVERS = ['highs', 'js-lp'] as const;
/** The demo ends within three minutes on two cores, whatever the machine's mood. */
const DEMO_SECONDS = 100;
/** Somebody waits for the answer. */
const QUESTION_SECONDS = 60;
const PORTFOLIO_SECONDS = 300;
const MAX_SEED = 2 ** 31 - 1;

function configure(command: Command, texts: CliTexts, streams: Streams): void {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': texts.help.usage,
    'Arguments:': texts.help.arguments,
    'Options:': texts.help.options,
    'Global Options:': texts.help.globalOptions,
    'Commands:': texts.help.commands,
  };
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles[title] ?? title })
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
      // Said once, in the language asked for, by `ended`.
      outputError: () => undefined,
    })
    .helpOption('-h, --help', texts.help.help);
  if (command.parent === null) {
    command
      .description(texts.help.description)
      .version(ownVersion(), '-V, --version', texts.help.version)
      .helpCommand('help [command]', texts.help.helpCommand)
      .option('--json', texts.help.json)
      .option('--quiet', texts.help.quiet)
      .option('--lang <language>', texts.help.lang, (value) => {
        const language = parseLanguage(value);
        if (language === undefined) throw new InvalidArgumentError(texts.usage.notLanguage);
        return language;
      });
  }
}

const wholeNumber = (texts: CliTexts) => (low: number, high: number) => (text: string) => {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new InvalidArgumentError(texts.usage.notWhole(low, high));
  return value;
};

const realNumber = (texts: CliTexts) => (low: number, high: number) => (text: string) => {
  const value = /^(?:\d+(?:\.\d+)?|\.\d+)(?:e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new InvalidArgumentError(texts.usage.notNumber(low, high));
  return value;
};
