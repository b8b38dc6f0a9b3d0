import { type SeasonFigures } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { inCommunities, placesOf, type Scope } from './scope.js';

/** Tenths of what somebody offered; those who have no place at all are a step of their own. */
const STEPS = 10;
const MOST = 5;

/**
 * One row a volunteer: minutes of all places of the season, wherever they are (two places in one activity are one time),
 * and the minutes offered: as the person says, else the limit of the season. What windows of availability would hold is
 * not counted: those people are `unstated`.
 */
const loads = (scope: Scope): string => `WITH ${placesOf(scope)}, busy AS (
    SELECT volunteer_id, sum(minutes)::int AS minutes
      FROM (SELECT DISTINCT volunteer_id, activity_id, minutes FROM standing) once GROUP BY volunteer_id
  ), loads AS (
    SELECT coalesce(person.offered_minutes, (person.limits ->> 'minutesPerSeason')::int) AS offered,
           coalesce(busy.minutes, 0) AS minutes
      FROM volunteers person LEFT JOIN busy ON busy.volunteer_id = person.id WHERE ${inCommunities('person')}
  ), stated AS (
    SELECT minutes, greatest(offered, 1) AS offered, minutes::float / greatest(offered, 1) AS share
      FROM loads WHERE offered IS NOT NULL
  )`;

interface Sums {
  readonly volunteers: number;
  readonly engaged: number;
  readonly unstated: number;
  readonly offeredMinutes: string;
  readonly plannedMinutes: string;
}

/** How fairly the work is spread. */
export async function loadOf(manager: EntityManager, scope: Scope): Promise<SeasonFigures['load']> {
  const parameters = [...scope.parameters];
  const [sums] = await manager.query<[Sums]>(
    `${loads(scope)} SELECT count(*)::int AS volunteers, count(*) FILTER (WHERE minutes > 0)::int AS engaged,
            count(*) FILTER (WHERE offered IS NULL)::int AS unstated,
            coalesce((SELECT sum(offered) FROM stated), 0) AS "offeredMinutes",
            coalesce((SELECT sum(minutes) FROM stated), 0) AS "plannedMinutes" FROM loads`,
    parameters,
  );
  const counted = await manager.query<{ step: number; people: number }[]>(
    // Rounded first: three tenths stay within the third step.
    `${loads(scope)} SELECT least(ceil(round((share * ${STEPS})::numeric, 6)), ${STEPS + 1})::int AS step, count(*)::int AS people
       FROM stated GROUP BY 1`,
    parameters,
  );
  const most = await manager.query<SeasonFigures['load']['most']>(
    `${loads(scope)} SELECT share, minutes, offered AS "offeredMinutes" FROM stated WHERE minutes > 0
      ORDER BY share DESC, minutes DESC, offered LIMIT ${MOST}`,
    parameters,
  );
  const peopleOf = new Map(counted.map(({ step, people }) => [step, people]));
  return {
    ...sums,
    offeredMinutes: Number(sums.offeredMinutes),
    plannedMinutes: Number(sums.plannedMinutes),
    steps: Array.from({ length: STEPS + 2 }, (_, step) => ({
      from: Math.max(0, step - 1) / STEPS,
      to: step > STEPS ? null : step / STEPS,
      people: peopleOf.get(step) ?? 0,
    })),
    most,
  };
}
