import { join } from 'node:path';
import { type ChannelChoice, type NotificationChannel } from '@heli/contracts';
import { type HeliConfig } from '../../config/index.js';
import { type Channel, type Envelope } from './channel.js';
import { EmailChannel } from './email.js';
import { FileChannel } from './file.js';
import { DingTalkChannel, WeComChannel } from './robots.js';
import { WebhookChannel } from './webhook.js';

export * from './channel.js';
export { EmailChannel } from './email.js';
export { isPrivateAddress, mayBePosted } from './outbound.js';
export { dingTalkAddress, withinBytes } from './robots.js';
export { webhookSignature } from './webhook.js';

export type Channels = { readonly [C in NotificationChannel]: Channel<C> };

/** Injection token of `Channels`. */
export const CHANNELS = Symbol('Channels');

/** File of the channel `file`, below the data folder. */
export const noticesFile = (dataDir: string): string => join(dataDir, 'notices', 'notices.jsonl');

/** Sends by the channel of the choice. */
export function sendBy(
  channels: Channels,
  choice: ChannelChoice,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<void> {
  switch (choice.channel) {
    case 'email':
      return channels.email.send(envelope, choice, signal);
    case 'webhook':
      return channels.webhook.send(envelope, choice, signal);
    case 'wecom':
      return channels.wecom.send(envelope, choice, signal);
    case 'dingtalk':
      return channels.dingtalk.send(envelope, choice, signal);
    case 'file':
      return channels.file.send(envelope, choice, signal);
  }
}

const clock = (): Date => new Date();

/** Every way to reach people, as the settings have them. A new one is a class and a line here. */
export function channelsOf(config: HeliConfig): Channels {
  const { webhookPrivate } = config;
  return {
    email: new EmailChannel(config.smtpUrl, config.mailFrom, sendMs(config.leaseMs)),
    webhook: new WebhookChannel(webhookPrivate, clock),
    wecom: new WeComChannel(webhookPrivate),
    dingtalk: new DingTalkChannel(webhookPrivate, clock),
    file: new FileChannel(noticesFile(config.dataDir), clock),
  };
}

/** Longest time of one attempt, milliseconds: the lease outlives it, so that nobody takes over what is still being sent. */
export const sendMs = (leaseMs: number): number => Math.floor((leaseMs * 2) / 3);
