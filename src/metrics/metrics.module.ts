import { Global, Module } from '@nestjs/common';
import { Meters } from './meters.js';

/** `Meters`, for every module. */
@Global()
@Module({ providers: [Meters], exports: [Meters] })
export class MetricsModule {}
