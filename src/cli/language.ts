import { LANGUAGES, type Language } from '../reports/language.js';

/** The language that POSIX environment variables ask for: the first of LC_ALL, LC_MESSAGES, LANG that is set decides. */
export function languageOfEnvironment(environment: Readonly<Record<string, string | undefined>>): Language {
  const asked = [environment.LC_ALL, environment.LC_MESSAGES, environment.LANG].find((value) => value);
  return asked !== undefined && /^zh\b|^zh_/i.test(asked) ? 'zh-CN' : 'en';
}

/** `zh`, `zh-CN`, `zh_CN.UTF-8`, `en`, `en-GB` … → a language we speak, or undefined. */
export function parseLanguage(asked: string): Language | undefined {
  const wanted = asked.toLowerCase().split(/[-_.]/)[0] ?? '';
  return LANGUAGES.find((language) => language.toLowerCase().split('-')[0] === wanted);
}

/** The value of `--lang` before the command line is parsed: help and usage errors speak that language too. */
export function languageOfArguments(args: readonly string[]): Language | undefined {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  if (at < 0) return undefined;
  const value = args[at]?.startsWith('--lang=') === true ? args[at].slice('--lang='.length) : args[at + 1];
  return value === undefined ? undefined : parseLanguage(value);
}
