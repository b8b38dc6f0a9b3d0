import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysService } from './api-keys.service.js';
import { AuthController } from './auth.controller.js';
import { CODE_SENDER, FileCodeSender, MailCodeSender } from './code-sender.js';
import { LinkRights } from './link-rights.js';
import { MeController } from './me.controller.js';
import { MembersController, PlatformMembersController } from './members.controller.js';
import { MembersService } from './members.service.js';
import { OidcController } from './oidc.controller.js';
import { OidcService } from './oidc.service.js';
import { Principals } from './principals.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  controllers: [
    AuthController,
    OidcController,
    MeController,
    AccountsController,
    MembersController,
    PlatformMembersController,
    ApiKeysController,
  ],
  providers: [
    AccountsService,
    ApiKeysService,
    LinkRights,
    MembersService,
    OidcService,
    Principals,
    SessionsService,
    SignInService,
    FileCodeSender,
    { provide: CODE_SENDER, useClass: MailCodeSender },
  ],
  exports: [AccountsService, MembersService, CODE_SENDER],
})
export class AccountsModule {}
