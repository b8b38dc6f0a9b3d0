import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { type HeliConfig } from '../config/index.js';
import { NO_TRACING, TRACING, type Tracing } from './tracing.js';

/** By the settings: to an OTLP receiver, or nothing at all. */
export async function chooseTracing(
  { otlpEndpoint: endpoint }: Pick<HeliConfig, 'otlpEndpoint'>,
  role: string,
  version: string,
): Promise<Tracing> {
  if (endpoint === null) return NO_TRACING;
  const { otlpTracing } = await import('./otlp-tracing.js');
  return otlpTracing({ endpoint, service: role === 'all' ? 'heli' : `heli-${role}`, version });
}

@Injectable()
class LastSpans implements OnApplicationShutdown {
  constructor(@Inject(TRACING) private readonly tracing: Tracing) {}

  onApplicationShutdown(): Promise<void> {
    return this.tracing.close();
  }
}

/** `@Inject(TRACING) tracing: Tracing` anywhere. */
@Global()
@Module({})
export class TracingModule {
  static register(tracing: Tracing): DynamicModule {
    return {
      module: TracingModule,
      providers: [{ provide: TRACING, useValue: tracing }, LastSpans],
      exports: [TRACING],
    };
  }
}
