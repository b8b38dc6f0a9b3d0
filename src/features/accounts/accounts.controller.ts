import {
  accountPage,
  accountPatch,
  type AccountPatch,
  accountQuery,
  accountRead,
  type AccountRead,
  passwordReset,
} from '@heli/contracts';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type z } from 'zod';
import {
  idParameter,
  IfMatch,
  type IfMatchVersions,
  nameSchemas,
  Operation,
  type Page,
  Unrepeatable,
} from '../../http/index.js';
import { AccountsService } from './accounts.service.js';
import { LinkRights } from './link-rights.js';

nameSchemas({
  Account: accountRead,
  AccountPage: accountPage,
  AccountPatch: accountPatch,
  PasswordReset: passwordReset,
});

/** Accounts of others. They are made by giving somebody a role. */
@ApiTags('access')
@Controller('api/v1/accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly links: LinkRights,
  ) {}

  @Get()
  @Operation('listAccounts', 'List accounts', { 200: accountPage })
  list(@Query({ schema: accountQuery }) query: z.infer<typeof accountQuery>): Promise<Page<AccountRead>> {
    return this.accounts.list(query);
  }

  @Get(':id')
  @Operation('getAccount', 'Read an account', { 200: accountRead })
  get(@Param('id', { schema: idParameter }) id: string): Promise<AccountRead> {
    return this.accounts.get(id);
  }

  @Patch(':id')
  @Operation('patchAccount', 'Change an account, or close it: `state: disabled`', { 200: accountRead })
  async patch(
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
    @Body({ schema: accountPatch }) patch: AccountPatch,
  ): Promise<AccountRead> {
    await this.links.assert(patch);
    return this.accounts.patch(id, ifMatch, patch);
  }

  @Post(':id/password')
  @Unrepeatable()
  @HttpCode(204)
  @Operation('resetPassword', 'Give an account a new password; its sessions end', { 204: null })
  resetPassword(
    @Param('id', { schema: idParameter }) id: string,
    @Body({ schema: passwordReset }) { next }: z.infer<typeof passwordReset>,
  ): Promise<void> {
    return this.accounts.setPassword(id, next);
  }
}
