import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { ActionLinks } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { AppError } from '../../errors/index.js';
import { AnswerLinks, type PartOfParty, type Standing } from '../notices/index.js';
import { BookingRequest } from './booking-request.entity.js';
import { isLost, placeKey } from './lost-bookings.js';

const PURPOSE = 'answer-booking';

/** Address of the page that takes an answer; the token stands at its end. */
export const ANSWER_PATH = 'answers/bookings';

/** Which request for a booking a link stands for. */
export interface LinkedBooking {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly askedAt: number;
}

/** Links by which whoever answers for a venue answers without signing in. They are good until the activity begins. */
@Injectable()
export class BookingLinks implements OnModuleInit {
  constructor(
    private readonly links: ActionLinks,
    private readonly answers: AnswerLinks,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.answers.register('venue', (manager, parts) => this.standings(manager, parts));
  }

  linkOf({ id, askedAt, startAt }: BookingRequest): string {
    const token = this.links.sign(PURPOSE, `${id} ${askedAt.getTime().toString(36)}`, startAt);
    return `${this.config.publicUrl}/${ANSWER_PATH}/${token}`;
  }

  /**
   * @param now epoch milliseconds
   * @throws AppError LINK_INVALID, LINK_EXPIRED
   */
  read(token: string, now: number): LinkedBooking {
    const [id, asked, ...more] = this.links.read(PURPOSE, token, now).split(' ');
    if (id === undefined || asked === undefined || more.length > 0)
      throw new AppError('LINK_INVALID', 'A link to a booking names none');
    return { id, askedAt: Number.parseInt(asked, 36) };
  }

  private async standings(
    manager: EntityManager,
    parts: readonly PartOfParty[],
  ): Promise<(Standing | null)[]> {
    const activityIds = [...new Set(parts.map(({ part }) => part.activityId))];
    const found = await manager.findBy(BookingRequest, { activityId: In(activityIds) });
    const rows = new Map(found.map((row) => [placeKey(row), row]));
    return parts.map(({ partyId: venueId, part: { activityId, start, end } }) => {
      const row = rows.get(placeKey({ activityId, venueId, startAt: new Date(start), endAt: new Date(end) }));
      if (row === undefined) return null;
      const answerable = row.state === 'asked' || row.state === 'confirmed';
      return {
        givenUp: isLost(row.state),
        respondBy: row.state === 'asked' ? row.respondBy : null,
        link: answerable ? this.linkOf(row) : null,
      };
    });
  }
}
