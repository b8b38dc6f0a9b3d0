import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { DutyNotices } from './duty-notices.js';
import { type Cause, DutyPins } from './duty-pins.js';
import { type Duty } from './duty.entity.js';

/** What follows when a place is given back or taken back, in the same transaction. */
@Injectable()
export class Vacancies {
  constructor(
    private readonly pins: DutyPins,
    private readonly notices: DutyNotices,
  ) {}

  /** Of what has begun nobody is asked any more. */
  async open(manager: EntityManager, duty: Duty, cause: Cause, now: Date, replace = true): Promise<void> {
    if (duty.startAt <= now) return;
    await this.pins.forbid(manager, duty, cause);
    await this.notices.vacancy(manager, duty, cause, replace, now);
  }
}
