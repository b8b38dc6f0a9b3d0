import { parseArgs } from 'node:util';
import { type Role } from './app.js';
import { serve } from './serve.js';

const ROLES: readonly string[] = ['api', 'worker', 'all'] satisfies Role[];
const { values } = parseArgs({ options: { role: { type: 'string', default: 'all' } } });

if (!ROLES.includes(values.role)) {
  process.stderr.write(`--role must be one of ${ROLES.join(', ')}\n`);
  process.exit(2);
}
await serve(values.role as Role);
