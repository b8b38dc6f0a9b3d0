import {
  planChanges,
  type PlanChanges,
  planVerification,
  type PlanVerification,
  planView,
  type PlanView,
  publishRequest,
  type PublishRequest,
  returnRequest,
  type ReturnRequest,
  reviewRequest,
  type ReviewRequest,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, IfMatch, type IfMatchVersions, nameSchemas, Operation } from '../../http/index.js';
import { PlanLifeService } from './plan-life.service.js';
import { planViewOf } from './plan-view.js';

nameSchemas({
  PlanChanges: planChanges,
  PlanVerification: planVerification,
  Publication: publishRequest,
  Review: reviewRequest,
  Return: returnRequest,
});

/** draft → reviewed → published → superseded. */
@ApiTags('plans')
@Controller('api/v1/plans/:id')
export class PlanLifeController {
  constructor(private readonly life: PlanLifeService) {}

  @Get('changes')
  @Operation('getPlanChanges', 'What was changed in the pools since the plan was made', { 200: planChanges })
  changes(@Param('id', { schema: idParameter }) id: string): Promise<PlanChanges> {
    return this.life.changes(id);
  }

  @Get('verification')
  @Operation('verifyPlan', 'Check every rule, the seal and the certificate from what is stored alone', {
    200: planVerification,
  })
  verification(@Param('id', { schema: idParameter }) id: string): Promise<PlanVerification> {
    return this.life.verification(id);
  }

  @Post('review')
  @HttpCode(200)
  @Operation('reviewPlan', 'Say that a draft was looked through and may be put to the council', {
    200: planView,
  })
  async review(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: reviewRequest }) { note }: ReviewRequest,
  ): Promise<PlanView> {
    return planViewOf(await this.life.review(id, ifMatch, note));
  }

  @Post('return')
  @HttpCode(200)
  @Operation('returnPlan', 'Take a review back: the plan is a draft again', { 200: planView })
  async giveBack(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: returnRequest }) { reason }: ReturnRequest,
  ): Promise<PlanView> {
    return planViewOf(await this.life.giveBack(id, ifMatch, reason));
  }

  @Post('publish')
  @HttpCode(200)
  @Operation(
    'publishPlan',
    'Make a reviewed plan the plan of its season, by a resolution of the council',
    { 200: planView },
    'Every rule is checked once more. Where the pools were changed since the plan was made, it is refused (PLAN_STALE) with what changed; `acceptChanges` publishes it all the same, if it keeps every rule with what the pools now hold.',
  )
  async publish(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: publishRequest }) body: PublishRequest,
  ): Promise<PlanView> {
    return planViewOf(await this.life.publish(id, ifMatch, body));
  }

  @Delete()
  @HttpCode(204)
  @Operation('discardPlan', 'Throw a plan away that was not published', { 204: null })
  discard(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<void> {
    return this.life.discard(id, ifMatch);
  }
}
