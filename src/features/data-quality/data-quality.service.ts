import {
  type DataQualityFinding,
  type DataQualityHistory,
  type DataQualityHistoryQuery,
  type DataQualityReport,
  type DataQualitySeverity,
} from '@heli/contracts';
import { localDate } from '@heli/calendar';
import { Injectable } from '@nestjs/common';
import { rowsOf, Transactions } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { Community } from '../communities/index.js';
import { ACTIVITY_CHECKS } from './activity-checks.js';
import { type Check } from './check.js';
import { StoredDataQualityReport } from './data-quality-report.entity.js';
import { MEANS_CHECKS } from './means-checks.js';
import { VOLUNTEER_CHECKS } from './volunteer-checks.js';

export const CHECKS: readonly Check[] = [...ACTIVITY_CHECKS, ...MEANS_CHECKS, ...VOLUNTEER_CHECKS];

const IDS_SHOWN = 20;
const SHOWN_DAYS = 90;
const GRAVITY: Readonly<Record<DataQualitySeverity, number>> = { error: 0, warning: 1, hint: 2 };

/** All checks at once, so that they see the same pools. */
const EVERYTHING = CHECKS.map(
  ({ code, sql }) => `
  SELECT '${code}' AS code, count(*)::int AS count, (coalesce(array_agg(id ORDER BY id COLLATE "C"), '{}'))[1:${IDS_SHOWN}] AS ids
  FROM (${sql}) AS found`,
).join('\nUNION ALL\n');

/** What is worth looking at in the pools of a community. */
@Injectable()
export class DataQualityService {
  constructor(private readonly transactions: Transactions) {}

  /** As the pools are now. */
  async report(communityId: string, now = new Date()): Promise<DataQualityReport> {
    const { timeZone } = await this.community(communityId);
    const { language } = currentContext();
    return {
      communityId,
      computedAt: now.toISOString(),
      findings: await this.findings(communityId, timeZone, now, language),
    };
  }

  async findings(
    communityId: string,
    zone: string,
    now: Date,
    language: Language,
  ): Promise<DataQualityFinding[]> {
    const today = localDate(Math.floor(now.getTime() / 60_000), zone);
    const rows = await rowsOf<{ code: string; count: number; ids: string[] }>(
      this.transactions.manager,
      EVERYTHING,
      [communityId, now, today, zone],
    );
    const found = new Map(rows.map((row) => [row.code, row]));
    return CHECKS.flatMap(({ code, severity, kind }): DataQualityFinding[] => {
      const { count = 0, ids = [] } = found.get(code) ?? {};
      if (count === 0) return [];
      return [
        { code, severity, kind, count, ids, message: translate(language, `dataQuality.${code}`, { count }) },
      ];
    }).sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
  }

  /** The days that were kept, oldest first. */
  async history(communityId: string, { from, until }: DataQualityHistoryQuery): Promise<DataQualityHistory> {
    await this.community(communityId);
    const days = await this.transactions.manager
      .createQueryBuilder(StoredDataQualityReport, 'report')
      .where('report.communityId = :communityId', { communityId })
      .andWhere(`report.day <= coalesce(:until, 'infinity')::date`, { until: until ?? null })
      .andWhere(
        `report.day >= coalesce(:from::date, (SELECT max(day) - ${SHOWN_DAYS} FROM data_quality_reports
          WHERE community_id = :communityId AND day <= coalesce(:until, 'infinity')::date))`,
        { from: from ?? null },
      )
      .orderBy('report.day')
      .getMany();
    return {
      communityId,
      days: days.map(({ day, counts }) => ({
        day,
        total: Object.values(counts).reduce((all, count) => all + count, 0),
        counts,
      })),
    };
  }

  private async community(id: string): Promise<Community> {
    const community = await this.transactions.manager.findOneBy(Community, { id });
    if (community === null) throw notFound('Community', id);
    return community;
  }
}
