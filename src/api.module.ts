import { Module } from '@nestjs/common';
import { AuditApiModule } from './audit/index.js';
import { AccessModule } from './features/access/index.js';
import { AccountsModule } from './features/accounts/index.js';
import { AttendanceModule } from './features/attendance/index.js';
import { HoursModule } from './features/hours/index.js';
import { PoolsModule } from './features/index.js';
import { BookingsModule } from './features/bookings/index.js';
import { BusyTimesModule } from './features/busy-times/index.js';
import { DataQualityModule } from './features/data-quality/index.js';
import { DatasetsModule } from './features/datasets/index.js';
import { DutiesModule } from './features/duties/index.js';
import { FeedsModule } from './features/feeds/index.js';
import { FiguresModule } from './features/figures/index.js';
import { LedgerModule } from './features/ledger/index.js';
import { NoticesModule } from './features/notices/index.js';
import { PersonalDataModule } from './features/personal-data/index.js';
import { PlansModule } from './features/plans/index.js';
import { QuestionsModule } from './features/questions/index.js';
import { ResolutionsModule } from './features/resolutions/index.js';
import { RunsModule } from './features/runs/index.js';
import { SuccessorsModule } from './features/successors/index.js';
import { UpkeepModule } from './features/upkeep/index.js';
import { HttpModule } from './http/index.js';
import { NotificationsApiModule } from './notifications/index.js';

/** Everything that answers requests: one line per feature. */
@Module({
  imports: [
    HttpModule,
    AuditApiModule,
    AccountsModule,
    AccessModule,
    PersonalDataModule,
    PoolsModule,
    RunsModule,
    ResolutionsModule,
    PlansModule,
    QuestionsModule,
    BookingsModule,
    DutiesModule,
    LedgerModule,
    AttendanceModule,
    HoursModule,
    FiguresModule,
    DatasetsModule,
    NotificationsApiModule,
    NoticesModule,
    FeedsModule,
    BusyTimesModule,
    DataQualityModule,
    SuccessorsModule,
    UpkeepModule,
  ],
})
export class ApiModule {}
