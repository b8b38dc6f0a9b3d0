import { Module } from '@nestjs/common';
import { DataQualityController } from './data-quality.controller.js';
import { DataQualityService } from './data-quality.service.js';
import { NightlyReports } from './nightly-reports.js';

/** Reports on the pools, for the API and for workers alike. */
@Module({ providers: [DataQualityService, NightlyReports], exports: [DataQualityService, NightlyReports] })
export class DataQualityReportsModule {}

/** The same over HTTP. */
@Module({ imports: [DataQualityReportsModule], controllers: [DataQualityController] })
export class DataQualityModule {}
