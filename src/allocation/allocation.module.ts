import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { RunStoreModule } from '../features/runs/index.js';
import { AllocationProcessor } from './allocation.processor.js';
import { ErrandProcessor } from './errands/errand.processor.js';
import { RunsInHand } from './errands/runs-in-hand.js';
import { RunExecutor } from './run-executor.js';
import { UpkeepProcessor } from './upkeep.processor.js';

/** Everything that takes jobs. Only processes with the role `worker` or `all` have it. `source` exports PROBLEM_LOADER. */
@Module({})
export class AllocationModule {
  static register(source: Type | DynamicModule): DynamicModule {
    return {
      module: AllocationModule,
      imports: [RunStoreModule, source],
      providers: [RunsInHand, RunExecutor, AllocationProcessor, ErrandProcessor, UpkeepProcessor],
    };
  }
}
