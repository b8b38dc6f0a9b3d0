import { Module } from '@nestjs/common';
import { NoticePlannerModule } from '../notices/index.js';
import { RunStoreModule } from '../runs/index.js';
import { SeasonsModule } from '../seasons/index.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';
import { Publications } from './publications.js';

@Module({
  imports: [RunStoreModule, SeasonsModule, NoticePlannerModule],
  controllers: [PlansController],
  providers: [PlansService, Publications],
  exports: [PlansService, Publications],
})
export class PlansModule {}
