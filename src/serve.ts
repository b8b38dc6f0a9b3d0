import { AppError, isError } from './errors/index.js';
import { loadConfig } from './config/index.js';
import { type Role } from './app.js';
import { startService } from './start.js';

const print = (line: string): boolean => process.stdout.write(`${line}\n`);

/** A process that serves until it is told to end; its exit code tells how that went. */
export async function serve(role: Role): Promise<void> {
  try {
    const config = loadConfig(process.env);
    const { listening, health, database, stop } = await startService(config, role);
    if (database.cluster !== null) print(`Database: PostgreSQL in ${database.cluster}`);
    if (listening?.moved) print(`Port ${config.port} is taken: another one is used`);
    print(listening ? `Heli (${role}) listens on ${listening.url}` : 'Heli (worker) is ready');
    if (health) print(`Health and figures at ${health.url}`);
    const end = (): void => {
      stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      );
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  const sentence =
    error instanceof AppError
      ? `${error.code}: ${error.message}`
      : isError(error)
        ? (error.stack ?? error.message)
        : 'unknown failure';
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
