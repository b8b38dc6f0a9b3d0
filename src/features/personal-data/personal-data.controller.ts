import { erasure, type Erasure, personalData, type PersonalData } from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppError } from '../../errors/index.js';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { ErasureService } from './erasure.service.js';
import { PersonalDataService } from './personal-data.service.js';

nameSchemas({ PersonalData: personalData, Erasure: erasure });

@ApiTags('personal-data')
@Controller('api/v1')
export class PersonalDataController {
  constructor(
    private readonly data: PersonalDataService,
    private readonly erasures: ErasureService,
  ) {}

  @Get('volunteers/:id/personal-data')
  @Operation('getPersonalDataOfVolunteer', 'All that is stored of a volunteer', { 200: personalData })
  ofVolunteer(@Param('id', { schema: idParameter }) id: string): Promise<PersonalData> {
    return this.data.ofVolunteer(id);
  }

  @Get('me/personal-data')
  @Operation('getMyPersonalData', 'All that is stored of whoever asks', { 200: personalData })
  mine(): Promise<PersonalData> {
    const { principal } = currentContext();
    if (principal?.kind !== 'account') throw new AppError('FORBIDDEN', 'Only people have an account');
    return this.data.ofAccount(principal.id);
  }

  @Post('volunteers/:id/erasure')
  @HttpCode(204)
  @Operation('eraseVolunteer', 'Take away what is known of a volunteer; plans and ledgers stay whole', {
    204: null,
  })
  async eraseVolunteer(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: erasure }) { confirm }: Erasure,
  ): Promise<void> {
    assertConfirmed(id, confirm);
    await this.erasures.volunteer(id);
  }

  @Post('accounts/:id/erasure')
  @HttpCode(204)
  @Operation('eraseAccount', 'Close an account for good, and forget whose it was', { 204: null })
  async eraseAccount(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: erasure }) { confirm }: Erasure,
  ): Promise<void> {
    assertConfirmed(id, confirm);
    await this.erasures.account(id);
  }
}

/** What cannot be taken back is said twice. */
function assertConfirmed(id: string, confirm: string): void {
  if (confirm === id) return;
  const message = translate(currentContext().language, 'accounts.confirm', { id });
  throw new AppError('VALIDATION_FAILED', 'The id is not repeated', {
    faults: [{ pointer: '/confirm', code: 'not_confirmed', message }],
  });
}
