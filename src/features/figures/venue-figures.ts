import { type SeasonFigures } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { ACTIVITIES, type Scope } from './scope.js';

/** Bookings of the plan with their local times. */
const BOOKED = `booked AS (
    SELECT booking.venue_id, booking.start_at AT TIME ZONE scope.time_zone AS "from",
           booking.end_at AT TIME ZONE scope.time_zone AS "to"
      FROM venue_bookings booking JOIN scope ON scope.id = booking.activity_id WHERE booking.plan_id = $3)`;

const minutesBetween = (from: string, to: string): string =>
  `(sum(extract(epoch FROM ${to} - ${from})) / 60)::int`;

/** At which hours of the week halls are used: each booking counts in every clock hour that it touches, with its part. */
export const venueHoursOf = (
  manager: EntityManager,
  { parameters }: Scope,
): Promise<SeasonFigures['venueHours']> =>
  manager.query(
    `WITH ${ACTIVITIES}, ${BOOKED}
     SELECT extract(isodow FROM hour)::int AS weekday, extract(hour FROM hour)::int AS hour,
            ${minutesBetween('greatest(booked."from", hour)', `least(booked."to", hour + interval '1 hour')`)} AS minutes
       FROM booked, generate_series(date_trunc('hour', booked."from"), booked."to" - interval '1 second', interval '1 hour') AS hour
      GROUP BY 1, 2 ORDER BY 1, 2`,
    [...parameters],
  );

/** How much each hall is used. */
export const venuesOf = (manager: EntityManager, { parameters }: Scope): Promise<SeasonFigures['venues']> =>
  manager.query(
    `WITH ${ACTIVITIES}, ${BOOKED}
     SELECT booked.venue_id AS "venueId", venues.name, count(*)::int AS bookings,
            ${minutesBetween('booked."from"', 'booked."to"')} AS minutes
       FROM booked LEFT JOIN venues ON venues.id = booked.venue_id
      GROUP BY 1, 2 ORDER BY minutes DESC, 1`,
    [...parameters],
  );
