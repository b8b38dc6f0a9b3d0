import { createApp } from '../../src/app.js';
import { testConfig } from './app.js';
import { RunClient } from './run-client.js';
import { OPERATOR_KEY, type Town, type TwoTowns } from './two-towns.js';

/** Computes and publishes the season of a town: its volunteers are offered their duties. */
export async function publishPlanOf(towns: TwoTowns, town: Town): Promise<void> {
  const { server, database } = towns.service;
  const worker = await createApp({ config: testConfig(), databaseUrl: database.url, role: 'worker' });
  try {
    const client = new RunClient(server, OPERATOR_KEY);
    const { planId } = await client.untilOver((await client.start(town)).id);
    await client.publish(planId);
  } finally {
    await worker.close();
  }
}

interface Place {
  readonly activityId: string;
  readonly volunteerId: string;
}

/** Moves an activity to another time seen from now, e.g. `-30 minutes` to `90 minutes`. */
export async function holdAt(towns: TwoTowns, activityId: string, from: string, to: string): Promise<void> {
  await towns.dataSource.query(
    `UPDATE duties SET start_at = date_trunc('minute', now() + $2::interval), end_at = date_trunc('minute', now() + $3::interval)
      WHERE activity_id = $1`,
    [activityId, from, to],
  );
}

/** Who has a place in an activity, by id. */
export async function volunteersOf(towns: TwoTowns, activityId: string): Promise<string[]> {
  const rows = await towns.dataSource.query<{ id: string }[]>(
    'SELECT volunteer_id AS id FROM duties WHERE activity_id = $1 ORDER BY 1',
    [activityId],
  );
  return rows.map(({ id }) => id);
}

/** What became of a place. */
export async function placeOf(
  towns: TwoTowns,
  { activityId, volunteerId }: Place,
): Promise<{ state: string; minutes: number | null; came: boolean; left: boolean }> {
  const [row] = await towns.dataSource.query<
    { state: string; minutes: number | null; came: boolean; left: boolean }[]
  >(
    `SELECT state, minutes, checked_in_at IS NOT NULL AS came, checked_out_at IS NOT NULL AS "left"
       FROM duties WHERE activity_id = $1 AND volunteer_id = $2`,
    [activityId, volunteerId],
  );
  if (row === undefined) throw new Error(`${volunteerId} has no place in ${activityId}`);
  return row;
}

/** Those who were offered a place have taken it. */
export const acceptAll = (towns: TwoTowns, activityId: string): Promise<unknown> =>
  towns.dataSource.query(
    `UPDATE duties SET state = 'accepted', answered_at = now() WHERE activity_id = $1 AND state = 'offered'`,
    [activityId],
  );
