import {
  EntityNotFoundError,
  OptimisticLockVersionMismatchError,
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { AppError } from './app-error.js';
import { codeOf, isError } from './inspect.js';

/** What node-postgres tells of a refused statement. */
interface PostgresFault {
  readonly code?: string;
  readonly table?: string;
  readonly constraint?: string;
  readonly column?: string;
  readonly detail?: string;
}

const CONNECTION_LOST =
  /ECONNREFUSED|ECONNRESET|EPIPE|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/;

/** Translates what the database says into what a caller can act on; undefined when it is a fault of ours. */
export function fromDatabaseError(error: unknown): AppError | undefined {
  if (error instanceof EntityNotFoundError) {
    return new AppError('NOT_FOUND', 'No such thing is known', { cause: error });
  }
  if (error instanceof OptimisticLockVersionMismatchError) {
    return new AppError('VERSION_MISMATCH', 'Somebody else changed it in the meantime', { cause: error });
  }
  if (error instanceof QueryFailedError) {
    return fromState(error.driverError as PostgresFault & Error, error);
  }
  if (isConnectionLoss(error)) {
    return new AppError('DATABASE_UNAVAILABLE', 'The database cannot be reached', { cause: error });
  }
  return undefined;
}

/** SQLSTATE classes: connection, want of resources (a full disk, memory, connections), trouble of the system below (a disk that fails). */
const AWAY_CLASSES = /^(?:08|53|58)/;
/** A connection that broke takes the running transaction away from under whoever is in the middle of it. */
const TAKEN_AWAY = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

/** True when the database went away or can take nothing at the moment, so that the same work can be done again later. */
export function isConnectionLoss(error: unknown): boolean {
  if (!isError(error)) return false;
  if (TAKEN_AWAY.some((kind) => error instanceof kind)) return true;
  const inner = error instanceof QueryFailedError ? (error.driverError as Error & PostgresFault) : error;
  const code = codeOf(inner) ?? '';
  return (
    AWAY_CLASSES.test(code) ||
    ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code) ||
    CONNECTION_LOST.test(inner.message)
  );
}

/** SQLSTATE codes: PostgreSQL manual, appendix A. */
function fromState(fault: PostgresFault & Error, cause: Error): AppError | undefined {
  if (isConnectionLoss(fault)) {
    return new AppError('DATABASE_UNAVAILABLE', 'The database cannot be reached', { cause });
  }
  const constraint = fault.constraint ?? '';
  const params = { constraint, table: fault.table ?? '' };
  switch (fault.code) {
    case '23505':
      return new AppError('ALREADY_EXISTS', `Something like this exists already (${constraint})`, {
        cause,
        params,
      });
    // PostgreSQL 18 tells ON DELETE RESTRICT apart from NO ACTION.
    case '23001':
      return new AppError('STILL_IN_USE', `Something else still refers to it (${constraint})`, {
        cause,
        params,
      });
    case '23503':
      return (fault.detail ?? '').includes('is still referenced')
        ? new AppError('STILL_IN_USE', `Something else still refers to it (${constraint})`, { cause, params })
        : new AppError('REFERENCE_UNKNOWN', `It refers to something unknown (${constraint})`, {
            cause,
            params,
          });
    case '23502':
    case '23514':
    case '23P01':
      return new AppError('RULE_BROKEN', `A rule of the store is broken (${constraint})`, { cause, params });
    case '22P02':
    case '22P05':
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
      return new AppError('VALIDATION_FAILED', 'A value cannot be stored in the form it was given', {
        cause,
      });
    case '40001':
    case '40P01':
    case '55P03':
      return new AppError('CONCURRENT_CHANGE', 'Somebody else was changing the same thing; try again', {
        cause,
      });
    default:
      return undefined;
  }
}
