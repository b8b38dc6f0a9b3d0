import {
  checkInBody,
  type CheckInBody,
  checkInCode,
  type CheckInCode,
  checkInWord,
  type CheckInWord,
  checkInWordBody,
  type CheckInWordBody,
  ownAttendance,
  type OwnAttendance,
} from '@heli/contracts';
import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AppError } from '../../errors/index.js';
import { currentContext, idParameter, nameSchemas, Operation } from '../../http/index.js';
import { CheckInService } from './check-in.service.js';

nameSchemas({
  CheckInCode: checkInCode,
  CheckInWord: checkInWord,
  CheckInWordBody: checkInWordBody,
  CheckIn: checkInBody,
  OwnAttendance: ownAttendance,
});

@ApiTags('attendance')
@Controller('api/v1/activities/:id')
export class CheckInController {
  constructor(private readonly checkIns: CheckInService) {}

  @Get('check-in-code')
  @Operation('getCheckInCode', 'The code that people at the activity scan or type now', { 200: checkInCode })
  code(@Param('id', { schema: idParameter }) id: string): Promise<CheckInCode> {
    return this.checkIns.code(id);
  }

  @Get('check-in-code.svg')
  @Header('content-type', 'image/svg+xml')
  @Operation('getCheckInCodeImage', 'The same as a QR code', { 200: { 'image/svg+xml': { type: 'string' } } })
  async image(@Param('id', { schema: idParameter }) id: string): Promise<string> {
    return (await this.checkIns.code(id)).svg;
  }

  @Get('check-in-word')
  @Operation('getCheckInWord', 'The code word of an activity', { 200: checkInWord })
  word(@Param('id', { schema: idParameter }) id: string): Promise<CheckInWord> {
    return this.checkIns.word(id);
  }

  @Post('check-in-word')
  @HttpCode(200)
  @Operation('setCheckInWord', 'Set or take away the code word that is taken beside the changing code', {
    200: checkInWord,
  })
  setWord(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: checkInWordBody }) { word }: CheckInWordBody,
  ): Promise<CheckInWord> {
    return this.checkIns.setWord(id, word);
  }

  @Post('check-in')
  @HttpCode(200)
  @Operation('checkIn', 'A volunteer says to be there, with the code', { 200: ownAttendance })
  checkIn(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: checkInBody }) { code }: CheckInBody,
  ): Promise<OwnAttendance> {
    return this.checkIns.checkIn(id, callingVolunteer(), code);
  }

  @Post('check-out')
  @HttpCode(200)
  @Operation('checkOut', 'A volunteer says to leave, with the code; nobody has to', { 200: ownAttendance })
  checkOut(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: checkInBody }) { code }: CheckInBody,
  ): Promise<OwnAttendance> {
    return this.checkIns.checkOut(id, callingVolunteer(), code);
  }
}

/** People check in themselves; for others there is the list. */
function callingVolunteer(): string {
  const { principal } = currentContext();
  const own = principal?.kind === 'account' ? principal.volunteerId : null;
  if (own === null) throw new AppError('FORBIDDEN', 'Whoever calls is no volunteer');
  return own;
}
