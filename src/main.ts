import { parseArgs } from 'node:util';
import { type Role } from './app.js';
import { serve } from './serve.js';

const ROLES: readonly string[] = ['api', 'worker', 'all'] satisfies Role[];
const USAGE = `Usage: npm start -- [--role ${ROLES.join('|')}]
Starts the service: the API, the worker, or both in one process. Settings are environment variables; docs/settings.md lists them.
`;

function argumentsGiven(): { readonly role: string; readonly help: boolean } {
  try {
    const { values } = parseArgs({
      options: { role: { type: 'string', default: 'all' }, help: { type: 'boolean', default: false } },
    });
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}

const { role, help } = argumentsGiven();
if (help) {
  process.stdout.write(USAGE);
} else if (ROLES.includes(role)) {
  await serve(role as Role);
} else {
  process.stderr.write(`--role must be one of ${ROLES.join(', ')}\n`);
  process.exit(2);
}
