import { readdirSync, rmSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../../errors/index.js';
import { identityOf, isIdentityAlive } from './process-identity.js';

const IDENTITY = /^\d+-\d+$/;

/**
 * The processes that use one embedded server, each a file named by its identity, so that the last one to leave turns
 * the server off. Files of killed processes are recognised and do not count.
 */
export class ServerUsers {
  /** How many parts of this process use each server: the process leaves when the last of them does. */
  private static readonly parts = new Map<string, number>();
  private readonly mine = identityOf(process.pid);

  constructor(private readonly directory: string) {}

  /** Registers this process. Waits while another one, having seen nobody, is just turning the server off. */
  async join(): Promise<void> {
    this.count(1);
    await mkdir(this.directory, { recursive: true });
    await writeFile(join(this.directory, this.mine), '');
    while (await this.someoneIsClosing()) await sleep(50);
  }

  /** Leaves; when nobody else is left, `close` runs before anybody can join. */
  async leave(close: () => Promise<void>): Promise<void> {
    if (this.count(-1) > 0) return;
    await rm(join(this.directory, this.mine), { force: true });
    if (!(await this.announceClosing())) return;
    try {
      if ((await this.others()).length === 0) await close();
    } finally {
      await rm(this.closingFile, { force: true });
    }
  }

  /** Leaving when nothing can be awaited any more; true when nobody else is left. */
  leaveNow(): boolean {
    rmSync(join(this.directory, this.mine), { force: true });
    return !readdirSync(this.directory).some((name) => IDENTITY.test(name) && isIdentityAlive(name));
  }

  private count(change: 1 | -1): number {
    const { parts } = ServerUsers;
    const now = (parts.get(this.directory) ?? 0) + change;
    parts.set(this.directory, now);
    return now;
  }

  private async others(): Promise<string[]> {
    const names = await readdir(this.directory);
    const alive: string[] = [];
    for (const name of names.filter((name) => IDENTITY.test(name) && name !== this.mine)) {
      if (isIdentityAlive(name)) alive.push(name);
      else await rm(join(this.directory, name), { force: true });
    }
    return alive;
  }

  private get closingFile(): string {
    return join(this.directory, 'closing');
  }

  /** False when somebody else already is at it. */
  private async announceClosing(): Promise<boolean> {
    for (;;) {
      try {
        const file = await open(this.closingFile, 'wx');
        await file.writeFile(this.mine);
        await file.close();
        return true;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        if (await this.someoneIsClosing()) return false;
      }
    }
  }

  /** Removes the announcement of a process that died over it. */
  private async someoneIsClosing(): Promise<boolean> {
    try {
      const closer = await readFile(this.closingFile, 'utf8');
      if (closer === '' || isIdentityAlive(closer)) return true;
      await rm(this.closingFile, { force: true });
      return false;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }
}
