import { type MiddlewareConsumer, Module, type NestModule, RequestMethod } from '@nestjs/common';
import { acceptTables, UploadMiddleware } from '../imports/index.js';
import { SeasonsModule } from '../seasons/index.js';
import { AttendanceController } from './attendance.controller.js';
import { AttendanceListService } from './attendance-list.service.js';
import { AttendanceService } from './attendance.service.js';
import { CheckInCodes } from './check-in-codes.js';
import { CheckInController } from './check-in.controller.js';
import { CheckInService } from './check-in.service.js';
import { HourRulesController } from './hour-rules.controller.js';
import { HourRulesService } from './hour-rules.js';

acceptTables(/^\/api\/v1\/activities\/[^/]+\/attendance\/import$/);

/** Who was there, on duty or beside it. */
@Module({
  imports: [SeasonsModule],
  controllers: [CheckInController, AttendanceController, HourRulesController],
  providers: [CheckInCodes, CheckInService, AttendanceService, AttendanceListService, HourRulesService],
})
export class AttendanceModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply(UploadMiddleware)
      .forRoutes({ path: 'api/v1/activities/:id/attendance/import', method: RequestMethod.POST });
  }
}
