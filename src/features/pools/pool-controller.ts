import {
  Body,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Inject,
  Post,
  Put,
  Query,
  Res,
  type Type,
} from '@nestjs/common';
import { bulkAnswer, referenceList } from '@heli/contracts';
import { type Response } from 'express';
import { type z } from 'zod';
import { IfMatch, type IfMatchVersions } from '../../http/etag.js';
import { nameSchemas, Operation } from '../../http/openapi/index.js';
import { idParameter } from '../../http/schema.pipe.js';
import { type BulkBody, type PoolQuery } from './pool-service.js';

/** The schemas of one kind of thing, as `@heli/contracts` groups them. */
interface PoolSchemas {
  readonly create: z.ZodType;
  readonly patch: z.ZodType;
  readonly read: z.ZodType;
  readonly list: z.ZodType;
  readonly bulk: z.ZodType;
  readonly query: z.ZodType;
}

/** What the API calls the things of a pool: `community`, `communities`. */
interface Words {
  readonly one: string;
  readonly many: string;
}

/** What a controller needs of its service. */
interface Keeper<Q, C> {
  list(query: Q): Promise<object>;
  get(id: string): Promise<object>;
  references(id: string): Promise<object>;
  create(body: C): Promise<object>;
  replace(id: string, ifMatch: IfMatchVersions, body: C): Promise<object>;
  patch(id: string, ifMatch: IfMatchVersions, patch: object): Promise<object>;
  remove(id: string, ifMatch: IfMatchVersions): Promise<void>;
  bulk(body: BulkBody<never>): Promise<object>;
}

/** Tells where the new thing is. */
export function created<T extends object>(response: Response, path: string, body: T): T {
  if ('id' in body) response.setHeader('location', `/${path}/${encodeURIComponent(String(body.id))}`);
  return body;
}

nameSchemas({ BulkAnswer: bulkAnswer, ReferenceList: referenceList });

const pascal = (words: string): string =>
  words.replace(/(?:^| )(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** The routes that every pool has; a controller extends the class made for its schemas. */
export function poolController<Q extends PoolQuery, C extends object>(
  path: string,
  { one, many }: Words,
  schemas: PoolSchemas,
  keeper: Type<Keeper<Q, C>>,
): Type<object> {
  const [One, Many] = [pascal(one), pascal(many)];
  const article = /^[aeio]/.test(one) ? 'an' : 'a';
  nameSchemas({
    [One]: schemas.read,
    [`${One}Page`]: schemas.list,
    [`${One}Create`]: schemas.create,
    [`${One}Patch`]: schemas.patch,
    [`${One}Bulk`]: schemas.bulk,
  });

  class Controller {
    constructor(@Inject(keeper) private readonly keeper: Keeper<Q, C>) {}

    @Get()
    @Operation(`list${Many}`, `List ${many}`, { 200: schemas.list })
    list(@Query({ schema: schemas.query }) query: Q): Promise<object> {
      return this.keeper.list(query);
    }

    @Get(':id')
    @Operation(`get${One}`, `Read ${article} ${one}`, { 200: schemas.read })
    get(@Param('id', { schema: idParameter }) id: string): Promise<object> {
      return this.keeper.get(id);
    }

    @Get(':id/references')
    @Operation(
      `list${One}References`,
      `What refers to ${article} ${one}, and what keeps it from being deleted`,
      {
        200: referenceList,
      },
    )
    references(@Param('id', { schema: idParameter }) id: string): Promise<object> {
      return this.keeper.references(id);
    }

    @Post()
    @Operation(`create${One}`, `Add ${article} ${one}`, { 201: schemas.read })
    async create(
      @Body({ schema: schemas.create }) body: C,
      @Res({ passthrough: true }) response: Response,
    ): Promise<object> {
      return created(response, path, await this.keeper.create(body));
    }

    @Post('bulk')
    @HttpCode(200)
    @Operation(`bulk${Many}`, `Add, change and delete many ${many} at once: all or nothing`, {
      200: bulkAnswer,
    })
    bulk(@Body({ schema: schemas.bulk }) body: BulkBody<never>): Promise<object> {
      return this.keeper.bulk(body);
    }

    @Put(':id')
    @Operation(
      `replace${One}`,
      `Replace ${article} ${one}: what the body leaves out goes back to its default`,
      {
        200: schemas.read,
      },
    )
    replace(
      @Param('id', { schema: idParameter }) id: string,
      @IfMatch() ifMatch: IfMatchVersions,
      @Body({ schema: schemas.create }) body: C,
    ): Promise<object> {
      return this.keeper.replace(id, ifMatch, body);
    }

    @Patch(':id')
    @Operation(`patch${One}`, `Change members of ${article} ${one}: null goes back to the default`, {
      200: schemas.read,
    })
    patch(
      @Param('id', { schema: idParameter }) id: string,
      @IfMatch() ifMatch: IfMatchVersions,
      @Body({ schema: schemas.patch }) body: object,
    ): Promise<object> {
      return this.keeper.patch(id, ifMatch, body);
    }

    @Delete(':id')
    @HttpCode(204)
    @Operation(`delete${One}`, `Delete ${article} ${one} that nothing refers to`, { 204: null })
    remove(
      @Param('id', { schema: idParameter }) id: string,
      @IfMatch() ifMatch: IfMatchVersions,
    ): Promise<void> {
      return this.keeper.remove(id, ifMatch);
    }
  }
  return Controller;
}
