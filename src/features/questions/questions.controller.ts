import {
  pageOf,
  pageQueryFields,
  question,
  type Question,
  questionView,
  type QuestionView,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Response } from 'express';
import { z } from 'zod';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { questionViewOf } from './question-view.js';
import { QuestionsService } from './questions.service.js';

const questionQuery = z.strictObject(pageQueryFields);
const questionPage = pageOf(questionView);

nameSchemas({ QuestionAsked: question, Question: questionView, QuestionPage: questionPage });

@ApiTags('questions')
@Controller('api/v1')
export class QuestionsController {
  constructor(private readonly questions: QuestionsService) {}

  @Post('plans/:planId/questions')
  @HttpCode(202)
  @Operation(
    'askQuestion',
    'Ask about a plan what may take long; a worker answers',
    { 202: questionView },
    'Every kind of question may be asked so. `getQuestion` tells its state, and the answer once there is one.',
  )
  async ask(
    @Param('planId', { schema: idParameter }) planId: string,
    @Body({ schema: question }) asked: Question,
    @Res({ passthrough: true }) response: Response,
  ): Promise<QuestionView> {
    const stored = await this.questions.ask(planId, asked);
    response.setHeader('location', `/api/v1/questions/${stored.id}`);
    return questionViewOf(stored);
  }

  @Get('plans/:planId/questions')
  @Operation('listQuestionsOfPlan', 'List the questions about a plan, newest first, without answers', {
    200: questionPage,
  })
  async list(
    @Param('planId', { schema: idParameter }) planId: string,
    @Query({ schema: questionQuery }) query: z.infer<typeof questionQuery>,
  ): Promise<Page<QuestionView>> {
    const page = await this.questions.list(planId, query);
    return { ...page, items: page.items.map(questionViewOf) };
  }

  @Get('questions/:id')
  @Operation('getQuestion', 'Read a question: its state, and its answer', { 200: questionView })
  async one(@Param('id', { schema: idParameter }) id: string): Promise<QuestionView> {
    return questionViewOf(await this.questions.get(id));
  }

  @Delete('questions/:id')
  @HttpCode(202)
  @Operation('cancelQuestion', 'Ask for an end without an answer', { 202: questionView })
  async cancel(@Param('id', { schema: idParameter }) id: string): Promise<QuestionView> {
    return questionViewOf(await this.questions.cancel(id));
  }
}
