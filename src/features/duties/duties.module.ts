import {
  Inject,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  type OnModuleInit,
} from '@nestjs/common';
import { AuthModule } from '../../auth/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { answerForm } from '../../http/index.js';
import { NoticePlannerModule } from '../notices/index.js';
import { PlanBooksModule, PlansModule, Publications } from '../plans/index.js';
import { QuestionStoreModule } from '../questions/index.js';
import { Admissions } from './admissions.js';
import { Callers } from './callers.js';
import { DutiesController, DutyCardsController } from './duties.controller.js';
import { renewDuties } from './duties-of-plan.js';
import { DutiesOfPerson } from './duties-of-person.js';
import { DutiesService } from './duties.service.js';
import { DutyAnswersController } from './duty-answers.controller.js';
import { DutyAnswers } from './duty-answers.service.js';
import { DutyCards } from './duty-cards.js';
import { DutyLinks } from './duty-links.js';
import { DutyNotices } from './duty-notices.js';
import { DutyPins } from './duty-pins.js';
import { DutyStore } from './duty-store.js';
import { Offers } from './offers.js';
import { OpenPlacesService } from './open-places.service.js';
import { PlaceFiller } from './place-filler.js';
import { PlacesController } from './places.controller.js';
import { Places } from './places.js';
import { SignUpService } from './sign-up.service.js';
import { StandIns } from './stand-ins.js';
import { StandInsService } from './stand-ins.service.js';
import { SwapStore } from './swap-store.js';
import { SwapsController } from './swaps.controller.js';
import { SwapsService } from './swaps.service.js';
import { Vacancies } from './vacancies.js';
import { WaitList } from './wait-list.js';
import { WaitListService } from './wait-list.service.js';

/** Before people are told of a plan, after halls are asked. */
const DUTIES = 20;

@Injectable()
class DutiesOfPlans implements OnModuleInit {
  constructor(
    private readonly publications: Publications,
    private readonly standIns: StandIns,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    const { answerHours: hours, answerBeforeStartHours: beforeStartHours } = this.config;
    this.publications.register(DUTIES, async (manager, publication) => {
      await renewDuties(manager, publication, { hours, beforeStartHours });
      await this.standIns.renew(manager, publication.plan.seasonId, publication.now);
    });
  }
}

/** The life of duties, for the API and for workers alike. */
const LIFE = [
  ...[DutyStore, DutyPins, DutyLinks, DutyNotices, Vacancies, Offers],
  ...[Places, Admissions, WaitList, StandIns, PlaceFiller, SwapStore, DutiesOfPerson],
];

@Module({
  imports: [AuthModule, NoticePlannerModule, PlanBooksModule, QuestionStoreModule],
  providers: LIFE,
  exports: LIFE,
})
export class DutyStoreModule {}

/** What volunteers answer to the published plan, over HTTP. */
@Module({
  imports: [DutyStoreModule, PlansModule],
  controllers: [
    DutiesController,
    DutyCardsController,
    DutyAnswersController,
    PlacesController,
    SwapsController,
  ],
  providers: [
    ...[DutiesOfPlans, DutiesService, DutyCards, DutyAnswers, Callers],
    ...[SignUpService, OpenPlacesService, WaitListService, StandInsService, SwapsService],
  ],
})
export class DutiesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(answerForm).forRoutes(DutyAnswersController);
  }
}
