import { Module } from '@nestjs/common';
import { SeasonsModule } from '../seasons/index.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

/** What a season came to, for councils and auditors. */
@Module({ imports: [SeasonsModule], controllers: [FiguresController], providers: [FiguresService] })
export class FiguresModule {}
