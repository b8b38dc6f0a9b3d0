import { mePatch, type MePatch, meRead, type MeRead, passwordChange } from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import { type AccountPrincipal } from '../../auth/index.js';
import { AppError } from '../../errors/index.js';
import {
  currentContext,
  IfMatch,
  type IfMatchVersions,
  nameSchemas,
  Operation,
  Unrepeatable,
} from '../../http/index.js';
import { AccountsService } from './accounts.service.js';
import { SignInService } from './sign-in.service.js';

nameSchemas({ Me: meRead, MePatch: mePatch, PasswordChange: passwordChange });

/** What everybody may know and change of themselves. */
@ApiTags('access')
@Controller('api/v1/me')
export class MeController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly signIns: SignInService,
  ) {}

  @Get()
  @Operation('getMe', 'Who calls, and with which roles', { 200: meRead })
  me(): Promise<MeRead> {
    return this.read();
  }

  @Patch()
  @Operation('patchMe', 'Change how one is called and spoken to', { 200: meRead })
  async patch(
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: mePatch }) patch: MePatch,
  ): Promise<MeRead> {
    await this.accounts.patch(this.account().id, ifMatch, patch);
    return this.read();
  }

  @Post('password')
  @Unrepeatable()
  @HttpCode(204)
  @Operation('changePassword', 'Change one’s password; other sessions end', { 204: null })
  async changePassword(
    @Body({ schema: passwordChange }) { current, next }: z.infer<typeof passwordChange>,
  ): Promise<void> {
    const { id, sessionId } = this.account();
    await this.signIns.confirm(id, current);
    await this.accounts.setPassword(id, next, sessionId);
  }

  private account(): AccountPrincipal {
    const { principal } = currentContext();
    if (principal?.kind !== 'account') throw new AppError('FORBIDDEN', 'Only people have an account');
    return principal;
  }

  private async read(): Promise<MeRead> {
    const { principal } = currentContext();
    if (principal === undefined || principal.kind === 'operator')
      return { kind: 'operator', id: null, volunteerId: null, partnerUnitId: null, memberships: [] };
    const memberships = principal.memberships.map(({ organizationId, role }) => ({ organizationId, role }));
    if (principal.kind === 'key')
      return { kind: 'key', id: principal.id, volunteerId: null, partnerUnitId: null, memberships };
    const { id, version, login, displayName, language, volunteerId, partnerUnitId } = await this.accounts.get(
      principal.id,
    );
    return {
      kind: 'account',
      id,
      version,
      login,
      displayName,
      language,
      volunteerId,
      partnerUnitId,
      memberships,
    };
  }
}
