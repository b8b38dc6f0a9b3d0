import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STARTED = /^\{/m;

/**
 * Starts the served demo, as `npm run demo -- --serve` does, and tells specs where it is. HELI_BROWSER_SITE, the JSON
 * that `heli demo --serve --json` prints, names one that runs already.
 */
export default async function setup() {
  if (process.env.HELI_BROWSER_SITE !== undefined) return;
  const dataDir = await mkdtemp(join(tmpdir(), 'heli-browser-'));
  const demo = spawn(
    process.execPath,
    [
      'dist/src/cli.js',
      'demo',
      '--serve',
      '--json',
      '--port',
      '0',
      '--data-dir',
      dataDir,
      '--out',
      join(dataDir, 'out'),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, HELI_LOG_LEVEL: 'error' } },
  );
  globalThis.heliDemo = { demo, dataDir };
  let text = '';
  process.env.HELI_BROWSER_SITE = await new Promise((resolve, reject) => {
    demo.once('exit', (code) => reject(new Error(`the demo ended with ${code}`)));
    demo.stdout.on('data', (chunk) => {
      text += chunk;
      if (!STARTED.test(text)) return;
      try {
        resolve(JSON.stringify(JSON.parse(text)));
      } catch {
        // Not all of it yet.
      }
    });
  });
}
