import { type DynamicModule, Global, Module } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from './config.js';

/** `@Inject(HELI_CONFIG) config: HeliConfig` anywhere. */
@Global()
@Module({})
export class SettingsModule {
  static register(config: HeliConfig): DynamicModule {
    return {
      module: SettingsModule,
      providers: [{ provide: HELI_CONFIG, useValue: config }],
      exports: [HELI_CONFIG],
    };
  }
}
