import { type SeasonSuccessor } from '@heli/contracts';
import { formatInstant } from '@heli/calendar';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { lockUntilCommit, newId, rowsOf, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { ActivitySeries, SeriesService, SeriesStore, type SeriesValue } from '../activities/index.js';
import { utc } from '../pools/index.js';
import { Season, SeasonsService, type SeasonValue } from '../seasons/index.js';
import {
  calendarOf,
  type Continued,
  continuation,
  nameAfter,
  provisionalYears,
  type Span,
  spanAfter,
  spanOf,
  type WhyEnded,
} from './next-season.js';

/** Makes the season after one, once. */
@Injectable()
export class SuccessorsService {
  private readonly series = new SeriesStore();

  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
    private readonly seriesService: SeriesService,
    private readonly audit: AuditService,
  ) {}

  /**
   * The season that follows: from the end of this one, as long as it, with its communities, policy, aims and those of its
   * series that go on. Asked again it gives the one that was made, as people have changed it since.
   * @throws AppError NOT_FOUND; RULE_BROKEN, REFERENCE_UNKNOWN where a series does not fit any more
   */
  makeAfter(id: string, name?: string): Promise<SeasonSuccessor> {
    return this.transactions.run(async (manager) => {
      await lockUntilCommit(manager, `season-successor:${id}`);
      const before = await this.season(manager, id);
      const zone = await zoneOf(manager, id);
      const known = await manager.findOneBy(Season, { predecessorId: id });
      const nextId = known?.id ?? (await this.make(manager, before, zone, name));
      return this.tell(manager, before, zone, { id: nextId, created: known === null });
    });
  }

  private async make(
    manager: EntityManager,
    before: SeasonValue,
    zone: string,
    name: string | undefined,
  ): Promise<string> {
    const id = newId();
    const span = spanAfter(spanOf(before), zone);
    const { communityIds, policy, objective, rollsOn } = before;
    const { holidays, makeUpWorkdays } = calendarOf(span, zone, before.calendar);
    await this.seasons.create({
      ...{ id, communityIds, policy, objective, rollsOn },
      name: name ?? nameAfter(before.name, span, zone),
      start: formatInstant(span.start, zone),
      end: formatInstant(span.end, zone),
      calendar: { holidays: [...holidays], makeUpWorkdays: [...makeUpWorkdays] },
    });
    await manager.query('UPDATE seasons SET predecessor_id = $1 WHERE id = $2', [before.id, id]);
    for (const { series, next } of await this.continuations(manager, before.id, span, holidays)) {
      if (typeof next !== 'string') await this.goOn(series, next, id);
    }
    await this.audit.record({
      ...{ action: 'season.continued', entityType: 'Season', entityId: before.id },
      after: { successorId: id },
    });
    return id;
  }

  private async goOn(series: SeriesValue, next: Continued, seasonId: string): Promise<void> {
    try {
      await this.seriesService.create({ ...next, id: newId(), seasonId });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Its place in the request is of no use here: it is that of the series.
      throw new AppError(error.code, `The series ${series.id} cannot go on: ${error.message}`, {
        cause: error,
        params: error.params,
        faults: error.faults.map((fault) => ({ ...fault, pointer: `/series/${series.id}${fault.pointer}` })),
      });
    }
  }

  private async continuations(
    manager: EntityManager,
    seasonId: string,
    span: Span,
    holidays: readonly string[],
  ): Promise<{ series: SeriesValue; next: Continued | WhyEnded }[]> {
    const rows = await manager.find(ActivitySeries, { where: { seasonId }, order: { id: 'ASC' } });
    const zones = new Map(
      (
        await rowsOf<{ id: string; zone: string }>(
          manager,
          'SELECT id, time_zone AS zone FROM communities WHERE id = ANY($1)',
          [rows.map(({ communityId }) => communityId)],
        )
      ).map(({ id, zone }) => [id, zone]),
    );
    return (await this.series.values(manager, rows)).map((series) => ({
      series,
      next: continuation(series, span, zones.get(series.communityId) ?? 'UTC', holidays),
    }));
  }

  private async tell(
    manager: EntityManager,
    before: SeasonValue,
    zone: string,
    { id, created }: { readonly id: string; readonly created: boolean },
  ): Promise<SeasonSuccessor> {
    const row = await manager.findOneByOrFail(Season, { id });
    const span = spanOf({ start: utc(row.startsAt), end: utc(row.endsAt) });
    const [counted] = await rowsOf<{ seriesIds: string[]; activityCount: number }>(
      manager,
      `SELECT (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM activity_series WHERE season_id = $1) AS "seriesIds",
              (SELECT count(*)::int FROM activities WHERE season_id = $1) AS "activityCount"`,
      [id],
    );
    const { holidays } = row.calendar;
    const ended = (await this.continuations(manager, before.id, span, holidays)).flatMap(
      ({ series, next }) => (typeof next === 'string' ? [{ seriesId: series.id, reason: next }] : []),
    );
    return {
      season: (await this.seasons.get(id)) as SeasonSuccessor['season'],
      created,
      provisionalYears: provisionalYears(span, zone),
      ...(counted ?? { seriesIds: [], activityCount: 0 }),
      ended,
    };
  }

  private async season(manager: EntityManager, id: string): Promise<SeasonValue> {
    const { store } = this.seasons;
    const [season] = await store.values(manager, await store.rows(manager, [id]));
    if (season === undefined) throw notFound('Season', id);
    return season;
  }
}

/** The clock of a season is that of the first of its communities. */
async function zoneOf(manager: EntityManager, seasonId: string): Promise<string> {
  const [home] = await rowsOf<{ zone: string }>(
    manager,
    `SELECT community.time_zone AS zone FROM season_communities link
       JOIN communities community ON community.id = link.community_id
      WHERE link.season_id = $1 ORDER BY link.community_id LIMIT 1`,
    [seasonId],
  );
  return home?.zone ?? 'Asia/Shanghai';
}
