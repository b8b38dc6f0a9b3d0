import { Module } from '@nestjs/common';
import { RunStoreModule } from '../runs/index.js';
import { SeasonsModule } from '../seasons/index.js';
import { PlansController } from './plans.controller.js';
import { PlansService } from './plans.service.js';

@Module({
  imports: [RunStoreModule, SeasonsModule],
  controllers: [PlansController],
  providers: [PlansService],
  exports: [PlansService],
})
export class PlansModule {}
