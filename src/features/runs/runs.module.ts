import { Module } from '@nestjs/common';
import { SeasonsModule } from '../seasons/index.js';
import { ErrandStore } from './errand-store.js';
import { RunEvents } from './run-events.js';
import { RunStore } from './run-store.js';
import { RunWatch } from './run-watch.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';

/** The state machine of runs, for the API and for workers alike. */
@Module({ providers: [RunStore, ErrandStore], exports: [RunStore, ErrandStore] })
export class RunStoreModule {}

/** Starting, watching and cancelling runs over HTTP. */
@Module({
  imports: [RunStoreModule, SeasonsModule],
  controllers: [RunsController],
  providers: [RunsService, RunEvents, RunWatch],
  exports: [RunsService],
})
export class RunsModule {}
