import { ConsoleLogger } from '@nestjs/common';
import { type HeliConfig } from './config/index.js';
import { currentContext } from './http/context.js';

/** Who tells of every module and route at every start: 140 lines between a person and the address they wait for. */
const START_UP: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** The service's log: JSON lines in production, with the ids of request and trace; colours on a terminal only; the framework's start-up at level debug. */
export class ServiceLogger extends ConsoleLogger {
  constructor(config: Pick<HeliConfig, 'logLevel' | 'production'>) {
    super({
      prefix: 'Heli',
      logLevels: [config.logLevel],
      json: config.production,
      // What a record says besides its sentence is searched for by name.
      flattenParams: true,
      ...(process.stdout.isTTY ? {} : { colors: false }),
    });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (START_UP.has(rest.at(-1))) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }

  protected override getJsonLogObject(
    ...given: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const { requestId, traceId } = currentContext();
    return {
      ...super.getJsonLogObject(...given),
      ...(requestId === 'none' ? {} : { requestId }),
      ...(traceId === undefined ? {} : { traceId }),
    };
  }
}
