import { type FiguresQuery, type SeasonFigures } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { SeasonsService } from '../seasons/index.js';
import { communitiesOf, coverageOf, monthsOf, skillsOf, weeksOf } from './activity-figures.js';
import { loadOf } from './load-figures.js';
import { booksOf, giftsOf, moneyOf } from './money-figures.js';
import { scopeOf } from './scope.js';
import { venueHoursOf, venuesOf } from './venue-figures.js';

/** Figures of a season, counted in the database. */
@Injectable()
export class FiguresService {
  constructor(
    private readonly transactions: Transactions,
    private readonly seasons: SeasonsService,
  ) {}

  /** One state of the database: figures that belong together agree. */
  async of(seasonId: string, query: FiguresQuery): Promise<SeasonFigures> {
    await this.seasons.get(seasonId);
    return this.transactions.run(async (manager) => {
      await manager.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const scope = await scopeOf(manager, seasonId, query);
      return {
        seasonId,
        communityId: query.communityId ?? null,
        plan: scope.plan,
        weeks: await weeksOf(manager, scope),
        communities: await communitiesOf(manager, scope),
        months: await monthsOf(manager, scope),
        coverage: await coverageOf(manager, scope),
        skills: await skillsOf(manager, scope),
        load: await loadOf(manager, scope),
        gifts: await giftsOf(manager, scope),
        money: await moneyOf(manager, scope),
        books: await booksOf(manager, scope),
        venueHours: await venueHoursOf(manager, scope),
        venues: await venuesOf(manager, scope),
      };
    });
  }
}
