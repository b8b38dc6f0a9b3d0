import { Global, Module } from '@nestjs/common';
import { HELI_CONFIG } from '../config/index.js';
import { CHANNELS, channelsOf } from './channels/index.js';
import { DispatchProcessor } from './dispatch.processor.js';
import { Dispatcher } from './dispatcher.js';
import { NotificationStore } from './notification-store.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';
import { Outbox } from './outbox.js';
import { PreferencesService } from './preferences.service.js';

/** The outbox, for whoever has to tell people something. */
@Global()
@Module({
  providers: [Outbox, NotificationStore, PreferencesService],
  exports: [Outbox, NotificationStore, PreferencesService],
})
export class NotificationsModule {}

/** The outbox for operators. */
@Module({ controllers: [NotificationsController], providers: [NotificationsService] })
export class NotificationsApiModule {}

/** Sending; only processes with the role `worker` or `all` have it. */
@Module({
  providers: [
    { provide: CHANNELS, inject: [HELI_CONFIG], useFactory: channelsOf },
    Dispatcher,
    DispatchProcessor,
  ],
  exports: [Dispatcher],
})
export class DispatchModule {}
