import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HELI_CONFIG, type HeliConfig } from '../config/index.js';
import { AccessTokens } from './access-tokens.js';
import { ActionLinks } from './action-links.js';
import { Belongings } from './belongings.js';
import { Callers } from './callers.js';
import { Credentials } from './credentials.js';

/** Who calls, and what they may. Features register what they keep; this module knows none of them. */
@Global()
@Module({
  providers: [AccessTokens, ActionLinks, Belongings, Callers, Credentials],
  exports: [AccessTokens, ActionLinks, Belongings, Callers, Credentials],
})
export class AuthModule implements OnModuleInit {
  constructor(
    @Inject(HELI_CONFIG) private readonly config: HeliConfig,
    private readonly tokens: AccessTokens,
  ) {}

  onModuleInit(): void {
    if (this.config.auth === 'accounts') this.tokens.open();
  }
}
