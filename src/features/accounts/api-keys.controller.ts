import { apiKeyCreate, type ApiKeyCreate, apiKeyCreated, apiKeyList, type ApiKeyRead } from '@heli/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { idParameter, nameSchemas, Operation, Unrepeatable } from '../../http/index.js';
import { ApiKeysService } from './api-keys.service.js';

nameSchemas({ ApiKeyCreate: apiKeyCreate, ApiKeyCreated: apiKeyCreated, ApiKeyList: apiKeyList });

/** Keys with which machines act in an organization. */
@ApiTags('access')
@Controller('api/v1/organizations/:organizationId/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Get()
  @Operation('listApiKeys', 'List the keys of an organization', { 200: apiKeyList })
  list(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
  ): Promise<{ items: ApiKeyRead[] }> {
    return this.keys.list(organizationId);
  }

  @Post()
  @Unrepeatable()
  @Operation('createApiKey', 'Make a key; it is shown in this answer alone', { 201: apiKeyCreated })
  create(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
    @Body({ schema: apiKeyCreate }) body: ApiKeyCreate,
  ): Promise<ApiKeyRead & { key: string }> {
    return this.keys.create(organizationId, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation('revokeApiKey', 'End a key', { 204: null })
  revoke(
    @Param('organizationId', { schema: idParameter }) organizationId: string,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<void> {
    return this.keys.revoke(organizationId, id);
  }
}
