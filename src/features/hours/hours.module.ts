import { Module } from '@nestjs/common';
import { SeasonsModule } from '../seasons/index.js';
import { CertificatesController, VerifyController } from './certificates.controller.js';
import { CertificatesService } from './certificates.service.js';
import { HoursController } from './hours.controller.js';
import { HoursService } from './hours.service.js';
import { ReportsService } from './reports.service.js';
import { VolunteerHoursService } from './volunteer-hours.service.js';

/** Hours of service: confirmed, corrected, certified, reported. */
@Module({
  imports: [SeasonsModule],
  controllers: [HoursController, CertificatesController, VerifyController],
  providers: [HoursService, VolunteerHoursService, CertificatesService, ReportsService],
  exports: [VolunteerHoursService, CertificatesService],
})
export class HoursModule {}
