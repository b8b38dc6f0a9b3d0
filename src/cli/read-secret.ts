import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

interface Terminal {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream;
}

/**
 * A secret typed at a terminal, which does not show it, or the first line of a pipe. Null: there was none. Never an
 * argument: those are seen by everybody on the machine.
 */
export async function readSecret(prompt: string, { stdin, stderr }: Terminal): Promise<string | null> {
  const terminal = stdin.isTTY === true;
  if (terminal) stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: silent, terminal });
  try {
    for await (const line of reader) return line;
    return null;
  } finally {
    reader.close();
    if (terminal) stderr.write('\n');
  }
}
