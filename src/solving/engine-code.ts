import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Node has it; its types are the browser's. */
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

let code: Promise<object | null> | null = null;

/**
 * Holds the compiled code of HiGHS in this process. V8 shares the code of a WebAssembly between threads, and forgets it
 * with the last thread that has it; threads that solve come and go, and each would begin with code that is not yet
 * optimized: a branch and cut then takes three times as long.
 */
export function keepEngineCode(): void {
  code ??= compiled();
}

/** Null where it cannot be read or compiled: nothing is lost but time, and the engine itself says what is wrong. */
async function compiled(): Promise<object | null> {
  try {
    return await WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve('highs/runtime')));
  } catch {
    return null;
  }
}
