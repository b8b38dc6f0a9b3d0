import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type PinCreate, pinCreate, pinList, type PinQuery, pinQuery, pinRead } from '@heli/contracts';
import { type Response } from 'express';
import { IfMatch, type IfMatchVersions } from '../../http/etag.js';
import { nameSchemas, Operation } from '../../http/openapi/index.js';
import { idParameter } from '../../http/schema.pipe.js';
import { created } from '../pools/index.js';
import { PinsService } from './pins.service.js';

const PATH = 'api/v1/seasons/:seasonId/pins';

nameSchemas({ Pin: pinRead, PinPage: pinList, PinCreate: pinCreate });

@ApiTags('pins')
@Controller(PATH)
export class PinsController {
  constructor(private readonly pins: PinsService) {}

  @Get()
  @Operation('listPins', 'List the pins of a season', { 200: pinList })
  list(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Query({ schema: pinQuery }) query: PinQuery,
  ): Promise<object> {
    return this.pins.listIn(seasonId, query);
  }

  @Get(':id')
  @Operation('getPin', 'Read a pin', { 200: pinRead })
  get(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Param('id', { schema: idParameter }) id: string,
  ): Promise<object> {
    return this.pins.getIn(seasonId, id);
  }

  @Post()
  @Operation('createPin', 'Take a decision that every plan has to keep', { 201: pinRead })
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
  @Operation('deletePin', 'Take a decision back', { 204: null })
  remove(
    @Param('seasonId', { schema: idParameter }) seasonId: string,
    @Param('id', { schema: idParameter }) id: string,
    @IfMatch() ifMatch: IfMatchVersions,
  ): Promise<void> {
    return this.pins.removeIn(seasonId, id, ifMatch);
  }
}
