import { type Fault } from '@heli/contracts';
import { type ExitCode } from './exit-codes.js';

/** An expected end of a command: what the shell is told, a stable code, and sentences for people. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly exitCode: ExitCode,
    readonly code: string,
    message: string,
    readonly details: {
      readonly file?: string;
      readonly faults?: readonly Fault[];
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
  }
}
