import { ConsoleLogger } from '@nestjs/common';
import { type HeliConfig } from './config/index.js';

/** Parts of the framework that tell each module and each route at every start. */
const ROLL_CALL = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
]);

/** Lines for people, or JSON in production. What the framework says of its own start is for `debug` only. */
export class ServiceLogger extends ConsoleLogger {
  constructor({ logLevel, production }: Pick<HeliConfig, 'logLevel' | 'production'>) {
    super({ prefix: 'Heli', logLevels: [logLevel], json: production });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && ROLL_CALL.has(context)) this.debug(message, ...rest);
    else super.log(message, ...rest);
  }
}
