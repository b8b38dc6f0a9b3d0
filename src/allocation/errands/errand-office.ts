import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { newId, type RowLease } from '../../database/index.js';
import { messageOf } from '../../errors/index.js';
import { type ErrandStore } from '../../features/runs/index.js';
import {
  type ErrandJob,
  inTime,
  type JobFlows,
  type JobQueue,
  type JobWorker,
  type QueueBackend,
  QUEUES,
  type RoundJob,
  roundJob,
  roundQueue,
} from '../../queue/index.js';
import { type ErrandQuestion, type Helpers, type TakenBack } from '../../solving/index.js';
import { type Deferred, deferred } from '../deferred.js';

const LOCK_MS = 30_000;
const LOOK_EVERY_MS = 250;

interface Opened {
  readonly errands: JobQueue;
  readonly flows: JobFlows;
  readonly parents: JobQueue;
  readonly parentQueue: string;
  readonly worker: JobWorker;
}

interface Round {
  readonly ids: ReadonlyMap<number, string>;
  readonly over: Deferred<undefined>;
}

/**
 * Sends models of one run out to other worker processes. A round is a flow: its children are jobs in the queue of
 * errands, which any idle worker takes; its parent is a job in a queue that only this process listens to, and which comes
 * up when the last child is over. Questions and answers are rows, so that neither store has to carry them and a lost
 * event loses nothing.
 */
export class ErrandOffice implements Helpers {
  private readonly logger = new Logger(ErrandOffice.name);
  private readonly rounds = new Map<number, Round>();
  private readonly idOf = new Map<number, string>();
  private nextRound = 0;
  private opened: Opened | undefined;

  constructor(
    private readonly backend: QueueBackend,
    private readonly store: ErrandStore,
    private readonly lease: RowLease,
    private readonly traceParent: string | null,
  ) {}

  /** Opened with the first round: most runs send nothing. */
  private open(): Opened {
    const parentQueue = roundQueue(this.lease.id, this.lease.attempt);
    this.opened ??= {
      errands: this.backend.openQueue(QUEUES.errands),
      flows: this.backend.openFlows(),
      parents: this.backend.openQueue(parentQueue),
      parentQueue,
      worker: this.backend.openWorker(
        parentQueue,
        (data) => {
          this.rounds.get(roundJob.read(data).round)?.over.resolve(undefined);
          return Promise.resolve();
        },
        { concurrency: 1, lockMs: LOCK_MS },
      ),
    };
    return this.opened;
  }

  async send(questions: readonly ErrandQuestion[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const { flows, parentQueue } = this.open();
    const ids = new Map(questions.map(({ id }) => [id, newId()]));
    const number = this.nextRound++;
    const round: Round = { ids, over: deferred() };
    this.rounds.set(number, round);
    for (const [id, errandId] of ids) this.idOf.set(id, errandId);
    try {
      const before = await soon(this.store.outOfShare(this.lease));
      await soon(
        this.store.put(
          this.lease,
          questions.map(({ id, question }) => ({ id: ids.get(id) ?? '', question })),
          this.traceParent,
        ),
      );
      const parent: RoundJob = { v: 1, round: number };
      await soon(
        flows.add(
          { queue: parentQueue, name: 'round', id: `round-${number}`, data: parent },
          [...ids.values()].map((errandId, place) => {
            const child: ErrandJob = { v: 1, errandId };
            const turn = before + place + 1;
            return { queue: QUEUES.errands, name: 'errand', id: errandId, data: child, turn };
          }),
        ),
      );
      await round.over.promise;
      const answers = await soon(this.store.answers([...ids.values()]));
      return new Map(
        [...ids].flatMap(([id, errandId]) => {
          const answer = answers.get(errandId);
          return answer === undefined ? [] : [[id, answer] as const];
        }),
      );
    } catch (error) {
      this.logger.warn(`Run ${this.lease.id} goes on without helpers for now: ${messageOf(error)}`);
      throw error;
    } finally {
      this.rounds.delete(number);
    }
  }

  async takeBack(id: number): Promise<TakenBack> {
    const errandId = this.idOf.get(id);
    if (errandId === undefined) return 'returned';
    // In this order: an answer that comes in between is not missed.
    const removed = await soon(this.open().errands.remove(errandId));
    const answer = (await soon(this.store.answers([errandId]))).get(errandId);
    return answer ?? (removed ? 'returned' : 'under-way');
  }

  /**
   * Ends it and takes away whatever this run left in queues and tables, earlier attempts of it included.
   * @param patienceMs how long to wait for helpers to let go of what is no longer wanted
   */
  async close(patienceMs: number): Promise<void> {
    if (this.opened === undefined && this.lease.attempt === 1) return;
    const { errands, flows, parents, worker } = this.open();
    for (const { over } of this.rounds.values()) over.resolve(undefined);
    try {
      await worker.close();
      if (await this.clearErrands(errands, Date.now() + patienceMs)) await soon(this.clearRounds(parents));
    } catch (error) {
      // The rows go with the run at the latest, and a job without its row is nothing to anyone.
      this.logger.warn(`Run ${this.lease.id}: errands could not be cleared away: ${messageOf(error)}`);
    } finally {
      await Promise.all([errands.close(), flows.close(), parents.close()]);
    }
  }

  /** False when somebody still has one of them. */
  private async clearErrands(errands: JobQueue, until: number): Promise<boolean> {
    for (;;) {
      const held: string[] = [];
      for (const id of await soon(this.store.upTo(this.lease))) {
        if (await soon(errands.remove(id))) await soon(this.store.remove([id]));
        else held.push(id);
      }
      if (held.length === 0) return true;
      if (Date.now() > until) return false;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Only when no child is left: on Redis a child that ends later would put its parent back. */
  private async clearRounds(parents: JobQueue): Promise<void> {
    await parents.clear();
    for (let earlier = 1; earlier < this.lease.attempt; earlier++) {
      const queue = this.backend.openQueue(roundQueue(this.lease.id, earlier));
      await queue.clear();
      await queue.close();
    }
  }
}

/** A store that does not answer must not hold up a run that could go on alone. */
const soon = <T>(work: Promise<T>): Promise<T> => inTime(work, 'The queue or the database does not answer');
