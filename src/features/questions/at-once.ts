import { type Response } from 'express';
import { AppError } from '../../errors/index.js';

/** Aborted when whoever asked is gone before there was an answer. */
export function whileWanted(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  return gone.signal;
}

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
        parameter: fault.pointer.split('/')[1] ?? '',
      })),
    });
  }
}
