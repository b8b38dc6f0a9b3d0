import {
  Inject,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnModuleInit,
  RequestMethod,
} from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { answerForm } from '../../http/index.js';
import { NoticePlannerModule } from '../notices/index.js';
import { PlansModule, Publications } from '../plans/index.js';
import { QuestionStoreModule } from '../questions/index.js';
import { RunStoreModule } from '../runs/index.js';
import { VenuesModule } from '../venues/index.js';
import { BookingAnswersController } from './booking-answers.controller.js';
import { BookingClock } from './booking-clock.js';
import { ANSWER_PATH, BookingLinks } from './booking-links.js';
import { BookingLosses } from './booking-losses.js';
import { renewBookings } from './bookings-of-plan.js';
import { BookingsController } from './bookings.controller.js';
import { BookingsService } from './bookings.service.js';
import { LinkedBookings } from './linked-bookings.js';
import { SeasonProposals } from './season-proposals.js';
import { VenueExceptionsController } from './venue-exceptions.controller.js';
import { VenueExceptionsService } from './venue-exceptions.service.js';

/** First of all steps of a publication: what volunteers are asked follows halls, and what is told follows both. */
const BOOKINGS = 10;

/** What happens to bookings without anybody asking for it, for the API and for workers alike. */
@Module({
  imports: [AuthModule, NoticePlannerModule, QuestionStoreModule, RunStoreModule],
  providers: [BookingLinks, SeasonProposals, BookingLosses, BookingClock],
  exports: [BookingLinks, SeasonProposals, BookingLosses, BookingClock],
})
export class BookingStoreModule {}

@Injectable()
class BookingsOfPlans implements OnModuleInit {
  constructor(
    private readonly publications: Publications,
    private readonly proposals: SeasonProposals,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    this.publications.register(BOOKINGS, async (manager, publication) => {
      await renewBookings(manager, publication, this.config.bookingHours);
      await this.proposals.renew(manager, publication.plan.seasonId, publication.now);
    });
  }
}

/** What owners of venues answer to the published plan, over HTTP. */
@Module({
  imports: [BookingStoreModule, PlansModule, VenuesModule],
  controllers: [BookingsController, BookingAnswersController, VenueExceptionsController],
  providers: [BookingsOfPlans, BookingsService, LinkedBookings, VenueExceptionsService],
})
export class BookingsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(answerForm).forRoutes({ path: `${ANSWER_PATH}/:token`, method: RequestMethod.POST });
  }
}
