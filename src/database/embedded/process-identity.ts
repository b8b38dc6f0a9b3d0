import { readFileSync } from 'node:fs';
import { codeOf } from '../../errors/index.js';

/**
 * A process, also after its number was given to another one: `<pid>-<start time>` where the system tells the start time.
 * Containers give the same small numbers again and again.
 */
export function identityOf(pid: number): string {
  return `${pid}-${startTimeOf(pid)}`;
}

/** Runs, and is more than an entry that its parent never collected (as happens in containers without an init process). */
export function isAlive(pid: number): boolean {
  return hasNumber(pid) && !statOf(pid)?.startsWith('Z');
}

/** The number is given to something, be it a process that ended and was not collected. */
export function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there, but belongs to somebody else.
    return codeOf(error) === 'EPERM';
  }
}

export function isIdentityAlive(identity: string): boolean {
  const pid = Number(identity.split('-')[0]);
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) && identityOf(pid) === identity;
}

/** Name of the program that runs under the number, where the system tells; else undefined. */
export function programOf(pid: number): string | undefined {
  return readProc(`/proc/${pid}/comm`)?.trim();
}

/** Field 22 of /proc/<pid>/stat; 0 where there is none. */
function startTimeOf(pid: number): string {
  return statOf(pid)?.split(' ')[19] ?? '0';
}

/** /proc/<pid>/stat from field 3 on: the name before it may hold anything. */
function statOf(pid: number): string | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2);
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // No /proc on this system, or no such process: callers know less, and say so by their own defaults.
    return undefined;
  }
}
