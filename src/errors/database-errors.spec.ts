import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { fromDatabaseError, isConnectionLoss } from './database-errors.js';

const refused = (code: string, message: string): Error =>
  new QueryFailedError('INSERT …', [], Object.assign(new Error(message), { code }));

describe('what the database says', () => {
  it.each([
    ['a full disk', refused('53100', 'could not extend file "base/16384/16413": No space left on device')],
    ['too many connections', refused('53300', 'sorry, too many clients already')],
    ['a disk that fails', refused('58030', 'could not read blocks 1..1: Input/output error')],
    ['a restart', refused('57P01', 'terminating connection due to administrator command')],
    ['a connection that broke in the middle of a transaction', new QueryRunnerAlreadyReleasedError()],
    ['the same, where the next step is one of the pool', new QueryRunnerProviderAlreadyReleasedError()],
  ])('asks to try again later: %s', (_what, error) => {
    expect(isConnectionLoss(error)).toBe(true);
    expect(fromDatabaseError(error)).toMatchObject({ code: 'DATABASE_UNAVAILABLE', status: 503 });
  });

  it('does not ask to try again what would fail again', () => {
    for (const code of ['23505', '22P02', '42P01', '54000'])
      expect(isConnectionLoss(refused(code, 'no'))).toBe(false);
    expect(fromDatabaseError(refused('42P01', 'relation "x" does not exist'))).toBeUndefined();
  });
});
