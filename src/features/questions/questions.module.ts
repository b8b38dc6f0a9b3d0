import { Module } from '@nestjs/common';
import { PlanBooksModule, PlansModule } from '../plans/index.js';
import { ProblemSourceModule } from '../problems/index.js';
import { RunStoreModule } from '../runs/index.js';
import { Answers } from './answers.js';
import { AskedPlans } from './asked-plans.js';
import { AnswersController } from './answers.controller.js';
import { DecisionsSince } from './decisions-since.js';
import { Proposals } from './proposals.js';
import { QuestionStore } from './question-store.js';
import { QuestionsAhead } from './questions-ahead.js';
import { QuestionsController } from './questions.controller.js';
import { QuestionsService } from './questions.service.js';

/** The state machine of questions and what they are about, for the API and for workers alike. */
@Module({
  imports: [PlanBooksModule, RunStoreModule, ProblemSourceModule],
  providers: [QuestionStore, AskedPlans, Proposals, QuestionsAhead, DecisionsSince],
  exports: [QuestionStore, AskedPlans, QuestionsAhead],
})
export class QuestionStoreModule {}

/** Questions about plans over HTTP: answered at once, or by a worker. */
@Module({
  imports: [QuestionStoreModule, PlansModule],
  controllers: [AnswersController, QuestionsController],
  providers: [Answers, QuestionsService],
})
export class QuestionsModule {}
