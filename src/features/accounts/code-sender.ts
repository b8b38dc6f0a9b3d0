import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { type Language, translate } from '../../i18n/index.js';

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
