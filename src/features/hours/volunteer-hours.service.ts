import {
  type ActivityKind,
  type HourEntry as EntryView,
  type HoursOfVolunteer,
  type HoursQuery,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { Activity } from '../activities/index.js';
import { reliabilityOf } from '../attendance/index.js';
import { utcOrNull } from '../pools/index.js';
import { Volunteer } from '../volunteers/index.js';
import { HourEntry } from './hour-entry.entity.js';

/** The record of one person: hours of service, and where they were. */
@Injectable()
export class VolunteerHoursService {
  constructor(private readonly transactions: Transactions) {}

  async of(volunteerId: string, query: HoursQuery): Promise<HoursOfVolunteer> {
    const { manager } = this.transactions;
    if (!(await manager.existsBy(Volunteer, { id: volunteerId }))) throw notFound('Volunteer', volunteerId);
    const entries = await entriesOf(manager, volunteerId, query);
    const titles = await titlesOf(manager, entries);
    const recordOf = await reliabilityOf(manager, [volunteerId]);
    return {
      volunteerId,
      minutes: sum(entries),
      byKind: grouped(entries, ({ kind }) => kind).map(([kind, minutes]) => ({ kind, minutes })),
      byMonth: grouped(entries, ({ date }) => date.slice(0, 7)).map(([month, minutes]) => ({
        month,
        minutes,
      })),
      entries: entries.map((entry) => entryView(entry, titles.get(entry.activityId) ?? null)),
      attended: await attendedBy(manager, volunteerId, query),
      reliability: recordOf(volunteerId),
    };
  }
}

/** Lines of the ledger about one person, by day and booking. */
export function entriesOf(
  manager: EntityManager,
  volunteerId: string,
  { from, until, seasonId }: HoursQuery = {},
): Promise<HourEntry[]> {
  const query = manager
    .createQueryBuilder(HourEntry, 'entry')
    .where('entry.volunteerId = :volunteerId', { volunteerId })
    .orderBy('entry.date')
    .addOrderBy('entry.bookedAt')
    .addOrderBy('entry.id');
  if (from !== undefined) query.andWhere('entry.date >= :from', { from });
  if (until !== undefined) query.andWhere('entry.date <= :until', { until });
  if (seasonId !== undefined) query.andWhere('entry.seasonId = :seasonId', { seasonId });
  return query.getMany();
}

export async function titlesOf(
  manager: EntityManager,
  entries: readonly HourEntry[],
): Promise<ReadonlyMap<string, string>> {
  const activities = await manager.find(Activity, {
    select: { id: true, title: true },
    where: { id: In(entries.map(({ activityId }) => activityId)) },
  });
  return new Map(activities.map(({ id, title }) => [id, title]));
}

export const entryView = (entry: HourEntry, title: string | null): EntryView => ({
  id: entry.id,
  activityId: entry.activityId,
  title,
  kind: entry.kind,
  seasonId: entry.seasonId,
  date: entry.date,
  minutes: entry.minutes,
  corrects: entry.corrects,
  reason: entry.reason,
  bookedAt: entry.bookedAt.toISOString(),
  bookedBy: entry.bookedBy,
});

const sum = (entries: readonly HourEntry[]): number =>
  entries.reduce((total, { minutes }) => total + minutes, 0);

function grouped<K extends string>(
  entries: readonly HourEntry[],
  keyOf: (entry: HourEntry) => K,
): [K, number][] {
  const sums = new Map<K, number>();
  for (const entry of entries) sums.set(keyOf(entry), (sums.get(keyOf(entry)) ?? 0) + entry.minutes);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

interface Attended {
  readonly activityId: string;
  readonly title: string | null;
  readonly kind: ActivityKind | null;
  readonly start: Date | null;
  readonly as: 'on-duty' | 'participant';
}

/** On duty, or named in the count that holds. */
async function attendedBy(
  manager: EntityManager,
  volunteerId: string,
  { from, until, seasonId }: HoursQuery,
): Promise<HoursOfVolunteer['attended']> {
  const rows = await manager.query<Attended[]>(
    `SELECT been.activity_id AS "activityId", activity.title, activity.kind, been.start_at AS start, been.role AS "as"
       FROM (
         SELECT activity_id, start_at, 'on-duty' AS role FROM duties
          WHERE volunteer_id = $1 AND state IN ('checked-in', 'confirmed')
         UNION ALL
         SELECT held.activity_id, (SELECT min(start_at) FROM duties WHERE duties.activity_id = held.activity_id), 'participant'
           FROM attendances AS held
          WHERE $1 = ANY(held.participant_ids)
            AND held.revision = (SELECT max(revision) FROM attendances AS other WHERE other.activity_id = held.activity_id)
       ) AS been
       LEFT JOIN activities AS activity ON activity.id = been.activity_id
       LEFT JOIN communities AS own ON own.id = activity.community_id
      WHERE ($2::date IS NULL OR (been.start_at AT TIME ZONE own.time_zone)::date >= $2)
        AND ($3::date IS NULL OR (been.start_at AT TIME ZONE own.time_zone)::date <= $3)
        AND ($4::text IS NULL OR activity.season_id = $4)
      ORDER BY been.start_at, been.activity_id`,
    [volunteerId, from ?? null, until ?? null, seasonId ?? null],
  );
  return rows.map((row) => ({ ...row, start: utcOrNull(row.start) }));
}
