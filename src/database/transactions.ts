import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { messageOf } from '../errors/index.js';

interface Ambient {
  readonly manager: EntityManager;
  readonly afterCommit: (() => Promise<void>)[];
}

/** A service that joins the running transaction of its request, or opens one. */
@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);
  private readonly storage = new AsyncLocalStorage<Ambient>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in one transaction. Within a running one it joins, so that everything a request writes, the audit entry
   * and the stored answer of an `Idempotency-Key` included, is kept or lost together.
   */
  async run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const ambient = this.storage.getStore();
    if (ambient) return work(ambient.manager);
    const afterCommit: Ambient['afterCommit'] = [];
    const result = await this.dataSource.transaction((manager) =>
      this.storage.run({ manager, afterCommit }, () => work(manager)),
    );
    for (const step of afterCommit) await this.runLate(step);
    return result;
  }

  /** For reading: the running transaction's manager if there is one, else the pool's. */
  get manager(): EntityManager {
    return this.storage.getStore()?.manager ?? this.dataSource.manager;
  }

  /**
   * Does something once the running transaction is committed (at once when there is none). What is done here may be lost
   * by a crash, and its failure fails nobody: something else, e.g. a sweeper, must be able to make up for it.
   */
  async afterCommit(step: () => Promise<void>): Promise<void> {
    const ambient = this.storage.getStore();
    if (ambient) ambient.afterCommit.push(step);
    else await this.runLate(step);
  }

  private async runLate(step: () => Promise<void>): Promise<void> {
    try {
      await this.storage.exit(step);
    } catch (error) {
      this.logger.warn(`A step after a commit failed and is left to the sweeper: ${messageOf(error)}`);
    }
  }
}
