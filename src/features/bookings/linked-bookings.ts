import { type BookingAnswer, type BookingAsked, type BookingState } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError } from '../../errors/index.js';
import { type AnswerPage, currentContext, nameActor } from '../../http/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { momentWords } from '../../notifications/index.js';
import { factsOf } from '../notices/index.js';
import { BookingLinks, type LinkedBooking } from './booking-links.js';
import { BookingRequest } from './booking-request.entity.js';
import { bookingViews } from './booking-views.js';
import { BookingsService } from './bookings.service.js';

const ANSWERS: Readonly<Record<BookingState, readonly BookingAnswer['answer'][]>> = {
  asked: ['confirm', 'decline'],
  confirmed: ['decline'],
  declined: ['confirm'],
  released: ['confirm', 'decline'],
  withdrawn: [],
};

/** A booking as whoever holds its link sees and answers it. */
@Injectable()
export class LinkedBookings {
  constructor(
    private readonly transactions: Transactions,
    private readonly links: BookingLinks,
    private readonly bookings: BookingsService,
  ) {}

  /** @throws AppError LINK_INVALID, LINK_EXPIRED */
  async look(token: string, now = new Date()): Promise<Looked> {
    const row = await this.rowOf(this.links.read(token, now.getTime()));
    const { manager } = this.transactions;
    const [view] = await bookingViews(manager, [row]);
    const facts = (await factsOf(manager, [row.activityId], [])).activities.get(row.activityId);
    if (view === undefined || facts === undefined) throw gone(row.id);
    const { activityTitle, expectedAttendance, venueName, start, end, blockedFrom, blockedUntil } = view;
    const { state, respondBy } = view;
    return {
      zone: facts.zone,
      asked: {
        ...{ activityTitle, expectedAttendance, venueName, start, end, blockedFrom, blockedUntil },
        ...{ state, respondBy, community: facts.community, answers: [...ANSWERS[state]] },
      },
    };
  }

  /** @throws AppError LINK_INVALID, LINK_EXPIRED, STATE_CONFLICT */
  async answer(token: string, { answer, reason }: BookingAnswer, now = new Date()): Promise<Looked> {
    const { id } = await this.rowOf(this.links.read(token, now.getTime()));
    nameActor('link:booking');
    if (answer === 'confirm') await this.bookings.confirm(id, '*', now);
    else await this.bookings.decline(id, '*', reason ?? null, now);
    return this.look(token, now);
  }

  private async rowOf({ id, askedAt }: LinkedBooking): Promise<BookingRequest> {
    const row = await this.transactions.manager.findOneBy(BookingRequest, { id });
    if (row?.askedAt.getTime() !== askedAt) throw gone(id);
    return row;
  }
}

export interface Looked {
  readonly asked: BookingAsked;
  /** Clock of the activity's community. */
  readonly zone: string;
}

/** The request is over, or another one took its place. */
const gone = (id: string): AppError =>
  new AppError('LINK_EXPIRED', `The request for booking ${id} that the link is of is over`);

/** The page that shows what is asked. */
export function bookingPageOf({ asked, zone }: Looked): AnswerPage {
  const { language } = currentContext();
  const say = (key: string, values: Record<string, string | number> = {}): string =>
    translate(language, `bookings.page.${key}`, values);
  const times = momentWords(language, zone);
  return {
    language,
    title: say('title', { activity: asked.activityTitle }),
    lines: [
      say('asks', { community: asked.community, venue: asked.venueName, activity: asked.activityTitle }),
      say('time', { time: times.span(asked.start, asked.end) }),
      ...(asked.blockedFrom === asked.start && asked.blockedUntil === asked.end
        ? []
        : [say('blocked', { time: times.span(asked.blockedFrom, asked.blockedUntil) })]),
      say('attendance', { count: asked.expectedAttendance }),
      say(`states.${asked.state}`),
      ...(asked.respondBy === null ? [] : [say('respondBy', { time: times.moment(asked.respondBy) })]),
    ],
    choices: asked.answers.map((answer) => ({ answer, label: say(`answers.${answer}`) })),
    ...(asked.answers.includes('decline') ? { reason: say('reason') } : {}),
  };
}

/** The page of a link that is worth nothing, or of an answer that came too late. */
export const refusedPageOf = (language: Language, sentence: string): AnswerPage => ({
  language,
  title: translate(language, 'bookings.page.refused'),
  lines: [sentence],
  choices: [],
});
