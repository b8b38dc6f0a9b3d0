import { messagePage, messageQuery, type MessageQuery, type MessageView, messageView } from '@heli/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, type Page } from '../../http/index.js';
import { MessageHistory } from './message-history.js';

nameSchemas({ Message: messageView, MessagePage: messagePage });

@ApiTags('notifications')
@Controller('api/v1')
export class MessagesController {
  constructor(private readonly messages: MessageHistory) {}

  @Get('activities/:id/messages')
  @Operation('listMessagesOfActivity', 'Who was told of an activity, newest first', { 200: messagePage })
  ofActivity(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: messageQuery }) query: MessageQuery,
  ): Promise<Page<MessageView>> {
    return this.messages.ofActivity(id, query);
  }

  @Get('volunteers/:id/messages')
  @Operation('listMessagesOfVolunteer', 'What somebody was told, newest first', { 200: messagePage })
  ofVolunteer(
    @Param('id', { schema: idParameter }) id: string,
    @Query({ schema: messageQuery }) query: MessageQuery,
  ): Promise<Page<MessageView>> {
    return this.messages.ofVolunteer(id, query);
  }
}
