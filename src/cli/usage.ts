import { type Command, type CommanderError } from 'commander';
import { type CliTexts } from './texts/texts.js';

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? '';

/** What is wrong with a command line, in the language asked for, and where to read on; `calledAs`: what stands before it. */
export function usageMessage(
  error: CommanderError,
  texts: CliTexts,
  program: Command,
  args: readonly string[],
  calledAs: string,
): string {
  const name = quoted(error.message);
  const suggestion = /Did you mean (?:one of )?(.+?)\?/.exec(error.message)?.[1];
  const sentence = sentenceFor(error, name, texts);
  const parts = [
    sentence.endsWith('.') || sentence.endsWith('。') ? sentence : `${sentence}${texts.usage.stop}`,
  ];
  if (suggestion !== undefined) parts.push(texts.usage.didYouMean(suggestion));
  const first = args.find((arg) => !arg.startsWith('-'));
  const command = program.commands.find((each) => each.name() === first);
  parts.push(texts.usage.seeHelp(command === undefined ? calledAs : `${calledAs} ${command.name()}`));
  return parts.join(' ');
}

function sentenceFor(error: CommanderError, name: string, texts: CliTexts): string {
  switch (error.code) {
    case 'commander.unknownCommand':
      return texts.usage.unknownCommand(name);
    case 'commander.unknownOption':
      return texts.usage.unknownOption(name);
    case 'commander.missingArgument':
      return texts.usage.missingArgument(name);
    case 'commander.missingMandatoryOptionValue':
      return texts.usage.missingOption(name);
    case 'commander.optionMissingArgument':
      return texts.usage.optionWithoutValue(name);
    case 'commander.excessArguments':
      return texts.usage.tooMany;
    case 'commander.conflictingOption':
      return texts.usage.conflict;
    case 'commander.invalidArgument':
      return invalidArgument(error.message, name, texts);
    default:
      return error.message.replace(/^error: /, '');
  }
}

/** Commander: `error: option '--gap <share>' argument value 'x' is invalid. WHY`. */
function invalidArgument(message: string, name: string, texts: CliTexts): string {
  const value = /(?:argument|argument value) '([^']*)' is invalid/.exec(message)?.[1] ?? '';
  const why = /is invalid[^.]*\. (.+)$/s.exec(message)?.[1] ?? '';
  const choices = /^Allowed choices are (.+)\.$/.exec(why)?.[1];
  return texts.usage.invalid(
    name,
    value,
    choices === undefined ? why : texts.usage.oneOf(choices.split(', ')),
  );
}
