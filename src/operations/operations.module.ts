import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { FailedJobsModule } from './failed-jobs/failed-jobs.module.js';
import { HealthController } from './health/health.controller.js';
import { HealthService, LIVES_ON_QUEUE } from './health/health.service.js';
import { DatabaseGauges, PROCESS_ROLE } from './metrics/database-gauges.js';
import { Figures } from './metrics/figures.js';
import { QueueBoard } from './queue-board.js';

/** What whoever runs the service looks at: health and figures of every process; failed work where there is an API. */
@Module({})
export class OperationsModule {
  static register(role: 'api' | 'worker' | 'all'): DynamicModule {
    return {
      module: OperationsModule,
      imports: [TerminusModule.forRoot({ logger: false }), ...(role === 'worker' ? [] : [FailedJobsModule])],
      controllers: role === 'worker' ? [] : [HealthController],
      providers: [
        { provide: LIVES_ON_QUEUE, useValue: role === 'worker' },
        { provide: PROCESS_ROLE, useValue: role },
        HealthService,
        DatabaseGauges,
        Figures,
        ...(role === 'worker' ? [] : [QueueBoard]),
      ],
      exports: [HealthService, Figures],
    };
  }
}
