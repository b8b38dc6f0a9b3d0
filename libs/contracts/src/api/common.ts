import { z } from 'zod';
import { fail, field, listOf } from './checks.js';
import { count, id, instant } from '../primitives.js';

/** What every stored thing carries beside its own fields. `version` is the entity tag of `If-Match`. */
export const storedFields = {
  id,
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** One page of a list; `nextCursor` is null on the last. `total`, when it was asked for, counts all pages. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Cursor of the next page; null on the last one'),
    total: z.int().min(0).optional().describe('Number of things on all pages; only with count=true'),
  });

/** Text of a query string as yes or no. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Part of a name or the beginning of an id. */
export const searchText = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters or broken Unicode');

const MAX_PAGE = 200;
/** A cursor carries what the page is sorted by: a name and an id of rare Hanzi fit. */
const MAX_CURSOR = 4_000;

/** What every list understands. */
export const pageQueryFields = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50).describe('Things on a page'),
  cursor: z
    .string()
    .min(1)
    .max(MAX_CURSOR)
    .optional()
    .describe('`nextCursor` of the page before; filters and sort must stay the same'),
  count: flag.optional().describe('Also count the things on all pages: `total`'),
};

const poolQueryFields = {
  ...pageQueryFields,
  q: searchText.optional().describe('Part of the name, or the beginning of the id; case does not matter'),
  updatedSince: instant.optional().describe('Only what was changed at this instant or later'),
  id: z
    .union([id, z.array(id).max(MAX_PAGE)])
    .optional()
    .describe('Only these; may be named more than once'),
};

/** What a list can be sorted by: what everything stored has, and the name that everything of its kind has. */
const sortsOf = (fields: z.ZodRawShape): string[] => [
  'id',
  'createdAt',
  'updatedAt',
  ...['name', 'title'].filter((key) => key in fields && !(fields[key] instanceof z.ZodOptional)),
];

const sortBy = (keys: readonly string[]) =>
  z
    .enum(keys.flatMap((key) => [key, `-${key}`]))
    .optional()
    .describe('What comes first; a minus sign turns the order round');

/** Things that one request may bring, change or remove at once. */
export const MAX_BULK = 1_000;

const versionSeen = z
  .union([z.int().min(1), z.literal('*')])
  .describe('The version that was read, as in If-Match; `*`: whatever it is');

/** The body of a bulk request: all of it is done, or nothing. */
export const bulkOf = <C extends z.ZodType, P extends z.ZodType>(create: C, patch: P) =>
  z
    .strictObject({
      create: z.array(create).max(MAX_BULK).default([]),
      patch: z
        .array(z.strictObject({ id, version: versionSeen, changes: patch }))
        .max(MAX_BULK)
        .default([]),
      delete: z
        .array(z.strictObject({ id, version: versionSeen }))
        .max(MAX_BULK)
        .default([]),
    })
    .superRefine((value, ctx) => {
      const seen = new Map<string, string>();
      for (const part of ['create', 'patch', 'delete'] as const) {
        listOf(field(value, part)).forEach((one, index) => {
          const own = field(one, 'id');
          if (typeof own !== 'string') return;
          const first = seen.get(own);
          if (first === undefined) seen.set(own, `/${part}/${index}`);
          else fail(ctx, [part, index, 'id'], 'bulk_twice', own, first);
        });
      }
      const empty = ['create', 'patch', 'delete'].every((part) => listOf(field(value, part)).length === 0);
      if (empty) fail(ctx, [], 'bulk_empty', value);
    }, evenIfFieldsFail);

const touched = z.array(z.strictObject({ id, version: z.int().min(1) }));
/** In the order of the request. */
export const bulkAnswer = z.strictObject({ created: touched, changed: touched, deleted: z.array(id) });
export type BulkAnswer = z.infer<typeof bulkAnswer>;

/** Who refers to a thing, by kind and field. */
export const referenceList = z.strictObject({
  items: z.array(
    z.strictObject({
      kind: z.string().describe('Word of the API for what refers to it, e.g. `activities`'),
      field: z.string().describe('The field of it that does, e.g. `communityId`'),
      count,
      ids: z.array(id).describe('The first twenty'),
      holds: z.boolean().describe('True: it keeps the thing from being deleted'),
    }),
  ),
});
export type ReferenceList = z.infer<typeof referenceList>;

type Patchable<S extends z.ZodType> = z.ZodOptional<z.ZodNullable<S>>;

const withoutDefault = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return withoutDefault(schema.unwrap() as z.ZodType);
  }
  return schema;
};

/**
 * The body of a PATCH: what is left out stays, `null` goes back to the default, anything else replaces the member as a
 * whole. Defaults are taken off, or an empty body would reset everything.
 */
export const patchOf = <Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<{ [K in keyof Shape]: Patchable<Shape[K] extends z.ZodType ? Shape[K] : never> }> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(shape).map(([key, schema]) => {
        const { description } = schema as z.ZodType;
        const member = withoutDefault(schema as z.ZodType)
          .nullable()
          .optional();
        return [key, description === undefined ? member : member.describe(description)];
      }),
    ),
  ) as never;

/** Runs although other fields are wrong, so that all faults of a body are told at once. */
export const evenIfFieldsFail = { when: () => true } as const;

/**
 * The schemas of one kind of stored thing: `create`, `patch`, `read`, `bulk`, `list` and the `query` of its list.
 * @param check Looks between the fields; see checks.ts.
 * @param sorts What its list can be sorted by, beside what `sortsOf` tells.
 */
export const resourceSchemas = <Shape extends z.ZodRawShape, Query extends z.ZodRawShape>(
  fields: Shape,
  filters: Query,
  check: (value: unknown, ctx: z.core.$RefinementCtx) => void = () => undefined,
  sorts: readonly string[] = [],
) => {
  const read = z.strictObject({ ...fields, ...storedFields });
  const create = z.strictObject({ id: id.optional(), ...fields }).superRefine(check, evenIfFieldsFail);
  const patch = patchOf(fields);
  return {
    create,
    patch,
    bulk: bulkOf(create, patch),
    read,
    list: pageOf(read),
    query: z.strictObject({ ...poolQueryFields, sort: sortBy([...sortsOf(fields), ...sorts]), ...filters }),
  };
};
