import { type AskedDuty, type LinkAnswer } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { nameActor } from '../../http/index.js';
import { DutiesService } from './duties.service.js';
import { DutyLinks } from './duty-links.js';
import { wordsOf } from './duty-words.js';
import { type Duty } from './duty.entity.js';

/** Answers of whoever holds the link of an offer. */
@Injectable()
export class DutyAnswers {
  constructor(
    private readonly transactions: Transactions,
    private readonly duties: DutiesService,
    private readonly links: DutyLinks,
  ) {}

  /** Programs that look into messages follow links by themselves: this changes nothing. */
  async asked(token: string, now = new Date()): Promise<AskedDuty> {
    const duty = await this.duties.get(this.links.dutyOf(token, now));
    this.links.assertCurrent(token, duty, now);
    return this.view(duty, now);
  }

  async answer(token: string, { answer, reason }: LinkAnswer, now = new Date()): Promise<AskedDuty> {
    const id = this.links.dutyOf(token, now);
    nameActor(`link:${id}`);
    const check = (duty: Duty): void => this.links.assertCurrent(token, duty, now);
    const duty =
      answer === 'accept'
        ? await this.duties.accept(id, now, check)
        : await this.duties.decline(id, reason, now, check);
    return this.view(duty, now);
  }

  private async view(duty: Duty, now: Date): Promise<AskedDuty> {
    const words = await wordsOf(this.transactions.manager, duty);
    if (words === null) throw notFound('Activity', duty.activityId);
    const { activity, community, role, zone } = words;
    const { state, respondBy, startAt, endAt } = duty;
    const inTime = startAt > now;
    const open = inTime && state === 'offered' && (respondBy === null || respondBy >= now);
    return {
      ...{ activity, community, role, timeZone: zone },
      ...{ start: startAt.toISOString(), end: endAt.toISOString(), state },
      respondBy: state === 'offered' ? (respondBy?.toISOString() ?? null) : null,
      answers: [
        ...(open ? (['accept'] as const) : []),
        ...(inTime && (state === 'offered' || state === 'accepted') ? (['decline'] as const) : []),
      ],
    };
  }
}
