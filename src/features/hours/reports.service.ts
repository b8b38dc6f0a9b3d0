import { type AttendanceReport, type AttendanceReportRow } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { writeTable } from '../imports/index.js';
import { SeasonsService } from '../seasons/index.js';

type Row = Omit<AttendanceReportRow, 'noShowRate'>;

/**
 * One row an activity and person on duty, and one an activity that was counted; sums over the season, and by community,
 * organization and kind. An activity was held where somebody came.
 */
const REPORT = `
  WITH planned AS (
    SELECT id, community_id, organization_id, kind FROM activities WHERE season_id = $1
  ), counted AS (
    SELECT DISTINCT ON (activity_id) activity_id, total FROM attendances
     WHERE activity_id IN (SELECT id FROM planned) ORDER BY activity_id, revision DESC
  ), booked AS (
    SELECT activity_id, sum(minutes)::int AS minutes FROM hour_entries WHERE season_id = $1 GROUP BY activity_id
  ), been AS (
    SELECT activity_id, volunteer_id, bool_or(state IN ('checked-in', 'confirmed')) AS came,
           bool_or(state = 'no-show') AND NOT bool_or(state IN ('checked-in', 'confirmed')) AS missed
      FROM duties WHERE season_id = $1 GROUP BY activity_id, volunteer_id
  ), facts AS (
    SELECT activity_id, CASE WHEN came THEN volunteer_id END AS volunteer_id, came::int AS on_duty, missed::int AS missed,
           0 AS participants, 0 AS minutes FROM been
    UNION ALL SELECT activity_id, NULL, 0, 0, total, 0 FROM counted
    UNION ALL SELECT activity_id, NULL, 0, 0, 0, minutes FROM booked
  )
  SELECT CASE grouping(planned.community_id, planned.organization_id, planned.kind)
           WHEN 7 THEN 'season' WHEN 3 THEN 'community' WHEN 5 THEN 'organization' WHEN 6 THEN 'kind' ELSE 'community-kind' END AS scope,
         planned.community_id AS "communityId", planned.organization_id AS "organizationId", planned.kind,
         count(DISTINCT facts.activity_id) FILTER (WHERE facts.on_duty > 0 OR facts.participants > 0)::int AS held,
         (coalesce(sum(facts.on_duty), 0) + coalesce(sum(facts.participants), 0))::int AS attendances,
         coalesce(sum(facts.participants), 0)::int AS participants,
         coalesce(sum(facts.on_duty), 0)::int AS "onDuty",
         count(DISTINCT facts.volunteer_id)::int AS "activeVolunteers",
         coalesce(sum(facts.minutes), 0)::int AS minutes,
         coalesce(sum(facts.missed), 0)::int AS "noShows"
    FROM planned LEFT JOIN facts ON facts.activity_id = planned.id
   GROUP BY GROUPING SETS ((), (planned.community_id), (planned.organization_id), (planned.kind), (planned.community_id, planned.kind))`;

const ORDER: readonly Row['scope'][] = ['season', 'community', 'organization', 'kind', 'community-kind'];

const FIGURES = [
  'held',
  'attendances',
  'participants',
  'onDuty',
  'activeVolunteers',
  'minutes',
  'noShows',
  'noShowRate',
] as const satisfies readonly (keyof AttendanceReportRow)[];

/** What a season came to: activities held, people who came, hours of service. */
@Injectable()
export class ReportsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
  ) {}

  async of(seasonId: string): Promise<AttendanceReport> {
    await this.seasons.get(seasonId);
    const { manager } = this.transactions;
    const rows = await manager.query<Omit<Row, 'community' | 'organization'>[]>(REPORT, [seasonId]);
    const names = await manager.query<{ id: string; name: string }[]>(
      `SELECT 'community ' || id AS id, name FROM communities WHERE id = ANY($1)
       UNION ALL SELECT 'organization ' || id, name FROM organizations WHERE id = ANY($2)`,
      [rows.map(({ communityId }) => communityId), rows.map(({ organizationId }) => organizationId)],
    );
    const nameOf = new Map(names.map(({ id, name }) => [id, name]));
    const shown = rows
      // Activities of no organization are in the sums of their community already.
      .filter(({ scope, organizationId }) => scope !== 'organization' || organizationId !== null)
      .map((row) => ({
        ...row,
        community: nameOf.get(`community ${row.communityId ?? ''}`) ?? null,
        organization: nameOf.get(`organization ${row.organizationId ?? ''}`) ?? null,
        noShowRate: shareOf(row.noShows, row.noShows + row.onDuty),
      }));
    return { seasonId, rows: shown.toSorted((a, b) => placeOf(a).localeCompare(placeOf(b))) };
  }

  async csv(seasonId: string, language: Language): Promise<Buffer> {
    const { rows } = await this.of(seasonId);
    const say = (key: string) => translate(language, `attendance.report.${key}`);
    const header = ['scope', 'community', 'organization', 'kind', ...FIGURES].map((key) =>
      say(`columns.${key}`),
    );
    const lines = rows.map((row) => [
      say(`scopes.${row.scope}`),
      row.community ?? row.communityId ?? '',
      row.organization ?? row.organizationId ?? '',
      row.kind === null ? '' : translate(language, `certificate.kinds.${row.kind}`),
      ...FIGURES.map((key) => String(row[key] ?? '')),
    ]);
    return writeTable([header, ...lines], 'csv');
  }
}

const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;

const placeOf = ({ scope, communityId, organizationId, kind }: Row): string =>
  [ORDER.indexOf(scope), communityId ?? '', organizationId ?? '', kind ?? ''].join('\u0000');
