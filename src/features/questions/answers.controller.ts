import {
  answer,
  ANSWERS,
  answeredOf,
  type Answered,
  changesDocument,
  type ChangesDocument,
  id,
  recommendation,
  replanWindows,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { z } from 'zod';
import { idParameter, nameSchemas, Operation } from '../../http/index.js';
import { Answers } from './answers.js';
import { byParameter, whileWanted } from './at-once.js';
import { QuestionsService } from './questions.service.js';

const timeMs = z.coerce
  .number()
  .int()
  .min(100)
  .max(24 * 60 * 60 * 1000)
  .optional()
  .describe("Wall time, milliseconds; left out, or more than the service allows: the service's setting");
const max = z.coerce.number().int().min(1).max(100).default(10).describe('Candidates in the answer');

const timeQuery = z.strictObject({ timeMs });
const placeQuery = z.strictObject({
  activityId: id,
  roleId: id,
  declined: z
    .union([id, z.array(id).max(200)])
    .optional()
    .describe('Who gave the place back; may be named more than once'),
  max,
  timeMs,
});
const assignmentQuery = z.strictObject({
  declined: z
    .enum(['true', 'false'])
    .default('true')
    .describe('The person of the assignment gives the place back; `false`: somebody beside them is sought'),
  max,
  timeMs,
});

const openQuery = z.strictObject({
  activityId: id,
  roleId: id.optional(),
  max: z.coerce.number().int().min(1).max(50).default(3).describe('Repairs of a place in the answer'),
  timeMs,
});
const recruitQuery = z.strictObject({
  max: z.coerce.number().int().min(1).max(50).default(5).describe('Of each unit in the answer'),
  timeMs,
});
const standByQuery = z.strictObject({
  activityId: z
    .union([id, z.array(id).max(500)])
    .optional()
    .describe('Only this activity; may be named more than once'),
  max: z.coerce.number().int().min(1).max(50).default(3).describe('Reserves of a role in the answer'),
  probability: z.coerce.number().gt(0).lt(1).optional(),
  timeMs,
});
const replanQuery = z.strictObject({
  ...replanWindows.shape,
  save: z.enum(['true', 'false']).default('false').describe('`true`: the new plan is stored as a draft'),
  timeMs,
});

const replanAnswered = answeredOf(ANSWERS.replan);
const repairsAnswer = answeredOf(ANSWERS.explain);
const recruitmentAnswer = answeredOf(ANSWERS.recruit);
const standByAnswer = answeredOf(ANSWERS['stand-by']);
const recommendationAnswer = answeredOf(recommendation);
const whatIfAnswer = answeredOf(answer);

nameSchemas({
  Recommendation: recommendation,
  RecommendationAnswer: recommendationAnswer,
  Answer: answer,
  WhatIfAnswer: whatIfAnswer,
  Changes: changesDocument,
  ReplanAnswer: replanAnswered,
  RepairsAnswer: repairsAnswer,
  RecruitmentAnswer: recruitmentAnswer,
  StandByAnswer: standByAnswer,
});

/** Questions that are answered at once; each route only names what is asked. */
@ApiTags('questions')
@Controller('api/v1')
export class AnswersController {
  constructor(
    private readonly answers: Answers,
    private readonly questions: QuestionsService,
  ) {}

  @Get('plans/:planId/recommendations')
  @Operation('recommendForPlace', 'Who could take a place of a plan, best first, each with its exact price', {
    200: recommendationAnswer,
  })
  recommend(
    @Param('planId', { schema: idParameter }) planId: string,
    @Query({ schema: placeQuery }) { declined = [], ...place }: z.infer<typeof placeQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'recommend'>> {
    const asked = { kind: 'recommend' as const, declined: [declined].flat(), ...place };
    return byParameter(this.answers.to(planId, asked, whileWanted(response)));
  }

  @Get('assignments/:id/recommendations')
  @Operation(
    'recommendForAssignment',
    'Who could take the place of an assignment, best first, each with its exact price',
    { 200: recommendationAnswer },
  )
  async recommendInstead(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: assignmentQuery }) { declined, ...query }: z.infer<typeof assignmentQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'recommend'>> {
    const { planId, activityId, roleId, volunteerId } = await this.questions.assignment(id);
    const asked = {
      kind: 'recommend' as const,
      activityId,
      roleId,
      declined: declined === 'true' ? [volunteerId] : [],
      ...query,
    };
    return byParameter(this.answers.to(planId, asked, whileWanted(response)));
  }

  @Post('plans/:planId/what-if')
  @HttpCode(200)
  @Operation(
    'askWhatIf',
    'What a plan would be like if something were otherwise, or the rules that leave no such plan',
    { 200: whatIfAnswer },
    'The plan itself is not changed.',
  )
  whatIf(
    @Param('planId', { schema: idParameter }) planId: string,
    @Body({ schema: changesDocument }) { changes }: ChangesDocument,
    @Query({ schema: timeQuery }) query: z.infer<typeof timeQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'what-if'>> {
    return this.answers.to(planId, { kind: 'what-if', changes, ...query }, whileWanted(response));
  }

  @Post('plans/:planId/replan')
  @HttpCode(200)
  @Operation(
    'askReplan',
    'A new plan after something has changed, with the proven fewest people who hear something new',
    { 200: replanAnswered },
    'A proposal: neither the plan nor the pools are changed. With `save=true` it is stored as a draft plan, which `savedPlanId` names, unless the pools are changed meanwhile (SEASON_CHANGED). Before `frozenUntil` everything stays; from there to `publishedUntil` whoever hears something new is counted.',
  )
  replan(
    @Param('planId', { schema: idParameter }) planId: string,
    @Body({ schema: changesDocument }) { changes }: ChangesDocument,
    @Query({ schema: replanQuery }) { save, ...query }: z.infer<typeof replanQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'replan'>> {
    return this.answers.to(
      planId,
      { kind: 'replan', changes, save: save === 'true', ...query },
      whileWanted(response),
    );
  }

  @Get('plans/:planId/repairs')
  @Operation('explainOpenPlace', 'Why a place is open or an activity dropped, and what would mend it', {
    200: repairsAnswer,
  })
  repairs(
    @Param('planId', { schema: idParameter }) planId: string,
    @Query({ schema: openQuery }) query: z.infer<typeof openQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'explain'>> {
    return byParameter(this.answers.to(planId, { kind: 'explain', ...query }, whileWanted(response)));
  }

  @Get('plans/:planId/recruitment')
  @Operation('recruitNext', 'What is scarce, and what one more of it would be worth', {
    200: recruitmentAnswer,
  })
  recruitment(
    @Param('planId', { schema: idParameter }) planId: string,
    @Query({ schema: recruitQuery }) query: z.infer<typeof recruitQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'recruit'>> {
    return this.answers.to(planId, { kind: 'recruit', ...query }, whileWanted(response));
  }

  @Get('plans/:planId/stand-by')
  @Operation('standBy', 'An ordered reserve for each role of the activities that take place', {
    200: standByAnswer,
  })
  standBy(
    @Param('planId', { schema: idParameter }) planId: string,
    @Query({ schema: standByQuery }) { activityId, ...query }: z.infer<typeof standByQuery>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Answered<'stand-by'>> {
    const only = activityId === undefined ? {} : { activityIds: [activityId].flat() };
    return byParameter(
      this.answers.to(planId, { kind: 'stand-by', ...only, ...query }, whileWanted(response)),
    );
  }
}
