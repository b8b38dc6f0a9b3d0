import { Module } from '@nestjs/common';
import { CalendarLinksController } from './calendar-links.controller.js';
import { FeedsController } from './feeds.controller.js';
import { FeedsService } from './feeds.service.js';

@Module({ controllers: [CalendarLinksController, FeedsController], providers: [FeedsService] })
export class FeedsModule {}
