import { type Worker } from 'node:worker_threads';
import { type AnswerTo, type QuestionKind, type QuestionOf } from '@heli/contracts';
import { AppError } from '../errors/index.js';
import {
  type AnswerMessage,
  type AnswerOrder,
  type AnswerThreadTask,
  type StoredDocuments,
  type Told,
} from './answer-protocol.js';
import { atMost } from './at-most.js';
import { onBreakdown, startThread } from './thread.js';

/** How much longer than its time an answer may take before its thread is given up, milliseconds. */
const GRACE_MS = 15_000;
/** A thread that nobody asks gives its memory back after this time, milliseconds. */
const IDLE_MS = 10 * 60_000;

export interface AnsweringOptions {
  /** Questions that may wait for the one at hand; one more is refused with QUESTIONS_BUSY. */
  readonly mostWaiting: number;
  /** Folder of the compiled threads, by default the one of this file. */
  readonly threads?: string | null;
  readonly graceMs?: number;
  /** Tests only. */
  readonly stepDelayMs?: number;
}

export interface Ask<K extends QuestionKind> {
  readonly question: QuestionOf<K>;
  /** Names plan and problem; the same key never means another plan. */
  readonly key: string;
  /** Wall time for opening the plan and answering, milliseconds. */
  readonly timeMs: number;
  /** Only called when the plan is not open. */
  readonly documents: () => Promise<StoredDocuments>;
  /** Nobody wants the answer any more. */
  readonly signal?: AbortSignal;
}

interface Waiting {
  readonly resolve: (message: AnswerMessage) => void;
  readonly reject: (error: AppError) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly cancel: Int32Array;
  waiting: Waiting | null;
}

/**
 * An answering thread and those who wait for it: one question after the other, in the order in which they came. The
 * thread is started when it is first asked; one that breaks down is replaced at the next question.
 */
export class Answering {
  private readonly inTurn = atMost(1);
  private thread: Thread | null = null;
  private idle: NodeJS.Timeout | undefined;
  private unfinished = 0;
  private closed = false;

  constructor(private readonly options: AnsweringOptions) {}

  /**
   * Rejects with QUESTION_REFUSED (faults point into the question), QUESTION_CANCELLED, QUESTION_TIME_LIMIT,
   * QUESTIONS_BUSY, RULE_BROKEN where the stored plan is not sound, ENGINE_FAILED and ENGINE_OUT_OF_MEMORY.
   */
  async ask<K extends QuestionKind>(ask: Ask<K>): Promise<Told<K>> {
    if (this.unfinished > this.options.mostWaiting)
      throw new AppError('QUESTIONS_BUSY', `${this.unfinished} questions are waiting for an answer already`);
    this.unfinished += 1;
    clearTimeout(this.idle);
    try {
      return await this.inTurn(() => this.answer(ask));
    } finally {
      this.unfinished -= 1;
      if (this.unfinished === 0 && !this.closed) {
        this.idle = setTimeout(() => void this.end(), IDLE_MS);
        this.idle.unref();
      }
    }
  }

  /** Ends the thread; what is asked or waits rejects. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idle);
    await this.end();
  }

  private async answer<K extends QuestionKind>(ask: Ask<K>): Promise<Told<K>> {
    const { signal, question, key, timeMs } = ask;
    if (this.closed || isOver(signal)) throw cancelled();
    const thread = (this.thread ??= this.start());
    const raise = (): void => {
      Atomics.store(thread.cancel, 0, 1);
      Atomics.notify(thread.cancel, 0);
    };
    Atomics.store(thread.cancel, 0, 0);
    signal?.addEventListener('abort', raise);
    try {
      const order = { key, question, timeMs };
      let message = await this.post(thread, { ...order, documents: null });
      if (message.type === 'wants-documents')
        message = await this.post(thread, { ...order, documents: await ask.documents() });
      // What was broken off is no answer.
      if (isOver(signal)) throw cancelled();
      return toldIn<K>(message);
    } finally {
      signal?.removeEventListener('abort', raise);
    }
  }

  private start(): Thread {
    const cancel = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const { threads = null, stepDelayMs = 0 } = this.options;
    const task: AnswerThreadTask = { solver: 'highs', cancel, stepDelayMs };
    const worker = startThread('answer-thread', task, threads);
    const thread: Thread = { worker, cancel: new Int32Array(cancel), waiting: null };
    worker.on('message', (message: AnswerMessage) => thread.waiting?.resolve(message));
    onBreakdown(worker, (error) => {
      if (this.thread === thread) this.thread = null;
      thread.waiting?.reject(error);
    });
    return thread;
  }

  private async post(thread: Thread, order: AnswerOrder): Promise<AnswerMessage> {
    // It may have broken down while the documents were on their way.
    if (this.thread !== thread) throw new AppError('ENGINE_FAILED', 'The answering thread has ended');
    const patienceMs = order.timeMs + (this.options.graceMs ?? GRACE_MS);
    let tooLate: NodeJS.Timeout | undefined;
    try {
      return await new Promise<AnswerMessage>((resolve, reject) => {
        thread.waiting = { resolve, reject };
        tooLate = setTimeout(() => {
          reject(new AppError('QUESTION_TIME_LIMIT', `There was no answer within ${patienceMs} ms`));
          void this.end();
        }, patienceMs);
        thread.worker.postMessage(order);
      });
    } finally {
      clearTimeout(tooLate);
      thread.waiting = null;
    }
  }

  private async end(): Promise<void> {
    const { thread } = this;
    this.thread = null;
    await thread?.worker.terminate();
  }
}

const isOver = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

const cancelled = (): AppError => new AppError('QUESTION_CANCELLED', 'The answer is no longer wanted');

function toldIn<K extends QuestionKind>(message: AnswerMessage): Told<K> {
  switch (message.type) {
    case 'answer': {
      const { answer, proposal } = message;
      // The thread answers each kind with its own answer: `answerQuestion`.
      return { answer: answer as AnswerTo<K>, ...(proposal === undefined ? {} : { proposal }) };
    }
    case 'refused':
      throw new AppError('QUESTION_REFUSED', `The question has ${message.faults.length} faults`, {
        faults: message.faults,
      });
    case 'unsound-plan':
      throw new AppError('RULE_BROKEN', message.message, {
        faults: message.violations.map(({ rule, message }) => ({ pointer: '', code: rule, message })),
      });
    case 'failed':
      throw new AppError('ENGINE_FAILED', message.message, { cause: message.cause });
    case 'wants-documents':
      throw new AppError('ENGINE_FAILED', 'The answering thread asked twice for the same plan');
  }
}
