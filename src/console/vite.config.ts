import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run build` puts the console to dist/console. Addresses are relative, so it works below any path prefix. */
export default defineConfig({
  root: here('.'),
  base: './',
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
