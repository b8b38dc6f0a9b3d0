import { type Fault } from '@heli/contracts';
import { type Language } from '../reports/language.js';
import { type CliError } from './cli-error.js';
import { describeFaults } from './describe-faults.js';
import { type CliTexts, textsOf } from './texts/texts.js';

export interface Streams {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export interface TalkOptions {
  readonly language: Language;
  /** Standard output carries one JSON document and nothing else. */
  readonly json: boolean;
  readonly quiet: boolean;
  /** What to type before a command, so that a printed command line works where it is pasted. */
  readonly calledAs: string;
}

/** Every word a command says: results on standard output, talk on standard error. */
export class Conversation {
  readonly texts: CliTexts;
  private dataOnStdout = false;

  constructor(
    readonly options: TalkOptions,
    readonly streams: Streams,
  ) {
    this.texts = textsOf(options.language);
  }

  get language(): Language {
    return this.options.language;
  }

  /** From now on standard output belongs to data (`--out -`), and what people read goes to standard error. */
  stdoutBelongsToData(): void {
    this.dataOnStdout = true;
  }

  /** The answer, for people. */
  print(text: string): void {
    if (this.options.quiet || this.options.json) return;
    const stream = this.dataOnStdout ? this.streams.stderr : this.streams.stdout;
    stream.write(`${text}\n`);
  }

  /** What goes on meanwhile. */
  note(text: string): void {
    if (!this.options.quiet) this.streams.stderr.write(`${text}\n`);
  }

  /** What went wrong, in so many words. Said even when quiet. */
  complain(text: string): void {
    this.streams.stderr.write(`${text}\n`);
  }

  /** The answer, for machines: only with `--json`. */
  result(value: Readonly<Record<string, unknown>>): void {
    if (this.options.json && !this.dataOnStdout) this.data(JSON.stringify(value, null, 2));
  }

  /** Raw data on standard output. */
  data(text: string): void {
    this.streams.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** An expected bad end. Said even when quiet. */
  failed(error: CliError): void {
    const faults: readonly Fault[] = error.details.faults ?? [];
    this.streams.stderr.write(
      `${[this.texts.failed(error.message), ...describeFaults(faults, this.texts)].join('\n')}\n`,
    );
    this.result({
      ok: false,
      exitCode: error.exitCode,
      code: error.code,
      message: error.message,
      ...(error.details.file === undefined ? {} : { file: error.details.file }),
      faults,
    });
  }
}
