import { type EntityManager } from 'typeorm';
import { type Notice, recipientOf } from '../../notifications/index.js';
import { type ActivityFacts, factsOf } from '../notices/index.js';
import { type BookingRequest } from './booking-request.entity.js';

/** What became of a venue: its owner declined or was silent, it is closed then, or it can be had after all. */
export type BookingNews = 'declined' | 'no-answer' | 'closed' | 'confirmed';

/** News of what begins so soon may break quiet hours, milliseconds. */
const URGENT_MS = 24 * 60 * 60 * 1000;

interface Known {
  readonly row: BookingRequest;
  readonly facts: ActivityFacts;
  /** What every message says of it. */
  readonly about: {
    readonly activity: string;
    readonly community: string;
    readonly start: string;
    readonly end: string;
    readonly venue: string;
  };
}

/** Bookings with the words for them; those whose activity is not in the pools any more are left out. */
async function known(manager: EntityManager, rows: readonly BookingRequest[]): Promise<Known[]> {
  const { activities, venues } = await factsOf(
    manager,
    rows.map(({ activityId }) => activityId),
    rows.map(({ venueId }) => venueId),
  );
  return rows.flatMap((row): Known[] => {
    const facts = activities.get(row.activityId);
    if (facts === undefined) return [];
    const about = {
      activity: facts.title,
      community: facts.community,
      start: row.startAt.toISOString(),
      end: row.endAt.toISOString(),
      venue: venues.get(row.venueId) ?? row.venueId,
    };
    return [{ row, facts, about }];
  });
}

/** To the coordinators and the council of the activity's community. The rows are as they are stored by now. */
export async function newsOfBookings(
  manager: EntityManager,
  rows: readonly BookingRequest[],
  news: BookingNews,
  now: Date,
): Promise<Notice[]> {
  return (await known(manager, rows)).flatMap(({ row, facts, about }) =>
    (['coordinators', 'council'] as const).map((audience): Notice => ({
      eventKey: `booking:${row.id}:${news}:${row.version}`,
      recipient: recipientOf(audience, facts.communityId),
      template: 'booking-news',
      zone: facts.zone,
      urgent: row.startAt.getTime() - now.getTime() < URGENT_MS,
      notAfter: about.start,
      parameters: { ...about, news, reason: row.reason },
    })),
  );
}

/** To the owners: nobody counts on their venue any more, as they did not answer. */
export async function releaseNotices(
  manager: EntityManager,
  rows: readonly BookingRequest[],
): Promise<Notice[]> {
  return (await known(manager, rows)).map(({ row, facts, about }): Notice => ({
    eventKey: `booking:${row.id}:released:${row.version}`,
    recipient: recipientOf('venue', row.venueId),
    template: 'booking-released',
    zone: facts.zone,
    notAfter: about.start,
    parameters: about,
  }));
}

/** To the owners: an answer is due soon; once a request. */
export async function dueNotices(
  manager: EntityManager,
  rows: readonly BookingRequest[],
  linkOf: (row: BookingRequest) => string,
): Promise<Notice[]> {
  return (await known(manager, rows)).flatMap(({ row, facts, about }): Notice[] => {
    if (row.respondBy === null) return [];
    const respondBy = row.respondBy.toISOString();
    return [
      {
        eventKey: `answer-due:booking:${row.id}:${row.askedAt.getTime()}`,
        recipient: recipientOf('venue', row.venueId),
        template: 'answer-due',
        zone: facts.zone,
        notAfter: respondBy,
        parameters: { ...about, party: 'venue', role: null, respondBy, link: linkOf(row) },
      },
    ];
  });
}
