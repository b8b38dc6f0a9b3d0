import { Module } from '@nestjs/common';
import { HttpModule } from './http/index.js';

/** Everything that answers requests: one line per feature. */
@Module({ imports: [HttpModule] })
export class ApiModule {}
