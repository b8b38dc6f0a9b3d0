import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../errors/index.js';
import { hasNumber, isAlive, programOf } from './process-identity.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says; undefined when no server runs on this cluster, whatever a crash left behind. */
export function runningServer(cluster: string): RunningServer | undefined {
  const lines = pidFile(cluster);
  if (lines === undefined) return undefined;
  // Lines of the file: process id, data folder, start time, port, socket folder, listen address, memory key, status.
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return isOurs(pid, lines[1], cluster) ? { pid, port } : undefined;
}

/**
 * PostgreSQL clears a stale file by itself, except where its number now belongs to somebody else, as happens in
 * containers and in copied folders: there it would refuse to start for ever.
 */
export async function clearForeignPidFile(cluster: string): Promise<void> {
  const lines = pidFile(cluster);
  if (lines === undefined) return;
  const pid = Number(lines[0]);
  if (hasNumber(pid) && !isOurs(pid, lines[1], cluster)) {
    await rm(join(cluster, 'postmaster.pid'), { force: true });
  }
}

function pidFile(cluster: string): string[] | undefined {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch (error) {
    // The server removed it between the two steps.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function isOurs(pid: number, folder: string | undefined, cluster: string): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 1 || !isAlive(pid)) return false;
  const program = programOf(pid);
  if (program !== undefined && program !== 'postgres') return false;
  if (folder === undefined || !existsSync(folder)) return false;
  return realpathSync(folder) === realpathSync(cluster);
}
