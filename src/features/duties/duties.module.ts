import { Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { PlansModule, Publications } from '../plans/index.js';
import { renewDuties } from './duties-of-plan.js';

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

/** What volunteers answer to the published plan. */
@Module({ imports: [PlansModule], providers: [DutiesOfPlans] })
export class DutiesModule {}
