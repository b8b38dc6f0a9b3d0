import { Module } from '@nestjs/common';
import { DatasetsController } from './datasets.controller.js';
import { DatasetsService } from './datasets.service.js';

/** Whole data sets put into the pools at once. */
@Module({ controllers: [DatasetsController], providers: [DatasetsService] })
export class DatasetsModule {}
