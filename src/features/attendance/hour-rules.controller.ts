import { hourRules, type HourRules, hourRulesBody, type HourRulesBody } from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { HourRulesService } from './hour-rules.js';

nameSchemas({ HourRules: hourRules, HourRulesBody: hourRulesBody });

@ApiTags('hours')
@Controller('api/v1/seasons/:seasonId/hour-rules')
export class HourRulesController {
  constructor(private readonly rules: HourRulesService) {}

  @Get()
  @Operation('getHourRules', 'Which kinds of activities give hours of service', { 200: hourRules })
  of(@Param('seasonId', { schema: idParameter }) seasonId: string): Promise<HourRules> {
    return this.rules.of(seasonId);
  }

  @Post()
  @HttpCode(200)
  @Operation('setHourRules', 'Switch kinds of activities between the two ledgers', { 200: hourRules })
  set(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Body({ schema: hourRulesBody }) { serviceKinds }: HourRulesBody,
  ): Promise<HourRules> {
    return this.rules.set(seasonId, serviceKinds);
  }
}
