import { type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import { VolunteersModule } from '../volunteers/index.js';
import { BusyTimesController } from './busy-times.controller.js';
import { BusyTimesService } from './busy-times.service.js';
import { CalendarBodyMiddleware } from './calendar-body.js';

@Module({ imports: [VolunteersModule], controllers: [BusyTimesController], providers: [BusyTimesService] })
export class BusyTimesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(CalendarBodyMiddleware)
      .forRoutes({ path: 'api/v1/volunteers/:id/busy-times', method: RequestMethod.POST });
  }
}
