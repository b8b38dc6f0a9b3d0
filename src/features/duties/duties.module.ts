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
import { PlansModule, Publications } from '../plans/index.js';
import { DutiesController } from './duties.controller.js';
import { renewDuties } from './duties-of-plan.js';
import { DutiesService } from './duties.service.js';
import { DutyAnswersController } from './duty-answers.controller.js';
import { DutyAnswers } from './duty-answers.service.js';
import { DutyLinks } from './duty-links.js';
import { DutyNotices } from './duty-notices.js';
import { DutyPins } from './duty-pins.js';
import { DutyStore } from './duty-store.js';
import { Vacancies } from './vacancies.js';

/** Before people are told of a plan, after halls are asked. */
const DUTIES = 20;

@Injectable()
class DutiesOfPlans implements OnModuleInit {
  constructor(
    private readonly publications: Publications,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  onModuleInit(): void {
    const { answerHours: hours, answerBeforeStartHours: beforeStartHours } = this.config;
    this.publications.register(DUTIES, (manager, publication) =>
      renewDuties(manager, publication, { hours, beforeStartHours }),
    );
  }
}

/** The life of duties, for the API and for workers alike. */
@Module({
  imports: [AuthModule, NoticePlannerModule],
  providers: [DutyStore, DutyPins, DutyLinks, DutyNotices, Vacancies],
  exports: [DutyStore, DutyPins, DutyLinks, DutyNotices, Vacancies],
})
export class DutyStoreModule {}

/** What volunteers answer to the published plan, over HTTP. */
@Module({
  imports: [DutyStoreModule, PlansModule],
  controllers: [DutiesController, DutyAnswersController],
  providers: [DutiesOfPlans, DutiesService, DutyAnswers],
})
export class DutiesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(answerForm).forRoutes(DutyAnswersController);
  }
}
