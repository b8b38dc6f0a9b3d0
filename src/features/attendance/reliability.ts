import { type ReliabilityRecord } from '@heli/contracts';
import { type EntityManager } from 'typeorm';
import { type AuditService } from '../../audit/index.js';

/** One missed duty is no habit: with fewer agreed duties nothing is carried over. */
export const LEAST_AGREED = 3;

const NOTHING: ReliabilityRecord = { agreed: 0, came: 0, noShows: 0, excused: 0, rate: null };

const toThousandths = (share: number): number => Math.round(share * 1000) / 1000;

/**
 * How surely each of the volunteers came to what they had agreed to; who had an excuse, or never answered, is not counted
 * against them.
 */
export async function reliabilityOf(
  manager: EntityManager,
  volunteerIds: readonly string[],
): Promise<(volunteerId: string) => ReliabilityRecord> {
  const rows = await manager.query<{ id: string; came: number; missed: number; excused: number }[]>(
    `SELECT volunteer_id AS id,
            count(*) FILTER (WHERE state IN ('checked-in', 'confirmed'))::int AS came,
            count(*) FILTER (WHERE state = 'no-show' AND answered_at IS NOT NULL)::int AS missed,
            count(*) FILTER (WHERE state = 'excused')::int AS excused
       FROM duties WHERE volunteer_id = ANY($1) GROUP BY volunteer_id`,
    [[...volunteerIds]],
  );
  const records = new Map(
    rows.map(({ id, came, missed, excused }): [string, ReliabilityRecord] => {
      const agreed = came + missed;
      const rate = agreed === 0 ? null : toThousandths(came / agreed);
      return [id, { agreed, came, noShows: missed, excused, rate }];
    }),
  );
  return (volunteerId) => records.get(volunteerId) ?? NOTHING;
}

/** Carries the records over to the volunteers whose community counts reliability; stand-by lists read it there. */
export async function carryReliability(
  manager: EntityManager,
  audit: AuditService,
  volunteerIds: readonly string[],
): Promise<void> {
  const counted = await manager.query<{ id: string; reliability: number | null }[]>(
    `SELECT held.id, held.reliability FROM volunteers AS held
       JOIN communities AS own ON own.id = held.community_id AND own.counts_reliability
      WHERE held.id = ANY($1) ORDER BY held.id FOR UPDATE OF held`,
    [[...new Set(volunteerIds)]],
  );
  if (counted.length === 0) return;
  const recordOf = await reliabilityOf(
    manager,
    counted.map(({ id }) => id),
  );
  const changed = counted.flatMap(({ id, reliability }) => {
    const { agreed, rate } = recordOf(id);
    return agreed < LEAST_AGREED || rate === reliability ? [] : [{ id, before: reliability, after: rate }];
  });
  if (changed.length === 0) return;
  await manager.query(
    `UPDATE volunteers AS held SET reliability = now_known.rate, version = held.version + 1, updated_at = now()
       FROM jsonb_to_recordset($1::jsonb) AS now_known (id text, rate double precision) WHERE held.id = now_known.id`,
    [JSON.stringify(changed.map(({ id, after }) => ({ id, rate: after })))],
  );
  await audit.recordAll(
    changed.map(({ id, before, after }) => ({
      action: 'volunteer.changed',
      entityType: 'Volunteer',
      entityId: id,
      before: { reliability: before },
      after: { reliability: after },
    })),
  );
}
