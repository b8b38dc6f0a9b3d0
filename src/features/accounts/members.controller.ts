import {
  memberCreate,
  type MemberCreate,
  memberList,
  memberRead,
  type MemberRead,
  platformMemberCreate,
  type AccountCreate,
} from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, Unrepeatable } from '../../http/index.js';
import { MembersService } from './members.service.js';

nameSchemas({
  Member: memberRead,
  MemberList: memberList,
  MemberCreate: memberCreate,
  PlatformMemberCreate: platformMemberCreate,
});

/** Who has which role in an organization. */
@ApiTags('access')
@Controller('api/v1/organizations/:organizationId/members')
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Operation('listMembers', 'List who has which role in an organization', { 200: memberList })
  list(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
  ): Promise<{ items: MemberRead[] }> {
    return this.members.list(organizationId);
  }

  @Post()
  @Unrepeatable()
  @Operation('addMember', 'Give somebody a role in an organization; a new login makes an account', {
    201: memberRead,
  })
  add(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
    @Body({ schema: memberCreate }) { role, ...account }: MemberCreate,
  ): Promise<MemberRead> {
    return this.members.add(organizationId, role, account);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation('removeMember', 'Take a role in an organization away', { 204: null })
  remove(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<void> {
    return this.members.remove(organizationId, id);
  }
}

/** Admins of the platform. */
@ApiTags('access')
@Controller('api/v1/platform/members')
export class PlatformMembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @Operation('listPlatformMembers', 'List the admins of the platform', { 200: memberList })
  list(): Promise<{ items: MemberRead[] }> {
    return this.members.list(null);
  }

  @Post()
  @Unrepeatable()
  @Operation('addPlatformMember', 'Make somebody an admin of the platform; a new login makes an account', {
    201: memberRead,
  })
  add(@Body({ schema: platformMemberCreate }) account: AccountCreate): Promise<MemberRead> {
    return this.members.add(null, 'admin', account);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation('removePlatformMember', 'Take the role of an admin of the platform away', { 204: null })
  remove(@Param('id', { schema: idParameter }) id: string): Promise<void> {
    return this.members.remove(null, id);
  }
}
