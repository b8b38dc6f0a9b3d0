import { Module } from '@nestjs/common';
import { NoticePlannerModule } from '../notices/index.js';
import { ProblemSourceModule } from '../problems/index.js';
import { ResolutionsModule } from '../resolutions/index.js';
import { RunStoreModule } from '../runs/index.js';
import { SeasonsModule } from '../seasons/index.js';
import { PlanBooks } from './plan-books.js';
import { PlanLifeController } from './plan-life.controller.js';
import { PlanLifeService } from './plan-life.service.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { Publications } from './publications.js';

/** Published plans, opened once: for the API and for workers alike. */
@Module({ imports: [RunStoreModule], providers: [PlanBooks], exports: [PlanBooks] })
export class PlanBooksModule {}

@Module({
  imports: [RunStoreModule, SeasonsModule, NoticePlannerModule, ProblemSourceModule, ResolutionsModule],
  controllers: [PlansController, PlanLifeController],
  providers: [PlansService, PlanLifeService, Publications],
  exports: [PlansService, PlanLifeService, Publications],
})
export class PlansModule {}
