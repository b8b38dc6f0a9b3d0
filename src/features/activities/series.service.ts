import { Injectable } from '@nestjs/common';
import { type SeriesQuery, seriesSchemas } from '@heli/contracts';
import { type EntityManager, In, type SelectQueryBuilder } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { Transactions } from '../../database/transactions.js';
import { AppError, jsonPointer } from '../../errors/index.js';
import { currentContext } from '../../http/context.js';
import { Community } from '../communities/index.js';
import {
  alreadyExists,
  type Change,
  heldOnto,
  narrowBy,
  narrowBySearch,
  PoolService,
  utc,
} from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { Activity, type ActivitySeries } from './activity.entity.js';
import { ActivityStore } from './activity.store.js';
import { expandSeries, frameOf, type Occurrence } from './series-expansion.js';
import { SeriesStore, type SeriesValue } from './series.store.js';

/** A rule of recurrence and what its activities have in common; it keeps its activities in step with itself. */
@Injectable()
export class SeriesService extends PoolService<ActivitySeries, SeriesValue, SeriesQuery> {
  private readonly activities = new ActivityStore();
  protected override readonly fixed = ['seasonId'] as const;
  /** The same rule again follows a season or a calendar that was changed. */
  protected override readonly idleStays = false;

  constructor(transactions: Transactions, audit: AuditService) {
    super(new SeriesStore(), seriesSchemas.whole, transactions, audit);
  }

  protected narrow(query: SelectQueryBuilder<ActivitySeries>, asked: SeriesQuery): void {
    narrowBySearch(query, asked.q, 'title');
    narrowBy(query, 'seasonId', asked.seasonId);
    narrowBy(query, 'communityId', asked.communityId);
  }

  protected override async read(manager: EntityManager, rows: readonly ActivitySeries[]): Promise<object[]> {
    const shown = await super.read(manager, rows);
    const counts = await manager.query<{ id: string; count: number }[]>(
      'SELECT series_id AS id, count(*)::int AS count FROM activities WHERE series_id = ANY($1) GROUP BY series_id',
      [rows.map(({ id }) => id)],
    );
    const countOf = new Map(counts.map(({ id, count }) => [id, count]));
    return rows.map(({ id }, index) => ({ ...shown[index], activityCount: countOf.get(id) ?? 0 }));
  }

  protected override async add(manager: EntityManager, values: readonly SeriesValue[]): Promise<void> {
    await super.add(manager, values);
    for (const value of values) {
      await this.insertOccurrences(manager, await this.occurrencesOf(manager, value));
    }
  }

  protected override async change(
    manager: EntityManager,
    changes: readonly Change<SeriesValue>[],
  ): Promise<void> {
    await super.change(manager, changes);
    for (const { after } of changes) await this.follow(manager, after);
  }

  /** Brings the activities in step with the rule, and leaves alone what was decided: pinned, planned, or changed on its own. */
  private async follow(manager: EntityManager, after: SeriesValue): Promise<void> {
    if (after.template === null) return;
    const wanted = new Map(
      (await this.occurrencesOf(manager, after)).map((occurrence) => [utc(occurrence.start), occurrence]),
    );
    const held = await manager.find(Activity, { where: { seriesId: after.id }, order: { id: 'ASC' } });
    const decided = await this.decided(manager, held);
    const changed: Occurrence[] = [];
    const gone: string[] = [];
    for (const { id, occurrenceStart } of held) {
      const key = occurrenceStart === null ? '' : utc(occurrenceStart);
      const occurrence = wanted.get(key);
      wanted.delete(key);
      if (decided.has(id)) continue;
      if (occurrence) changed.push({ ...occurrence, activity: { ...occurrence.activity, id } });
      else gone.push(id);
    }
    await manager.createQueryBuilder().delete().from(Activity).where('id = ANY(:gone)', { gone }).execute();
    await this.activities.update(
      manager,
      changed.map(({ activity }) => activity),
    );
    await this.insertOccurrences(manager, [...wanted.values()]);
  }

  /** Goes with its activities, except those that were decided: they keep it. */
  protected override async release(manager: EntityManager, values: readonly SeriesValue[]): Promise<void> {
    const held = await manager.find(Activity, { where: { seriesId: In(values.map(({ id }) => id)) } });
    const decided = await this.decided(manager, held);
    const gone = held.filter(({ id }) => !decided.has(id)).map(({ id }) => id);
    await manager.createQueryBuilder().delete().from(Activity).where('id = ANY(:gone)', { gone }).execute();
  }

  private async decided(manager: EntityManager, held: readonly Activity[]): Promise<ReadonlySet<string>> {
    const ids = held.map(({ id }) => id);
    const kept = await heldOnto(manager, 'activities', ids);
    for (const { id, detached } of held) if (detached) kept.add(id);
    return kept;
  }

  private async occurrencesOf(manager: EntityManager, series: SeriesValue): Promise<readonly Occurrence[]> {
    const season = await manager.findOneByOrFail(Season, { id: series.seasonId });
    const { timeZone } = await manager.findOneByOrFail(Community, { id: series.communityId });
    const { language } = currentContext();
    const frame = frameOf(utc(season.startsAt), utc(season.endsAt), timeZone, season.calendar.holidays);
    const expansion = expandSeries(series, frame, language);
    if (!expansion.ok) {
      throw new AppError('RULE_BROKEN', `The series ${series.id} cannot be expanded`, {
        faults: [expansion.fault],
      });
    }
    const [sample] = expansion.occurrences;
    const broken = sample ? await this.activities.check(manager, [sample.activity], language) : [];
    if (broken.length > 0) {
      throw new AppError('RULE_BROKEN', `The series ${series.id} does not fit its season`, {
        faults: broken.map(({ path, code, message }) => ({
          pointer: jsonPointer(placeInSeries(path)),
          code,
          message,
        })),
      });
    }
    return expansion.occurrences;
  }

  private async insertOccurrences(manager: EntityManager, occurrences: readonly Occurrence[]): Promise<void> {
    const ids = occurrences.map(({ activity }) => activity.id);
    const [taken] = await this.activities.rows(manager, ids);
    if (taken) throw alreadyExists('Activity', taken.id);
    await this.activities.insert(
      manager,
      occurrences.map(({ activity }) => activity),
    );
    await manager.query(
      `UPDATE activities SET occurrence_start = given.start
       FROM unnest($1::text[], $2::timestamptz[]) AS given (id, start) WHERE activities.id = given.id`,
      [ids, occurrences.map(({ start }) => start)],
    );
  }
}

/** Where a series says what is wrong with its activities. */
function placeInSeries([member = '', ...rest]: readonly (string | number)[]): (string | number)[] {
  if (member === 'candidateStarts') return ['firstStart'];
  return ['seasonId', 'communityId', 'title'].includes(String(member))
    ? [member, ...rest]
    : ['template', member, ...rest];
}
