import { AppError } from '../errors/index.js';

/** Longer than this nobody waits for a store that does not answer. */
const PATIENCE_MS = 5_000;

/**
 * What the work gives, if it does so in time.
 * @param message of the error if not
 * @param patienceMs how long to wait for it
 * @throws AppError QUEUE_UNAVAILABLE
 */
export async function inTime<T>(work: Promise<T>, message: string, patienceMs = PATIENCE_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AppError('QUEUE_UNAVAILABLE', message)), patienceMs);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
    // Should it still fail later, nobody waits for it any more.
    work.catch(() => undefined);
  }
}
