import {
  type ChannelChoice,
  type NoticeAudience,
  type NotificationPreferences,
  type NotificationPreferencesView,
} from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { lockUntilCommit, Transactions } from '../database/index.js';
import { AppError, type FieldFault } from '../errors/index.js';
import { assertVersion, type IfMatchVersions } from '../http/etag.js';
import { DEFAULT_LANGUAGE } from '../i18n/index.js';
import { mayBePosted } from './channels/index.js';
import { maskedAddress, MASK } from './masked-address.js';
import { recipientOf } from './notice.js';
import { DEFAULT_CHANNELS } from './outbox.js';
import { NotificationPreference } from './preference.entity.js';

/** How people want to be told. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  async get(audience: NoticeAudience, id: string): Promise<NotificationPreferencesView> {
    const held = await this.transactions.manager.findOneBy(NotificationPreference, {
      id: recipientOf(audience, id),
    });
    return {
      audience,
      id,
      version: held?.version ?? 0,
      language: held?.language ?? DEFAULT_LANGUAGE,
      channels: (held?.channels ?? DEFAULT_CHANNELS).map((choice) => ({
        channel: choice.channel,
        ...('address' in choice ? { address: maskedAddress(choice) } : {}),
      })),
      quietHours:
        held?.quietFrom == null || held.quietTo === null ? null : { from: held.quietFrom, to: held.quietTo },
      urgentBreaksQuiet: held?.urgentBreaksQuiet ?? true,
    };
  }

  /** Sets all of them. An address that comes masked as it was shown stays, and its secret with it. */
  set(
    audience: NoticeAudience,
    id: string,
    ifMatch: IfMatchVersions,
    wished: NotificationPreferences,
  ): Promise<NotificationPreferencesView> {
    return this.transactions.run(async (manager) => {
      const recipient = recipientOf(audience, id);
      await lockUntilCommit(manager, `notification-preferences:${recipient}`);
      const repository = manager.getRepository(NotificationPreference);
      const before = await repository.findOneBy({ id: recipient });
      assertVersion({ version: before?.version ?? 0 }, ifMatch);
      const next = repository.create({
        ...(before === null ? {} : { version: before.version, createdAt: before.createdAt }),
        id: recipient,
        language: wished.language,
        channels: completed(wished.channels, before?.channels ?? [], this.config.webhookPrivate),
        quietFrom: wished.quietHours?.from ?? null,
        quietTo: wished.quietHours?.to ?? null,
        urgentBreaksQuiet: wished.urgentBreaksQuiet,
      });
      await repository.save(next);
      await this.audit.record({
        action: 'notification-preferences.set',
        entityType: 'notification-preferences',
        entityId: recipient,
        before: before === null ? null : recorded(before),
        after: recorded(next),
      });
      return this.get(audience, id);
    });
  }
}

/** Nothing that leads to a person. */
const recorded = ({ language, channels, quietFrom, quietTo, urgentBreaksQuiet }: NotificationPreference) => ({
  language,
  channels: channels.map(({ channel }) => channel),
  quietFrom,
  quietTo,
  urgentBreaksQuiet,
});

function completed(
  wished: readonly ChannelChoice[],
  held: readonly ChannelChoice[],
  allowPrivate: boolean,
): ChannelChoice[] {
  const faults: FieldFault[] = [];
  const choices = wished.map((choice, index): ChannelChoice => {
    if (!('address' in choice)) return choice;
    const before = held.find(({ channel }) => channel === choice.channel);
    const stays = before !== undefined && 'address' in before && maskedAddress(before) === choice.address;
    if (stays) return { ...before, ...choice, address: before.address };
    const refuse = (field: string, code: string, message: string): void => {
      faults.push({ pointer: `/channels/${index}/${field}`, code, message });
    };
    if (choice.address.includes(MASK))
      refuse('address', 'address_masked', 'is masked: send the whole address, or the one that was shown');
    else if (choice.channel !== 'email' && !mayBePosted(new URL(choice.address), allowPrivate))
      refuse('address', 'address_private', 'must start with https:// and lead into no private network');
    if (choice.channel === 'webhook' && choice.secret === undefined)
      refuse('secret', 'secret_missing', 'is needed for a new address: what is sent is signed with it');
    return choice;
  });
  if (faults.length > 0)
    throw new AppError('VALIDATION_FAILED', 'The preferences cannot be accepted', { faults });
  return choices;
}
