import { z } from 'zod';
import { id } from '../primitives.js';

/** What every stored thing carries beside its own fields. `version` is the entity tag of `If-Match`. */
export const storedFields = {
  id,
  version: z.int().min(1),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

/** One page of a list; `nextCursor` is null on the last. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });

/** Part of a name or the beginning of an id. */
export const searchText = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters or broken Unicode');

const MAX_PAGE = 200;

/** What every list understands. */
export const pageQueryFields = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().min(1).max(500).optional(),
  q: searchText.optional(),
};

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
      Object.entries(shape).map(([key, schema]) => [
        key,
        withoutDefault(schema as z.ZodType)
          .nullable()
          .optional(),
      ]),
    ),
  ) as never;

/** Runs although other fields are wrong, so that all faults of a body are told at once. */
export const evenIfFieldsFail = { when: () => true } as const;

/**
 * The five schemas of one kind of stored thing: `create`, `patch`, `read`, `list` and the `query` of its list.
 * @param check Looks between the fields; see checks.ts.
 */
export const resourceSchemas = <Shape extends z.ZodRawShape, Query extends z.ZodRawShape>(
  fields: Shape,
  filters: Query,
  check: (value: unknown, ctx: z.core.$RefinementCtx) => void = () => undefined,
) => {
  const read = z.strictObject({ ...fields, ...storedFields });
  return {
    create: z.strictObject({ id: id.optional(), ...fields }).superRefine(check, evenIfFieldsFail),
    patch: patchOf(fields),
    read,
    list: pageOf(read),
    query: z.strictObject({ ...pageQueryFields, ...filters }),
  };
};
