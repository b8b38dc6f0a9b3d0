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

const AHEAD =
  /console\/(?:app\/ahead|i18n\/catalogues|pages\/board\/byDay|api\/(?:client|lists|natural-plan|place|problem|query-client|session))|@tanstack\/query-core|preload-helper|modulepreload/;

/** The page names the console itself beside the small file that asks ahead, so that neither waits for the other. */
const atOnce = (): Plugin => ({
  name: 'heli-at-once',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const wanted = new Set<string>();
      const want = (name: string): void => {
        if (wanted.has(name)) return;
        wanted.add(name);
        chunks.find(({ fileName }) => fileName === name)?.imports.forEach(want);
      };
      chunks
        .filter(({ facadeModuleId }) => (facadeModuleId ?? '').endsWith('app/start.tsx'))
        .forEach((one) => want(one.fileName));
      const others = [...wanted].filter((name) => !html.includes(name));
      return others.map((name) => ({
        tag: 'link',
        attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
        injectTo: 'head',
      }));
    },
  },
});

/** `npm run build` puts the console to dist/console. Addresses are relative, so it works below any path prefix. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [atOnce(), squeezed()],
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
      // Only types come from there; without this their checkers would be part of the first load.
      treeshake: { moduleSideEffects: [{ test: /libs\/contracts\//, sideEffects: false }] },
      input: { index: here('./index.html'), start: here('./app/start.tsx') },
      output: {
        codeSplitting: {
          groups: [
            // What asks ahead is small and in one file; what every page has is in another, in the place of thirty.
            { name: 'ahead', test: AHEAD, tags: ['$initial'], priority: 2 },
            {
              name: 'app',
              test: /(?<!console\/(?:main\.ts|index\.html)|\.css)$/,
              tags: ['$initial'],
              priority: 1,
            },
            // What several pages have: by where it comes from, not by who happens to share it.
            { name: 'icons', test: /@tabler\//, minShareCount: 2 },
            { name: 'controls', test: /@mantine\//, minShareCount: 3 },
            { name: 'parts', test: /src\/console\/(?:ui|api|app)\/(?!Chart)/, minShareCount: 2 },
          ],
        },
      },
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
