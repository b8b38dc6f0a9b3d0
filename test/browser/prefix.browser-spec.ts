import { createServer, request as forward, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium } from 'playwright-core';
import { CHROMIUM } from '../support/browser.js';

const PREFIX = '/heli';
const LISTENS = /listens on (http:\/\/\S+)/;

/** A reverse proxy that shows the service below a prefix and takes it off, and has something else everywhere else. */
async function proxy(target: () => string): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? '/';
    if (!path.startsWith(`${PREFIX}/`)) {
      outgoing.writeHead(404).end('another program');
      return;
    }
    const onward = forward(
      target() + path.slice(PREFIX.length),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('below a path prefix, behind a reverse proxy', () => {
  let server: Server;
  let service: ChildProcess;
  let dataDir: string;
  let own = '';
  let seen = '';

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'heli-prefix-'));
    server = await proxy(() => own);
    seen = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}`;
    service = spawn(process.execPath, ['dist/src/main.js'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        HELI_DATA_DIR: dataDir,
        HELI_PORT: '0',
        HELI_AUTH: 'open',
        HELI_PUBLIC_URL: seen,
        HELI_LOG_LEVEL: 'error',
      },
    });
    own = await new Promise<string>((resolve, reject) => {
      let text = '';
      service.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
      service.stdout?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const [, address] = LISTENS.exec(text) ?? [];
        if (address !== undefined) resolve(address);
      });
    });
  });
  afterAll(async () => {
    service.removeAllListeners('exit');
    service.kill('SIGTERM');
    await once(service, 'exit');
    server.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('every page, file and request stays below the prefix, also when a deep address is opened first', async () => {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--headless', '--no-sandbox'] });
    const page = await browser.newPage();
    const outside: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${seen}/`)) outside.push(request.url());
    });
    for (const path of ['/', '/help', '/pools/volunteers']) {
      await page.goto(seen + path);
      await page.waitForSelector('header');
      await page.waitForSelector('h1');
      expect(page.url().startsWith(`${seen}/`)).toBe(true);
    }
    expect(outside).toEqual([]);
    await browser.close();
  });

  it('lets nobody read files beside the console, and lets scripts in from the service alone', async () => {
    for (const path of ['/../src/main.js', '/..%2f..%2fpackage.json', '/assets/../../package.json']) {
      const answer = await fetch(own + path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const page = await fetch(own, { headers: { accept: 'text/html' } });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
    expect(await page.text()).toContain(`<base href="${PREFIX}/"`);
  });
});
