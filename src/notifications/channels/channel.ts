import { type ChannelChoice, type NotificationChannel } from '@heli/contracts';
import { type Message } from '../templates/index.js';

/** What a channel carries to its recipient. */
export interface Envelope {
  /** The same for every attempt: what a receiver knows a repetition by. */
  readonly id: string;
  readonly eventKey: string;
  readonly recipient: string;
  readonly template: string;
  readonly language: string;
  readonly message: Message;
  /** It was attempted before. */
  readonly again: boolean;
}

export type ChoiceOf<C extends NotificationChannel> = Extract<ChannelChoice, { channel: C }>;

/** One way to reach people. */
export interface Channel<C extends NotificationChannel = NotificationChannel> {
  readonly name: C;
  /**
   * True where sending the same envelope again is no second message: the receiver can tell by its id. Where it is false,
   * nobody sends again what may have arrived.
   */
  readonly tellsRepetition: boolean;
  /**
   * Resolves once the receiver has taken it.
   * @throws ChannelError
   */
  send(envelope: Envelope, choice: ChoiceOf<C>, signal: AbortSignal): Promise<void>;
  close?(): Promise<void>;
}

/**
 * `temporary`: another attempt may succeed. `permanent`: none will. `unknown`: it may have arrived, and nobody can tell.
 */
export type FailureKind = 'temporary' | 'permanent' | 'unknown';

/** Why a message did not go out. Its sentence names no addresses: operators read it. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';

  constructor(
    readonly code: string,
    readonly kind: FailureKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(withoutAddresses(message), options);
  }
}

/** Answers of servers quote addresses and keys. */
const withoutAddresses = (text: string): string =>
  text
    .replace(/https?:\/\/\S+/gi, '[address]')
    .replace(/<?(?<![^\s<>@])[^\s<>@]+@[^\s<>@]+>?/g, '[address]')
    .slice(0, 500);
