import { isoWeekKey } from '@heli/calendar';
import { type DataQualityCounts } from '@heli/contracts';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { rowsOf, Transactions } from '../../database/index.js';
import { codeAndSentence } from '../../errors/index.js';
import { DEFAULT_LANGUAGE } from '../../i18n/index.js';
import { type Notice, Outbox, recipientOf } from '../../notifications/index.js';
import { UpkeepTasks } from '../../queue/index.js';
import { DataQualityService } from './data-quality.service.js';

/** Hour of a community's clock from which the report of the day is made. */
const REPORT_HOUR = 2;
/** Hour of its Monday from which coordinators are told. */
const NOTICE_HOUR = 8;
const KEPT_DAYS = 400;

interface Due {
  readonly id: string;
  readonly zone: string;
  /** Local date. */
  readonly day: string;
}

/** Keeps one report a community and day, and tells coordinators on Mondays. Doing it again changes nothing. */
@Injectable()
export class NightlyReports implements OnModuleInit {
  private readonly logger = new Logger(NightlyReports.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly reports: DataQualityService,
    private readonly outbox: Outbox,
    private readonly tasks: UpkeepTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(
      'check-data',
      (now) => this.keep(now),
      (now) => this.tell(now),
      (now) => this.forget(now),
    );
  }

  /** @returns how many communities got the report of their day */
  async keep(now: Date): Promise<number> {
    const due = await rowsOf<Due>(
      this.transactions.manager,
      `SELECT held.id, held.time_zone AS zone, today.day::text AS day
         FROM communities held
        CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE held.time_zone)::date AS day,
                                   extract(hour FROM $1::timestamptz AT TIME ZONE held.time_zone) AS hour) today
        WHERE today.hour >= ${REPORT_HOUR} AND NOT EXISTS (SELECT 1 FROM data_quality_reports report
          WHERE report.community_id = held.id AND report.day = today.day)
        ORDER BY held.id`,
      [now],
    );
    let kept = 0;
    for (const one of due) {
      try {
        await this.keepOne(one, now);
        kept += 1;
      } catch (error) {
        this.logger.error(`The data of community ${one.id} were not checked: ${codeAndSentence(error)}`);
      }
    }
    return kept;
  }

  /** Tells coordinators on Monday morning what the report of the day found; who has nothing to look at hears nothing. */
  async tell(now: Date): Promise<number> {
    const rows = await rowsOf<Due & { community: string; counts: DataQualityCounts; weekEnd: Date }>(
      this.transactions.manager,
      `SELECT held.id, held.name AS community, held.time_zone AS zone, report.day::text AS day, report.counts,
              (report.day + 7)::timestamp AT TIME ZONE held.time_zone AS "weekEnd"
         FROM data_quality_reports report JOIN communities held ON held.id = report.community_id
        CROSS JOIN LATERAL (SELECT $1::timestamptz AT TIME ZONE held.time_zone AS clock) local
        WHERE report.day = local.clock::date AND extract(isodow FROM local.clock) = 1
          AND extract(hour FROM local.clock) >= ${NOTICE_HOUR} AND report.counts <> '{}'
        ORDER BY held.id`,
      [now],
    );
    const week = (zone: string): number => isoWeekKey(Math.floor(now.getTime() / 60_000), zone);
    const notices = rows.map(({ id, community, zone, day, counts, weekEnd }): Notice => ({
      eventKey: `data-quality:${id}:${week(zone)}`,
      recipient: recipientOf('coordinators', id),
      template: 'data-quality',
      zone,
      notAfter: weekEnd.toISOString(),
      parameters: { community, day, counts },
    }));
    return this.transactions.run((manager) => this.outbox.add(manager, notices));
  }

  async forget(now: Date): Promise<void> {
    await this.transactions.manager.query(
      `DELETE FROM data_quality_reports WHERE day < $1::timestamptz::date - ${KEPT_DAYS}`,
      [now],
    );
  }

  private async keepOne({ id, zone, day }: Due, now: Date): Promise<void> {
    const findings = await this.reports.findings(id, zone, now, DEFAULT_LANGUAGE);
    const counts = Object.fromEntries(findings.map(({ code, count }) => [code, count]));
    // Another process may have been as quick, and the community may be gone.
    await this.transactions.manager.query(
      `INSERT INTO data_quality_reports (community_id, day, counts)
       SELECT id, $2::date, $3::jsonb FROM communities WHERE id = $1 ON CONFLICT DO NOTHING`,
      [id, day, JSON.stringify(counts)],
    );
  }
}
