import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { codeOf, messageOf } from '../../errors/index.js';
import { type Channel, ChannelError, type Envelope } from './channel.js';

const NEWLINE = 0x0a;

/**
 * One JSON object a line, in a file of the data folder: what a coordinator without mail server or robot reads out or
 * passes on. A line is there once, however often it was attempted.
 */
export class FileChannel implements Channel<'file'> {
  readonly name = 'file';
  readonly tellsRepetition = true;

  constructor(
    private readonly path: string,
    private readonly now: () => Date,
  ) {}

  async send({ id, eventKey, recipient, template, language, message, again }: Envelope): Promise<void> {
    try {
      if (again && (await this.holds(id))) return;
      const at = this.now().toISOString();
      await this.append(
        JSON.stringify({ id, at, event: eventKey, recipient, template, language, ...message }),
      );
    } catch (cause) {
      throw new ChannelError(`FILE_${codeOf(cause) ?? 'FAILED'}`, 'temporary', messageOf(cause), { cause });
    }
  }

  /** One write, on the disk when it is over. A line that a crash tore is ended first. */
  private async append(line: string): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = await open(this.path, 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const last = size === 0 ? NEWLINE : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
      await file.write(`${last === NEWLINE ? '' : '\n'}${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  private async holds(id: string): Promise<boolean> {
    try {
      const start = `{"id":${JSON.stringify(id)},`;
      for await (const line of createInterface({ input: createReadStream(this.path) }))
        if (line.startsWith(start) && line.endsWith('}')) return true;
      return false;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }
}
