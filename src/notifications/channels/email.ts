import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';
import { messageOf } from '../../errors/index.js';
import { type Channel, ChannelError, type ChoiceOf, type Envelope } from './channel.js';

/** Waiting for a server, milliseconds: the dispatcher's own limit is longer. */
const CONNECT_MS = 5_000;

/** What a refusal of is about this message and its recipient, not about how we come to the server. */
const ABOUT_THE_MESSAGE = new Set(['RCPT TO', 'DATA']);

/** E-mail by SMTP. The Message-ID is the same for every attempt, so that mail servers and readers know a repetition. */
export class EmailChannel implements Channel<'email'> {
  readonly name = 'email';
  readonly tellsRepetition = true;
  private readonly transport: Transporter | null;
  private readonly domain: string;

  /** @param smtpUrl null: the channel is closed */
  constructor(
    smtpUrl: string | null,
    private readonly from: string,
    socketMs: number,
  ) {
    this.domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'heli.invalid';
    this.transport =
      smtpUrl === null
        ? null
        : createTransport({
            url: smtpUrl,
            connectionTimeout: CONNECT_MS,
            greetingTimeout: CONNECT_MS,
            socketTimeout: socketMs,
            // Nothing of a message is a file or an address to be fetched.
            disableFileAccess: true,
            disableUrlAccess: true,
          });
  }

  async send({ id, message, language }: Envelope, { address }: ChoiceOf<'email'>): Promise<void> {
    if (this.transport === null)
      throw new ChannelError(
        'CHANNEL_CLOSED',
        'temporary',
        'HELI_SMTP_URL is not set: there is no mail server',
      );
    try {
      await this.transport.sendMail({
        from: this.from,
        // As an object: text with a comma in it would be read as two recipients.
        to: { name: '', address },
        messageId: `<${id}@${this.domain}>`,
        subject: message.subject,
        text: message.text,
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language, 'X-Heli-Id': id },
      });
    } catch (cause) {
      throw failureOf(cause);
    }
  }

  close(): Promise<void> {
    this.transport?.close();
    return Promise.resolve();
  }
}

/** RFC 5321, 4.2.1: 5yz is a refusal for good, 4yz one for now. A wrong password is mended, and the message then sent. */
function failureOf(cause: unknown): ChannelError {
  const said = smtpFault.safeParse(cause);
  const { responseCode: status, command, code } = said.success ? said.data : {};
  const hopeless = status !== undefined && status >= 500 && ABOUT_THE_MESSAGE.has(command ?? '');
  return new ChannelError(
    `SMTP_${status ?? code ?? 'FAILED'}`,
    hopeless ? 'permanent' : status === undefined ? 'unknown' : 'temporary',
    messageOf(cause),
    { cause },
  );
}

/** What nodemailer adds to its errors. */
const smtpFault = z.object({
  responseCode: z.number().optional(),
  command: z.string().optional(),
  code: z.string().optional(),
});
