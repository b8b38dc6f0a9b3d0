import { Module } from '@nestjs/common';
import { PoolsModule } from './features/index.js';
import { HttpModule } from './http/index.js';

/** Everything that answers requests: one line per feature. */
@Module({ imports: [HttpModule, PoolsModule] })
export class ApiModule {}
