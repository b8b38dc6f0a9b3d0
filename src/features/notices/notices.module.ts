import { Module } from '@nestjs/common';
import { AnswerLinks } from './answer-links.js';
import { MessageHistory } from './message-history.js';
import { MessagesController } from './messages.controller.js';
import { NoticePlanner } from './notice-planner.js';
import { PreferencesController } from './preferences.controller.js';
import { PUBLISHED_PLANS, StoredPublishedPlans } from './published-plans.js';
import { Recipients } from './recipients.js';

/** Who has to be told what, for the API and for workers alike. */
@Module({
  providers: [{ provide: PUBLISHED_PLANS, useClass: StoredPublishedPlans }, AnswerLinks, NoticePlanner],
  exports: [AnswerLinks, NoticePlanner],
})
export class NoticePlannerModule {}

/** How people want to be told, and that they were, over HTTP. */
@Module({ controllers: [PreferencesController, MessagesController], providers: [Recipients, MessageHistory] })
export class NoticesModule {}
