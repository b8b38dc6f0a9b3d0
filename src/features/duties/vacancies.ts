import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { JobQueues } from '../../queue/index.js';
import { DutyNotices } from './duty-notices.js';
import { type Cause, DutyPins } from './duty-pins.js';
import { type Duty } from './duty.entity.js';
import { StandIns } from './stand-ins.js';
import { WaitList } from './wait-list.js';

/** What follows when a place is given back or taken back, in the same transaction. */
@Injectable()
export class Vacancies {
  constructor(
    private readonly pins: DutyPins,
    private readonly notices: DutyNotices,
    private readonly waitList: WaitList,
    private readonly standIns: StandIns,
    private readonly transactions: Transactions,
    private readonly queues: JobQueues,
  ) {}

  /** Of what has begun nobody is asked any more. */
  async open(manager: EntityManager, duty: Duty, cause: Cause, now: Date, replace = true): Promise<void> {
    if (duty.startAt <= now) return;
    await this.pins.forbid(manager, duty, cause);
    await this.waitList.answered(manager, duty.id, 'ended');
    const search = replace ? await this.standIns.begin(manager, duty, now) : null;
    await this.notices.vacancy(manager, duty, cause, search !== null, now);
    await this.transactions.afterCommit(() => this.queues.enqueueUpkeep('fill-places'));
  }
}
