import { messageOf } from './inspect.js';

/** One fault of what somebody sent. `pointer` is an RFC 6901 JSON pointer into the body; `parameter` names a part of the address or a header. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly parameter?: string;
}

/** Codes the API speaks, with the HTTP status of each. A code never changes its meaning; sentences may. */
export const STATUS_OF_CODE = {
  CONFIG_INVALID: 500,
  DATABASE_START_FAILED: 500,
  QUEUE_UNAVAILABLE: 503,
  DATABASE_UNAVAILABLE: 503,
  PROVIDER_UNAVAILABLE: 503,
  SHUTTING_DOWN: 503,
  SCHEMA_DRIFT: 500,
  INTERNAL: 500,
  ENGINE_FAILED: 500,
  ENGINE_OUT_OF_MEMORY: 500,
  BODY_MALFORMED: 400,
  VALIDATION_FAILED: 400,
  TEXT_NOT_STORABLE: 400,
  ADDRESS_MALFORMED: 400,
  CURSOR_INVALID: 400,
  UNAUTHENTICATED: 401,
  CREDENTIALS_WRONG: 401,
  SESSION_OVER: 401,
  LINK_INVALID: 403,
  LINK_EXPIRED: 410,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  ROUTE_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  ALREADY_EXISTS: 409,
  STILL_IN_USE: 409,
  CONCURRENT_CHANGE: 409,
  STATE_CONFLICT: 409,
  CHECK_IN_REFUSED: 409,
  SEASON_CHANGED: 409,
  PLACE_REFUSED: 409,
  PLAN_STALE: 409,
  VERSION_MISMATCH: 412,
  REQUEST_TIMEOUT: 408,
  BODY_TOO_LARGE: 413,
  HEADERS_TOO_LARGE: 431,
  CONTENT_TYPE_UNSUPPORTED: 415,
  REFERENCE_UNKNOWN: 422,
  RULE_BROKEN: 422,
  PROBLEM_REFUSED: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  IDEMPOTENCY_IN_PROGRESS: 409,
  VERSION_REQUIRED: 428,
  TOO_MANY_REQUESTS: 429,
  RUNS_WAITING: 429,
  FILE_UNREADABLE: 422,
  ATTENDANCE_REFUSED: 422,
  HOURS_REFUSED: 422,
  IMPORT_REFUSED: 422,
  BULK_REFUSED: 422,
  REQUEST_REFUSED: 400,
  QUESTION_REFUSED: 422,
  QUESTION_CANCELLED: 503,
  QUESTION_TIME_LIMIT: 504,
  QUESTIONS_BUSY: 503,
} as const satisfies Readonly<Record<string, number>>;

export type ErrorCode = keyof typeof STATUS_OF_CODE;

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Places in the request that are at fault: all of them at once. */
  readonly faults?: readonly FieldFault[];
  /** Names the sentence of the catalogues (`details.…`) about this very case; left out: that of the code, if it has one. */
  readonly detail?: string;
  /** Values for the sentences of the catalogues. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Overrides the status of the code. */
  readonly status?: number;
}

/** Every failure that somebody outside may meet: a stable code, a sentence for the log, its cause. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: number;
  readonly faults: readonly FieldFault[];
  readonly detail: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    readonly code: ErrorCode,
    message: string,
    options: AppErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = options.status ?? STATUS_OF_CODE[code];
    this.faults = options.faults ?? [];
    this.detail = options.detail ?? code;
    this.params = options.params ?? {};
  }
}

/** What a log says of a failure: its code, where it has one, and its sentence. */
export const codeAndSentence = (error: unknown): string =>
  error instanceof AppError ? `${error.code} ${error.message}` : messageOf(error);

/** `Volunteer V7 is not known`: the answer to an address that names nothing. */
export function notFound(type: string, id: string): AppError {
  return new AppError('NOT_FOUND', `${type} ${id} is not known`, { params: { type, id } });
}
