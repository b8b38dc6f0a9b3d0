import { AppError, type ErrorCode } from '../errors/index.js';
import { translate } from '../i18n/index.js';
import { CliError } from './cli-error.js';
import { type Conversation } from './conversation.js';
import { EXIT, type ExitCode } from './exit-codes.js';

/** Refusals of what was asked; all other codes of the service are failures of the environment. */
const ANSWERS: Readonly<Partial<Record<ErrorCode, ExitCode>>> = {
  SCHEMA_DRIFT: EXIT.no,
  VALIDATION_FAILED: EXIT.no,
  TEXT_NOT_STORABLE: EXIT.no,
  NOT_FOUND: EXIT.no,
  ALREADY_EXISTS: EXIT.no,
  STILL_IN_USE: EXIT.no,
  REFERENCE_UNKNOWN: EXIT.no,
  RULE_BROKEN: EXIT.no,
  PROBLEM_REFUSED: EXIT.no,
  STATE_CONFLICT: EXIT.no,
  IMPORT_REFUSED: EXIT.no,
  FILE_UNREADABLE: EXIT.input,
};

/** What the service's own errors mean for a command line; anything else is passed on. */
export function fromService(error: unknown, talk: Conversation): unknown {
  if (!(error instanceof AppError)) return error;
  return new CliError(
    ANSWERS[error.code] ?? EXIT.environment,
    error.code,
    talk.texts.service(translate(talk.language, `errors.${error.code}`, error.params), error.message),
    {
      faults: error.faults.map(({ pointer, code, message }) => ({ pointer, code, message })),
      cause: error,
    },
  );
}
