import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const SQUEEZED = /\.(?:js|css)$/;

/** Puts each script and style sheet beside itself in the two ways that browsers take, so that nobody waits for it at a first visit. */
const squeezed = (): Plugin => ({
  name: 'heli-squeezed',
  apply: 'build',
  closeBundle() {
    const folder = here('../../dist/console/assets');
    for (const name of readdirSync(folder).filter((one) => SQUEEZED.test(one))) {
      const bytes = readFileSync(join(folder, name));
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
      writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, quality));
      writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    }
  },
});

/** `npm run build` puts the console to dist/console. Addresses are relative, so it works below any path prefix. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [squeezed()],
  resolve: {
    alias: { '@heli/contracts': here('../../libs/contracts/src/index.ts'), '~': here('.') },
  },
  build: {
    outDir: here('../../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // Component libraries mark modules for servers that render; there is none here.
      onLog: (level, log, next) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
      },
    },
  },
  server: {
    port: 5173,
    host: '127.0.0.1',
    // `npm run dev:console` beside `npm start`.
    proxy: Object.fromEntries(
      ['/api/v1', '/api/docs', '/answers', '/certificates', '/feeds'].map((path) => [
        path,
        'http://127.0.0.1:3000',
      ]),
    ),
  },
});
