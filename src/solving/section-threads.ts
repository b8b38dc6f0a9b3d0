import { type Worker } from 'node:worker_threads';
import {
  type FairnessProof,
  type Refined,
  type Section,
  type SectionPlan,
  type SectionPlanner,
  type SectionPlanners,
  type Served,
} from '@heli/allocator';
import { AppError } from '../errors/app-error.js';
import { atMost } from './at-most.js';
import { Free } from './free.js';
import { type SolvedModel } from './observed-solver.js';
import { type SolverName } from './protocol.js';
import {
  type SectionAnswer,
  type SectionMessage,
  type SectionStep,
  type SectionThreadTask,
} from './section-protocol.js';
import { onBreakdown, startThread } from './thread.js';

/** What threads that plan sections have in common. */
export interface SectionThreadOptions {
  readonly solver: SolverName;
  readonly threads: number;
  /** Set to anything but 0 once the work is no longer wanted. */
  readonly cancel: SharedArrayBuffer | null;
  /** Left out: nobody wants to know, and nothing is measured. */
  readonly solved?: (model: SolvedModel) => void;
  /** Folder of the compiled threads, by default the one of this file. */
  readonly folder?: string | null;
}

interface Waiting {
  readonly resolve: (answer: SectionAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** One thread: a step at a time, for a step does not let go of it. */
class SectionThread {
  private readonly worker: Worker;
  private readonly oneByOne = atMost(1);
  private waiting: Waiting | null = null;
  private broken: Error | null = null;

  constructor(
    task: SectionThreadTask,
    folder: string | null,
    hear: (message: Extract<SectionMessage, { type: 'progress' | 'solved' }>) => void,
  ) {
    this.worker = startThread('section-thread', task, folder);
    this.worker.on('message', (message: SectionMessage) => {
      if (message.type === 'progress' || message.type === 'solved') {
        hear(message);
        return;
      }
      const { waiting } = this;
      this.waiting = null;
      if (message.type === 'done') waiting?.resolve(message.answer);
      else waiting?.reject(new AppError('ENGINE_FAILED', message.message));
    });
    onBreakdown(this.worker, (error) => {
      this.broken ??= error;
      this.waiting?.reject(error);
      this.waiting = null;
    });
  }

  /** In the order in which steps are asked for. */
  take(step: SectionStep): Promise<SectionAnswer> {
    return this.oneByOne(() => this.post(step));
  }

  private post(step: SectionStep): Promise<SectionAnswer> {
    return new Promise((resolve, reject) => {
      if (this.broken) {
        reject(this.broken);
        return;
      }
      this.waiting = { resolve, reject };
      this.worker.postMessage(step);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

/** Served by whichever thread is free, and from then on planned there: a model stays where it was built. */
class SectionInThread implements SectionPlanner {
  private thread: SectionThread | null = null;

  constructor(
    private readonly section: number,
    private readonly of: Section,
    private readonly free: Free<SectionThread>,
  ) {}

  async serve(): Promise<Served> {
    const thread = await this.free.take();
    this.thread = thread;
    try {
      const answer = await thread.take({ type: 'serve', section: this.section, of: this.of });
      if (answer.type !== 'serve') throw confused();
      return answer.served;
    } finally {
      this.free.give(thread);
    }
  }

  async fair(): Promise<FairnessProof | null> {
    const answer = await this.owner().take({ type: 'fair', section: this.section });
    if (answer.type !== 'fair') throw confused();
    return answer.proof;
  }

  refine(aim: number, share: number | null): Promise<Refined> {
    return this.refined({ type: 'refine', section: this.section, aim, share });
  }

  nearer(): Promise<Refined> {
    return this.refined({ type: 'nearer', section: this.section });
  }

  async finish(): Promise<SectionPlan> {
    const answer = await this.owner().take({ type: 'finish', section: this.section });
    if (answer.type !== 'finish') throw confused();
    return answer.plan;
  }

  private async refined(step: SectionStep): Promise<Refined> {
    const answer = await this.owner().take(step);
    if (answer.type !== 'refine') throw confused();
    return answer.refined;
  }

  private owner(): SectionThread {
    if (!this.thread) throw confused();
    return this.thread;
  }
}

const confused = (): AppError =>
  new AppError('ENGINE_FAILED', 'A thread that plans sections was asked for one thing and answered another');

/**
 * Plans sections of a season in threads. Which thread has which section does not matter to what comes out: each is planned
 * by itself.
 */
export class SectionThreads {
  private threads: SectionThread[] = [];

  constructor(private readonly options: SectionThreadOptions) {}

  readonly plan: SectionPlanners = (sections, terms, report) => {
    const { cancel, folder = null, solved, solver, threads } = this.options;
    const endsAt = performance.timeOrigin + performance.now() + terms.leftMs;
    const task = { solver, terms, endsAt, cancel, observed: solved !== undefined };
    this.threads = Array.from(
      { length: Math.min(threads, sections.length) },
      () =>
        new SectionThread(task, folder, (message) => {
          if (message.type === 'progress') report(message.section, message.progress);
          else solved?.(message.model);
        }),
    );
    const free = new Free(this.threads);
    return sections.map((of, section) => new SectionInThread(section, of, free));
  };

  /** Ends the threads; steps under way reject. */
  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.end()));
  }
}
