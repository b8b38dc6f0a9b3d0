import {
  notificationPage,
  notificationQuery,
  type NotificationQuery,
  type NotificationView,
  notificationView,
} from '@heli/contracts';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { nameSchemas, Operation } from '../http/openapi/index.js';
import { type Page } from '../http/pages.js';
import { idParameter } from '../http/schema.pipe.js';
import { type Notification } from './notification.entity.js';
import { NotificationsService } from './notifications.service.js';

nameSchemas({ Notification: notificationView, NotificationPage: notificationPage });

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  constructor(private readonly notifications: NotificationsService) {}

  @Get()
  @Operation('listNotifications', 'List what people were told or are about to be, newest first', {
    200: notificationPage,
  })
  async list(
    @Query({ schema: notificationQuery }) query: NotificationQuery,
  ): Promise<Page<NotificationView>> {
    const page = await this.notifications.list(query);
    return { ...page, items: page.items.map(notificationViewOf) };
  }

  @Post(':id/retry')
  @HttpCode(202)
  @Operation('retryNotification', 'Send again what was given up', { 202: notificationView })
  async retry(@Param('id', { schema: idParameter }) id: string): Promise<NotificationView> {
    return notificationViewOf(await this.notifications.retry(id));
  }
}

/** Its contents stay between sender and recipient. */
function notificationViewOf(notification: Notification): NotificationView {
  const { id, eventKey, recipient, channel, language, template, urgent, state, attempts, error } =
    notification;
  return {
    id,
    eventKey,
    recipient,
    channel,
    language,
    template,
    urgent,
    state,
    attempts,
    notBefore: notification.notBefore.toISOString(),
    notAfter: notification.notAfter?.toISOString() ?? null,
    sentAt: notification.sentAt?.toISOString() ?? null,
    error,
    createdAt: notification.createdAt.toISOString(),
  };
}
