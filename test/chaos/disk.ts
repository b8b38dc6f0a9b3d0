import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../../src/errors/index.js';
import { type Postgres } from './postgres.js';

const SMALL_DISK = '512m';
const CHUNK = Buffer.alloc(1024 * 1024);

/** A data folder whose disk can become full. */
export interface Disk {
  /** How it becomes full; null: on this machine it cannot. */
  readonly means: string | null;
  /** From now on nothing can be written. */
  readonly fill: (postgres: Postgres) => void;
  /** There is room again. */
  readonly clear: (postgres: Postgres) => void;
  readonly release: () => void;
}

const NOTHING = (): void => undefined;

/** A small disk in memory where we may mount one; else a limit on what the processes of PostgreSQL may write. */
export function prepareDisk(dataDir: string): Disk {
  if (runs('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK},mode=0755`, 'tmpfs', dataDir]))
    return smallDisk(dataDir);
  if (runs('prlimit', ['--version'])) return writeLimit();
  return { means: null, fill: NOTHING, clear: NOTHING, release: NOTHING };
}

function smallDisk(dataDir: string): Disk {
  const filler = join(dataDir, 'filler');
  return {
    means: `a disk of ${SMALL_DISK} in memory, filled to its last byte`,
    fill: () => fillUp(filler),
    clear: () => rmSync(filler, { force: true }),
    release: () => {
      if (!runs('umount', [dataDir])) runs('umount', ['-l', dataDir]);
    },
  };
}

/** Pieces become smaller until not one byte is left. */
function fillUp(file: string): void {
  const target = openSync(file, 'w');
  try {
    for (let size = CHUNK.length; size >= 1;) {
      try {
        writeSync(target, CHUNK, 0, size);
      } catch (error) {
        if (codeOf(error) !== 'ENOSPC') throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(target);
  }
}

function writeLimit(): Disk {
  const limit = (postgres: Postgres, most: string): void => {
    for (const pid of postgres.pids) runs('prlimit', ['--pid', String(pid), `--fsize=${most}:`]);
  };
  return {
    means: 'RLIMIT_FSIZE of all its processes at one byte: no file can be written any more',
    fill: (postgres) => limit(postgres, '1'),
    clear: (postgres) => limit(postgres, 'unlimited'),
    release: NOTHING,
  };
}

const runs = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, [...args], { stdio: 'ignore' }).status === 0;
