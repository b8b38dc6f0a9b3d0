import { Module } from '@nestjs/common';
import { SeasonsController } from './seasons.controller.js';
import { SeasonsService } from './seasons.service.js';

/** For the API and for workers alike. */
@Module({ providers: [SeasonsService], exports: [SeasonsService] })
export class SeasonServiceModule {}

@Module({
  imports: [SeasonServiceModule],
  controllers: [SeasonsController],
  exports: [SeasonServiceModule],
})
export class SeasonsModule {}
