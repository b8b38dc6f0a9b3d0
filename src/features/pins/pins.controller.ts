import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type PinCreate, pinCreate, pinList, type PinQuery, pinQuery, pinRead } from '@heli/contracts';
import { type Response } from 'express';
import { IfMatch, type IfMatchVersions } from '../../http/etag.js';
import { idParameter } from '../../http/schema.pipe.js';
import { created, IDEMPOTENCY_KEY_HEADER, IF_MATCH_HEADER } from '../pools/index.js';
import { PinsService } from './pins.service.js';

const PATH = 'api/v1/seasons/:seasonId/pins';

@ApiTags('pins')
@Controller(PATH)
export class PinsController {
  constructor(private readonly pins: PinsService) {}

  @Get()
  @ApiOkResponse({ standardSchema: pinList })
  list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: pinQuery }) query: PinQuery,
  ): Promise<object> {
    return this.pins.listIn(seasonId, query);
  }

  @Get(':id')
  @ApiOkResponse({ standardSchema: pinRead })
  get(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<object> {
    return this.pins.getIn(seasonId, id);
  }

  @Post()
  @ApiHeader(IDEMPOTENCY_KEY_HEADER)
  @ApiCreatedResponse({ standardSchema: pinRead })
  async create(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Body({ schema: pinCreate }) body: PinCreate,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const path = PATH.replace(':seasonId', encodeURIComponent(seasonId));
    return created(response, path, await this.pins.createIn(seasonId, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  remove(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<void> {
    return this.pins.removeIn(seasonId, id, ifMatch);
  }
}
