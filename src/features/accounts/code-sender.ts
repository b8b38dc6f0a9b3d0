import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { newId } from '../../database/index.js';
import { type Language, translate } from '../../i18n/index.js';
import { EmailChannel, render, sendMs } from '../../notifications/index.js';

export interface CodeMessage {
  /** E-mail address or telephone number. */
  readonly contact: string;
  readonly code: string;
  readonly language: Language;
  readonly expiresAt: Date;
}

/** Brings a one-time code to a person. */
export interface CodeSender {
  send(message: CodeMessage): Promise<void>;
}
export const CODE_SENDER = Symbol('CodeSender');

const FILE = 'one-time-codes.txt';

/** Without a channel to people: a file of the data folder, which only whoever runs the service reads. */
@Injectable()
export class FileCodeSender implements CodeSender {
  private readonly logger = new Logger('OneTimeCode');

  constructor(@Inject(HELI_CONFIG) private readonly config: HeliConfig) {}

  async send({ contact, code, language, expiresAt }: CodeMessage): Promise<void> {
    const { dataDir } = this.config;
    const path = join(dataDir, FILE);
    const sentence = translate(language, 'accounts.code', { code, until: expiresAt.toISOString() });
    await mkdir(dataDir, { recursive: true });
    await appendFile(path, `${contact}\t${sentence}\n`, { mode: 0o600 });
    // Logs go far; the code does not.
    this.logger.log(`A one-time code was written to ${path}`);
  }
}

const MINUTE = 60_000;

/**
 * By e-mail where there is a mail server and the contact is an address of one; else as `FileCodeSender`. At once and not
 * over the outbox: a code is worth nothing in ten minutes, and should lie in no table.
 */
@Injectable()
export class MailCodeSender implements CodeSender, OnApplicationShutdown {
  private readonly mail: EmailChannel | null;

  constructor(
    @Inject(HELI_CONFIG) { smtpUrl, mailFrom, leaseMs }: HeliConfig,
    private readonly file: FileCodeSender,
  ) {
    this.mail = smtpUrl === null ? null : new EmailChannel(smtpUrl, mailFrom, sendMs(leaseMs));
  }

  async send(message: CodeMessage): Promise<void> {
    const { contact, code, language, expiresAt } = message;
    if (this.mail === null || !contact.includes('@')) return this.file.send(message);
    const minutes = Math.round((expiresAt.getTime() - Date.now()) / MINUTE);
    const id = newId();
    await this.mail.send(
      {
        ...{ id, eventKey: `one-time-code:${id}`, recipient: 'account', again: false, language },
        ...{
          template: 'one-time-code',
          message: render('one-time-code', { code, minutes }, language, 'UTC'),
        },
      },
      { channel: 'email', address: contact },
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.mail?.close();
  }
}
