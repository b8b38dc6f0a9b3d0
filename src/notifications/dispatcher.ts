import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelChoice } from '@heli/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { newId } from '../database/index.js';
import { messageOf } from '../errors/index.js';
import { ChannelError, CHANNELS, type Channels, sendBy, sendMs } from './channels/index.js';
import { type Notification } from './notification.entity.js';
import { type Claimed, NotificationStore } from './notification-store.js';
import { DEFAULT_CHANNELS } from './outbox.js';
import { quietUntil } from './quiet-hours.js';
import { retryDelayMs } from './retry.js';
import { PARAMETERS, render } from './templates/index.js';

/** Rows that are taken at once, and how many of them are under way at the same time. */
const AT_ONCE = 20;
const LANES = 4;
const MS_PER_MINUTE = 60_000;

/** Sends what is due. Any number of them may run, in any number of processes. */
@Injectable()
export class Dispatcher {
  private readonly logger = new Logger(Dispatcher.name);
  private stopping = false;

  constructor(
    private readonly store: NotificationStore,
    @Inject(CHANNELS) private readonly channels: Channels,
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
  ) {}

  /** Sends until nothing is due, or `stop` was called; what is then under way is brought to its end. */
  async dispatchDue(): Promise<void> {
    const repeatable = Object.values(this.channels).filter(({ tellsRepetition }) => tellsRepetition);
    await this.store.recover(
      repeatable.map(({ name }) => name),
      this.config.notifyAttempts,
    );
    const owner = newId();
    try {
      while (!this.stopping) {
        const claimed = await this.store.claim(owner, this.config.leaseMs, AT_ONCE);
        if (claimed.length === 0) return;
        const lane = async (): Promise<void> => {
          for (let next = claimed.shift(); next !== undefined && !this.stopping; next = claimed.shift())
            await this.handle(next, owner);
        };
        await Promise.all(Array.from({ length: LANES }, lane));
      }
    } finally {
      await this.store.release(owner);
    }
  }

  stop(): void {
    this.stopping = true;
  }

  private async handle({ notification, preference }: Claimed, owner: string): Promise<void> {
    const { id, channel, notAfter, urgent, zone } = notification;
    const now = Date.now();
    if (notAfter !== null && notAfter.getTime() <= now) {
      await this.store.giveUp(notification, owner, 'EXPIRED It would tell of what is over');
      return;
    }
    const choice = (preference?.channels ?? DEFAULT_CHANNELS).find((one) => one.channel === channel);
    if (choice === undefined) {
      await this.store.giveUp(
        notification,
        owner,
        'CHANNEL_LEFT The recipient is not told on this channel any more',
      );
      return;
    }
    const { quietFrom, quietTo, urgentBreaksQuiet } = preference ?? NEVER_QUIET;
    if (quietFrom !== null && quietTo !== null && !(urgent && urgentBreaksQuiet)) {
      const end = quietUntil(Math.floor(now / MS_PER_MINUTE), { from: quietFrom, to: quietTo }, zone);
      if (end !== null) {
        await this.store.postpone(id, owner, new Date(end * MS_PER_MINUTE));
        return;
      }
    }
    if (await this.store.begin(id, owner, this.config.leaseMs))
      await this.attempt(notification, choice, owner);
  }

  private async attempt(notification: Notification, choice: ChannelChoice, owner: string): Promise<void> {
    const { id } = notification;
    const attempts = notification.attempts + 1;
    const { name, tellsRepetition } = this.channels[choice.channel];
    try {
      await this.send(notification, choice);
    } catch (thrown) {
      const error =
        thrown instanceof ChannelError
          ? thrown
          : new ChannelError('UNEXPECTED', 'temporary', messageOf(thrown), { cause: thrown });
      const sentence = `${error.code} ${error.message}`;
      this.logger.warn(`Notification ${id} was not sent by ${name}: ${sentence}`);
      const hopeless = error.kind === 'permanent' || (error.kind === 'unknown' && !tellsRepetition);
      if (hopeless || attempts >= this.config.notifyAttempts)
        await this.store.giveUp(notification, owner, sentence, attempts);
      else
        await this.store.markFailed(
          id,
          owner,
          sentence,
          retryDelayMs(attempts, this.config.notifyRetryMs, Math.random()),
        );
      return;
    }
    if (!(await this.store.markSent(notification, owner)))
      this.logger.warn(`Notification ${id} was sent after its lease had ended`);
  }

  private async send(
    { id, eventKey, recipient, template, language, parameters, zone, attempts, error }: Notification,
    choice: ChannelChoice,
  ): Promise<void> {
    const given = PARAMETERS[template].safeParse(parameters);
    if (!given.success)
      throw new ChannelError('FORGOTTEN', 'permanent', 'What it was to say is not kept any more', {
        cause: given.error,
      });
    const message = render(template, given.data, language, zone);
    // An operator's retry counts anew, and leaves the error of what was attempted before.
    const again = attempts > 0 || error !== null;
    const envelope = { id, eventKey, recipient, template, language, message, again };
    const limit = new AbortController();
    const timer = new AbortController();
    const late = sleep(sendMs(this.config.leaseMs), undefined, { signal: timer.signal }).then(
      () => {
        limit.abort();
        throw new ChannelError('TIME_LIMIT', 'unknown', 'The receiver took too long');
      },
      () => undefined,
    );
    const sending = sendBy(this.channels, choice, envelope, limit.signal);
    try {
      await Promise.race([sending, late.then(() => sending)]);
    } finally {
      timer.abort();
      // Should it still fail later, nobody waits for it any more.
      sending.catch(() => undefined);
    }
  }
}

const NEVER_QUIET = { quietFrom: null, quietTo: null, urgentBreaksQuiet: true };
