import { Module } from '@nestjs/common';
import { PartnerUnitsController } from './partners.controller.js';
import { PartnerUnitsService } from './partners.service.js';

@Module({
  controllers: [PartnerUnitsController],
  providers: [PartnerUnitsService],
  exports: [PartnerUnitsService],
})
export class PartnerUnitsModule {}
