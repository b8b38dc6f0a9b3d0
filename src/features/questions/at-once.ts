import { type Response } from 'express';
import { AppError } from '../../errors/index.js';

/** Aborted when whoever asked is gone before there was an answer. */
export function whileWanted(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

/** Lists of a question whose members are named one by one in an address. */
const PARAMETERS: Readonly<Record<string, string>> = { activityIds: 'activityId' };

/** Faults of a question that came as parameters of the address are told so. */
export async function byParameter<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'QUESTION_REFUSED') throw error;
    throw new AppError(error.code, error.message, {
      cause: error,
      faults: error.faults.map((fault) => ({
        ...fault,
        pointer: '',
        parameter: PARAMETERS[fault.pointer.split('/')[1] ?? ''] ?? fault.pointer.split('/')[1] ?? '',
      })),
    });
  }
}
