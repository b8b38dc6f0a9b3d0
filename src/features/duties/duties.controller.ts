import {
  type DutyCard,
  dutyCard,
  dutyCardPage,
  dutyPage,
  dutyQuery,
  type DutyQuery,
  dutyView,
  type DutyView,
  giveBack,
  type GiveBack,
  takeBack,
  type TakeBack,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  idParameter,
  IfMatch,
  type IfMatchVersions,
  nameSchemas,
  Operation,
  type Page,
} from '../../http/index.js';
import { DutiesService } from './duties.service.js';
import { DutyCards } from './duty-cards.js';
import { dutyViewOf } from './duty-view.js';

nameSchemas({
  Duty: dutyView,
  DutyPage: dutyPage,
  DutyCard: dutyCard,
  DutyCardPage: dutyCardPage,
  GiveBack: giveBack,
  TakeBack: takeBack,
});

@ApiTags('duties')
@Controller('api/v1/duty-cards')
export class DutyCardsController {
  constructor(private readonly cards: DutyCards) {}

  @Get()
  @Operation('listDutyCards', 'The same with names: what, where, for whom and who, by time', {
    200: dutyCardPage,
  })
  list(@Query({ schema: dutyQuery }) query: DutyQuery): Promise<Page<DutyCard>> {
    return this.cards.list(query);
  }
}

@ApiTags('duties')
@Controller('api/v1/duties')
export class DutiesController {
  constructor(private readonly duties: DutiesService) {}

  @Get()
  @Operation('listDuties', 'List who serves where, and what they have answered, by time', { 200: dutyPage })
  async list(@Query({ schema: dutyQuery }) query: DutyQuery): Promise<Page<DutyView>> {
    const page = await this.duties.list(query);
    return { ...page, items: page.items.map(dutyViewOf) };
  }

  @Get(':id')
  @Operation('getDuty', 'Read a duty', { 200: dutyView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<DutyView> {
    return dutyViewOf(await this.duties.get(id));
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Operation('acceptDuty', 'Say yes; saying it twice does nothing', { 200: dutyView })
  async accept(@Param('id', { schema: idParameter }) id: string): Promise<DutyView> {
    return dutyViewOf(await this.duties.accept(id));
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Operation('declineDuty', 'Say no, also after a yes; somebody else is sought', { 200: dutyView })
  async decline(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: giveBack }) { reason }: GiveBack,
  ): Promise<DutyView> {
    return dutyViewOf(await this.duties.decline(id, reason));
  }

  @Post(':id/excuse')
  @HttpCode(200)
  @Operation('excuseDuty', 'Excuse somebody who had accepted', { 200: dutyView })
  async excuse(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: giveBack }) { reason }: GiveBack,
  ): Promise<DutyView> {
    return dutyViewOf(await this.duties.excuse(id, reason));
  }

  @Post(':id/offer')
  @HttpCode(200)
  @Operation('offerDuty', 'Ask somebody again who has lost the place, while it is open', { 200: dutyView })
  async offer(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<DutyView> {
    return dutyViewOf(await this.duties.offer(id, ifMatch));
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Operation('withdrawDuty', 'Take a place back, and tell the volunteer', { 200: dutyView })
  async withdraw(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: takeBack }) body: TakeBack,
  ): Promise<DutyView> {
    return dutyViewOf(await this.duties.withdraw(id, ifMatch, body));
  }
}
