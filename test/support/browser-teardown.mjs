import { once } from 'node:events';
import { rm } from 'node:fs/promises';

export default async function teardown() {
  const started = globalThis.heliDemo;
  if (started === undefined) return;
  const { demo, dataDir } = started;
  demo.removeAllListeners('exit');
  if (demo.exitCode === null) {
    demo.kill('SIGTERM');
    await once(demo, 'exit');
  }
  await rm(dataDir, { recursive: true, force: true });
}
