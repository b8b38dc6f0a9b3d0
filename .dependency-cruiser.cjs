/** Import directions of docs/architecture.md. An arrow that is not allowed here fails `npm run check:imports`. */
const frameworks = '(^|/)node_modules/(@nestjs|typeorm|bullmq|pg|ioredis)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-orphan-deps',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(highs|javascript-lp-solver)$' },
    },
    {
      name: 'libs-know-no-frameworks',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: frameworks },
    },
    { name: 'libs-know-no-src', severity: 'error', from: { path: '^libs/' }, to: { path: '^(src|test)/' } },
    {
      name: 'console-knows-contracts-only',
      comment: 'The console uses the public API alone and the shared contracts.',
      severity: 'error',
      from: { path: '^src/console/' },
      to: { path: '^(src|libs|test)/', pathNot: '^(src/console|libs/contracts)/' },
    },
    {
      name: 'service-knows-no-console',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/console/' },
      to: { path: '^src/console/' },
    },
    {
      name: 'shell-loads-little',
      comment: 'What the shell imports is loaded before anything is seen: it picks single files of ui.',
      severity: 'error',
      from: { path: '^src/console/(app|api)/' },
      to: { path: '^src/console/ui/index\\.ts$' },
    },
    {
      name: 'pages-do-not-know-pages',
      comment: 'What two folders of pages share belongs into ui, api or app.',
      severity: 'error',
      from: { path: '^src/console/pages/([^/]+)/' },
      to: { path: '^src/console/pages/', pathNot: '^src/console/pages/$1/' },
    },
    { name: 'src-knows-no-test', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    {
      name: 'lp-stands-alone',
      severity: 'error',
      from: { path: '^libs/lp/' },
      to: { path: '^libs/', pathNot: '^libs/lp/' },
    },
    {
      name: 'solvers-only-in-backends',
      severity: 'error',
      from: { pathNot: '^libs/lp/src/backends/' },
      to: { path: '(^|/)node_modules/(highs|javascript-lp-solver)/' },
    },
    {
      name: 'contracts-know-zod-only',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/contracts/|(^|/)node_modules/zod/' },
    },
    {
      name: 'calendar-knows-no-other-lib',
      severity: 'error',
      from: { path: '^libs/calendar/' },
      to: { path: '^libs/', pathNot: '^libs/calendar/' },
    },
    {
      name: 'allocator-knows-lp-calendar-contracts',
      severity: 'error',
      from: { path: '^libs/allocator/src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/', pathNot: '^libs/(allocator|lp|calendar|contracts)/' },
    },
    {
      name: 'foundations-know-no-features',
      severity: 'error',
      from: { path: '^src/(config|database|queue|errors|i18n|auth|http|audit|notifications|metrics|tracing)/' },
      to: { path: '^src/(features|allocation|schedule|operations)/' },
    },
    {
      name: 'solving-knows-only-errors-and-libs',
      comment: 'The threads that solve and verify serve the service and the command line alike.',
      severity: 'error',
      from: { path: '^src/solving/' },
      to: { path: '^src/', pathNot: '^src/(solving|errors)/' },
    },
    {
      name: 'features-do-not-know-allocation',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/(allocation|schedule|operations)/' },
    },
    {
      name: 'schedule-knows-only-queue',
      severity: 'error',
      from: { path: '^src/schedule/' },
      to: { path: '^src/', pathNot: '^src/(schedule|queue|config|errors)/' },
    },
    {
      name: 'feature-meets-feature-by-its-index',
      comment:
        'A feature is used by another only through what its index.ts exports (module, service, entity).',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
