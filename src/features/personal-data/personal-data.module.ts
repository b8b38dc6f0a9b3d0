import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/index.js';
import { HoursModule } from '../hours/index.js';
import { DutyStoreModule } from '../duties/index.js';
import { VolunteersModule } from '../volunteers/index.js';
import { ErasureService } from './erasure.service.js';
import { PersonalDataController } from './personal-data.controller.js';
import { PersonalDataService } from './personal-data.service.js';

@Module({
  imports: [AccountsModule, DutyStoreModule, HoursModule, VolunteersModule],
  controllers: [PersonalDataController],
  providers: [PersonalDataService, ErasureService],
})
export class PersonalDataModule {}
