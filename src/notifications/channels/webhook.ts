import { createHmac } from 'node:crypto';
import { type Channel, ChannelError, type ChoiceOf, type Envelope } from './channel.js';
import { assertTaken, post } from './outbound.js';

/**
 * What the receiver of a webhook computes anew: HMAC-SHA256 of `timestamp.body`, hexadecimal. The timestamp is signed too,
 * so that an old message cannot be passed off as a new one.
 * @param timestamp seconds since 1970
 */
export const webhookSignature = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** Posts JSON, signed. `X-Heli-Id` is the same for every attempt. */
export class WebhookChannel implements Channel<'webhook'> {
  readonly name = 'webhook';
  readonly tellsRepetition = true;

  constructor(
    private readonly allowPrivate: boolean,
    private readonly now: () => Date,
  ) {}

  async send(
    { id, eventKey, recipient, template, language, message }: Envelope,
    { address, secret }: ChoiceOf<'webhook'>,
    signal: AbortSignal,
  ): Promise<void> {
    if (secret === undefined)
      throw new ChannelError('NO_SECRET', 'permanent', 'The webhook has no secret to sign with');
    const body = JSON.stringify({
      id,
      event: eventKey,
      recipient,
      template,
      language,
      subject: message.subject,
      text: message.text,
      short: message.short,
    });
    const timestamp = String(Math.floor(this.now().getTime() / 1000));
    const answer = await post(
      address,
      body,
      {
        'content-type': 'application/json; charset=utf-8',
        'x-heli-id': id,
        'x-heli-timestamp': timestamp,
        'x-heli-signature': `v1=${webhookSignature(secret, timestamp, body)}`,
      },
      { allowPrivate: this.allowPrivate, signal },
    );
    assertTaken(answer);
  }
}
