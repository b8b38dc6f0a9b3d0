import { type EntityManager } from 'typeorm';

/** How many people came to each of the activities: those on duty who came, and those who were counted beside them. */
export async function attendanceOf(
  manager: EntityManager,
  activityIds: readonly string[],
): Promise<Map<string, number>> {
  const rows = await manager.query<{ id: string; people: number }[]>(
    `SELECT asked.id,
            ((SELECT count(DISTINCT volunteer_id) FROM duties
               WHERE activity_id = asked.id AND state IN ('checked-in', 'confirmed'))
             + coalesce((SELECT total FROM attendances
                          WHERE activity_id = asked.id ORDER BY revision DESC LIMIT 1), 0))::int AS people
       FROM unnest($1::text[]) AS asked (id)`,
    [[...new Set(activityIds)]],
  );
  return new Map(rows.map(({ id, people }) => [id, people]));
}
