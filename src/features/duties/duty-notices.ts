import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Notice, Outbox, type ParametersOf, recipientOf } from '../../notifications/index.js';
import { DutyLinks } from './duty-links.js';
import { type PlaceOf, wordsOf } from './duty-words.js';
import { type Duty } from './duty.entity.js';
import { type HeldPlace } from './places.js';
import { type SwapRequest } from './swap.entity.js';

/** What is told of: a duty, or a search. */
type Told = PlaceOf & Pick<Duty, 'id' | 'version'>;

/** What begins so soon may break quiet hours, milliseconds. */
const URGENT_MS = 24 * 60 * 60 * 1000;

/** Tells of single duties, in the transaction that changes them. */
@Injectable()
export class DutyNotices {
  constructor(
    private readonly outbox: Outbox,
    private readonly links: DutyLinks,
  ) {}

  /** Asks the volunteer. */
  offer(manager: EntityManager, duty: Duty, now: Date): Promise<void> {
    return this.add(manager, duty, now, ({ activity, community, role, occasion }) => ({
      recipient: recipientOf('volunteer', duty.volunteerId),
      template: 'offer',
      parameters: {
        ...{ activity, community, ...occasion, party: 'volunteer', role },
        ...{ respondBy: duty.respondBy?.toISOString() ?? null, link: this.links.address(duty) },
      },
    }));
  }

  /** Asks somebody to take the place of another one. */
  swap(
    manager: EntityManager,
    duty: Duty,
    { id, toVolunteerId, respondBy }: SwapRequest,
    now: Date,
  ): Promise<void> {
    const { activityId, roleId, startAt, endAt } = duty;
    const told = { id, version: 1, activityId, roleId, startAt, endAt };
    return this.add(manager, told, now, ({ activity, community, role, occasion }) => ({
      recipient: recipientOf('volunteer', toVolunteerId),
      template: 'offer',
      parameters: {
        ...{ activity, community, ...occasion, party: 'volunteer', role },
        ...{ respondBy: respondBy.toISOString(), link: null },
      },
    }));
  }

  /** Tells the volunteer that they are not needed. */
  takenBack(manager: EntityManager, duty: Duty, now: Date): Promise<void> {
    return this.add(manager, duty, now, ({ activity, community, occasion }) => ({
      recipient: recipientOf('volunteer', duty.volunteerId),
      template: 'cancellation',
      parameters: { activity, community, ...occasion, party: 'volunteer', reason: 'not-needed' },
    }));
  }

  /** Tells those who look after volunteers there what became of the place. */
  vacancy(
    manager: EntityManager,
    duty: Told,
    news: ParametersOf<'vacancy'>['news'],
    searching: boolean,
    now: Date,
  ): Promise<void> {
    return this.add(manager, duty, now, ({ activity, community, communityId, role, occasion }) => ({
      recipient: recipientOf('coordinators', communityId),
      template: 'vacancy',
      parameters: { activity, community, ...occasion, role, news, searching },
    }));
  }

  /** The same of a place that nobody in particular gave back. */
  place(
    manager: EntityManager,
    { activity, role, startAt, endAt }: HeldPlace,
    searchId: string,
    news: ParametersOf<'vacancy'>['news'],
    now: Date,
  ): Promise<void> {
    const about = { id: searchId, version: 0, activityId: activity.id, roleId: role.id, startAt, endAt };
    return this.vacancy(manager, about, news, false, now);
  }

  private async add(
    manager: EntityManager,
    duty: Told,
    now: Date,
    noticeOf: (
      words: NonNullable<Awaited<ReturnType<typeof wordsOf>>>,
    ) =>
      Omit<Notice<'offer'>, Common> | Omit<Notice<'cancellation'>, Common> | Omit<Notice<'vacancy'>, Common>,
  ): Promise<void> {
    const words = await wordsOf(manager, duty);
    if (words === null || duty.startAt <= now) return;
    const notice = noticeOf(words);
    const common = {
      // A duty is told of once in each of its versions.
      eventKey: `duty:${duty.id}:${duty.version}:${notice.template}`,
      zone: words.zone,
      urgent: duty.startAt.getTime() - now.getTime() < URGENT_MS,
      notAfter: duty.startAt.toISOString(),
    };
    await this.outbox.add(manager, [{ ...common, ...notice }]);
  }
}

type Common = 'eventKey' | 'zone' | 'urgent' | 'notAfter';
