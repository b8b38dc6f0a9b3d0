import { localDate, parseInstant } from '@heli/calendar';
import { type SeasonSuccessor } from '@heli/contracts';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { rowsOf, Transactions } from '../../database/index.js';
import { codeAndSentence } from '../../errors/index.js';
import { type Notice, Outbox, recipientOf } from '../../notifications/index.js';
import { UpkeepTasks } from '../../queue/index.js';
import { SuccessorsService } from './successors.service.js';

interface EndingSeason {
  readonly id: string;
  readonly name: string;
  readonly communities: readonly { readonly id: string; readonly zone: string }[];
}

/** Makes the next season of those that roll on, some weeks before they end, and tells their councils. */
@Injectable()
export class SeasonRolling implements OnModuleInit {
  private readonly logger = new Logger(SeasonRolling.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly successors: SuccessorsService,
    private readonly outbox: Outbox,
    private readonly tasks: UpkeepTasks,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.tasks.register('roll-seasons', (now) => this.roll(now));
  }

  /** @returns how many seasons were made */
  async roll(now: Date): Promise<number> {
    const ending = await rowsOf<EndingSeason>(
      this.transactions.manager,
      `SELECT season.id, season.name, (
          SELECT jsonb_agg(jsonb_build_object('id', community.id, 'zone', community.time_zone) ORDER BY community.id)
          FROM season_communities link JOIN communities community ON community.id = link.community_id
          WHERE link.season_id = season.id) AS communities
         FROM seasons season
        WHERE season.rolls_on AND season.ends_at > $1 AND season.ends_at <= $1::timestamptz + $2 * interval '1 day'
          AND NOT EXISTS (SELECT 1 FROM seasons next WHERE next.predecessor_id = season.id)
        ORDER BY season.ends_at, season.id`,
      [now, this.config.seasonAheadDays],
    );
    let made = 0;
    for (const season of ending) {
      try {
        if (await this.rollOne(season)) made += 1;
      } catch (error) {
        this.logger.error(`Season ${season.id} was not continued: ${codeAndSentence(error)}`);
      }
    }
    return made;
  }

  private rollOne(season: EndingSeason): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const successor = await this.successors.makeAfter(season.id);
      if (successor.created) await this.outbox.add(manager, noticesOf(season, successor));
      return successor.created;
    });
  }
}

function noticesOf({ name, communities }: EndingSeason, successor: SeasonSuccessor): Notice[] {
  const { season, seriesIds, activityCount, provisionalYears } = successor;
  return communities.map(({ id, zone }) => ({
    eventKey: `season-rolled:${season.id}`,
    recipient: recipientOf('council', id),
    template: 'season-rolled',
    zone,
    parameters: {
      season: name,
      next: season.name,
      firstDay: localDate(parseInstant(season.start), zone),
      lastDay: localDate(parseInstant(season.end) - 1, zone),
      series: seriesIds.length,
      activities: activityCount,
      provisional: provisionalYears.length > 0,
    },
  }));
}
