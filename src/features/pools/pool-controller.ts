import {
  Body,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Inject,
  Post,
  Query,
  Res,
  type Type,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiNoContentResponse, ApiOkResponse } from '@nestjs/swagger';
import { type Response } from 'express';
import { type z } from 'zod';
import { IfMatch, type IfMatchVersions } from '../../http/etag.js';
import { type PageQuery } from '../../http/pages.js';
import { idParameter } from '../../http/schema.pipe.js';

/** The schemas of one kind of thing, as `@heli/contracts` groups them. */
interface PoolSchemas {
  readonly create: z.ZodType;
  readonly patch: z.ZodType;
  readonly read: z.ZodType;
  readonly list: z.ZodType;
  readonly query: z.ZodType;
}

/** What a controller needs of its service. */
interface Keeper<Q, C> {
  list(query: Q): Promise<object>;
  get(id: string): Promise<object>;
  create(body: C): Promise<object>;
  patch(id: string, ifMatch: IfMatchVersions, patch: object): Promise<object>;
  remove(id: string, ifMatch: IfMatchVersions): Promise<void>;
}

export const IF_MATCH_HEADER = {
  name: 'If-Match',
  required: true,
  description: 'ETag of the version that was read',
};
export const IDEMPOTENCY_KEY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description: 'The same key twice has one effect and one answer',
};

/** Tells where the new thing is. */
export function created<T extends object>(response: Response, path: string, body: T): T {
  if ('id' in body) response.setHeader('location', `/${path}/${encodeURIComponent(String(body.id))}`);
  return body;
}

/** The five routes that every pool has; a controller extends the class made for its schemas. */
export function poolController<Q extends PageQuery, C extends object>(
  path: string,
  schemas: PoolSchemas,
  keeper: Type<Keeper<Q, C>>,
): Type<object> {
  class Controller {
    constructor(@Inject(keeper) private readonly keeper: Keeper<Q, C>) {}

    @Get()
    @ApiOkResponse({ standardSchema: schemas.list })
    list(@Query({ schema: schemas.query }) query: Q): Promise<object> {
      return this.keeper.list(query);
    }

    @Get(':id')
    @ApiOkResponse({ standardSchema: schemas.read })
    get(@Param('id', { schema: idParameter }) id: string): Promise<object> {
      return this.keeper.get(id);
    }

    @Post()
    @ApiHeader(IDEMPOTENCY_KEY_HEADER)
    @ApiCreatedResponse({ standardSchema: schemas.read })
    async create(
      @Body({ schema: schemas.create }) body: C,
      @Res({ passthrough: true }) response: Response,
    ): Promise<object> {
      return created(response, path, await this.keeper.create(body));
    }

    @Patch(':id')
    @ApiHeader(IF_MATCH_HEADER)
    @ApiOkResponse({ standardSchema: schemas.read })
    patch(
      @Param('id', { schema: idParameter }) id: string,
      @IfMatch() ifMatch: IfMatchVersions,
      @Body({ schema: schemas.patch }) body: object,
    ): Promise<object> {
      return this.keeper.patch(id, ifMatch, body);
    }

    @Delete(':id')
    @HttpCode(204)
    @ApiHeader(IF_MATCH_HEADER)
    @ApiNoContentResponse()
    remove(
      @Param('id', { schema: idParameter }) id: string,
      @IfMatch() ifMatch: IfMatchVersions,
    ): Promise<void> {
      return this.keeper.remove(id, ifMatch);
    }
  }
  return Controller;
}
