import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROGRAMS } from './processes.js';

const CLI = join(PROGRAMS, 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Meanwhile {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends Ctrl-C when standard error says so. */
  readonly interruptAt?: RegExp;
}

/** Runs the built `heli` as a shell would. */
export function heli(args: readonly string[], meanwhile: Meanwhile = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LANG: 'C.UTF-8', ...meanwhile.env },
    });
    let stdout = '';
    let stderr = '';
    let interrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (!interrupted && meanwhile.interruptAt?.test(stderr) === true) {
        interrupted = true;
        child.kill('SIGINT');
      }
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.end(meanwhile.stdin ?? '');
  });
}
