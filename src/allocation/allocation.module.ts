import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { DutyStoreModule } from '../features/duties/index.js';
import { BookingStoreModule } from '../features/bookings/index.js';
import { DataQualityReportsModule } from '../features/data-quality/index.js';
import { LedgerBooksModule } from '../features/ledger/index.js';
import { NoticePlannerModule } from '../features/notices/index.js';
import { QuestionStoreModule } from '../features/questions/index.js';
import { RunStoreModule } from '../features/runs/index.js';
import { SeasonRollingModule } from '../features/successors/index.js';
import { AllocationProcessor } from './allocation.processor.js';
import { ErrandProcessor } from './errands/errand.processor.js';
import { RunsInHand } from './errands/runs-in-hand.js';
import { QuestionExecutor } from './question-executor.js';
import { QuestionProcessor } from './question.processor.js';
import { RunExecutor } from './run-executor.js';
import { UpkeepProcessor } from './upkeep.processor.js';

/** Everything that takes jobs. Only processes with the role `worker` or `all` have it. `source` exports PROBLEM_LOADER. */
@Module({})
export class AllocationModule {
  static register(source: Type | DynamicModule): DynamicModule {
    return {
      module: AllocationModule,
      imports: [
        RunStoreModule,
        QuestionStoreModule,
        NoticePlannerModule,
        BookingStoreModule,
        LedgerBooksModule,
        DataQualityReportsModule,
        SeasonRollingModule,
        DutyStoreModule,
        source,
      ],
      providers: [
        RunsInHand,
        RunExecutor,
        AllocationProcessor,
        ErrandProcessor,
        QuestionExecutor,
        QuestionProcessor,
        UpkeepProcessor,
      ],
    };
  }
}
