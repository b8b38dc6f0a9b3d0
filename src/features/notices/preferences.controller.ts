import {
  type NoticeAudience,
  noticeAudience,
  notificationPreferences,
  type NotificationPreferences,
  notificationPreferencesView,
  type NotificationPreferencesView,
} from '@heli/contracts';
import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, IfMatch, type IfMatchVersions, nameSchemas, Operation } from '../../http/index.js';
import { PreferencesService } from '../../notifications/index.js';
import { Recipients } from './recipients.js';

nameSchemas({
  NotificationPreferences: notificationPreferencesView,
  NotificationPreferencesSet: notificationPreferences,
});

@ApiTags('notifications')
@Controller('api/v1/notification-preferences/:kind/:id')
export class PreferencesController {
  constructor(
    private readonly recipients: Recipients,
    private readonly preferences: PreferencesService,
  ) {}

  @Get()
  @Operation('getNotificationPreferences', 'How somebody is told; addresses are masked', {
    200: notificationPreferencesView,
  })
  async get(
    @Param('kind', { schema: noticeAudience }) audience: NoticeAudience,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<NotificationPreferencesView> {
    await this.recipients.assertKnown(audience, id);
    return this.preferences.get(audience, id);
  }

  @Put()
  @Operation('setNotificationPreferences', 'Set how somebody is told: channels, language, quiet hours', {
    200: notificationPreferencesView,
  })
  async set(
    @Param('kind', { schema: noticeAudience }) audience: NoticeAudience,
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: notificationPreferences }) body: NotificationPreferences,
  ): Promise<NotificationPreferencesView> {
    await this.recipients.assertKnown(audience, id);
    return this.preferences.set(audience, id, ifMatch, body);
  }
}
