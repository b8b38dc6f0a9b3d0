import { type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { AppError } from '../errors/index.js';

/** Query of every list: `?limit=50&cursor=…`. Extend it with the list's own filters. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(4000).optional(),
});
export type PageQuery = z.infer<typeof pageQuery> & {
  /** Count the rows of all pages too. */
  readonly count?: boolean | undefined;
};

export interface Page<T> {
  readonly items: T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
  /** Rows on all pages, where they were to be counted. */
  readonly total?: number;
}

/** A column to sort by: property of the entity. The last one must be unique (usually `id`). */
export interface SortKey {
  readonly property: string;
  readonly direction: 'ASC' | 'DESC';
}
const BY_ID: readonly SortKey[] = [{ property: 'id', direction: 'ASC' }];

const cursorContent = z.array(z.union([z.string(), z.number(), z.boolean()])).max(8);

/**
 * One page by keyset: neither skips nor repeats rows when others are written meanwhile.
 * Sort columns must not be null; timestamps need `precision: 3`, or a page could skip what JavaScript's dates round.
 */
export async function paginate<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  page: PageQuery,
  sort: readonly SortKey[] = BY_ID,
): Promise<Page<T>> {
  const { alias } = query;
  const total = page.count === true ? { total: await query.getCount() } : {};
  if (page.cursor !== undefined) {
    const { text, parameters } = afterCursor(alias, sort, decodeCursor(page.cursor, sort));
    query.andWhere(text, parameters);
  }
  sort.forEach(({ property, direction }) => query.addOrderBy(`${alias}.${property}`, direction));
  const rows = await query.take(page.limit + 1).getMany();
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  const more = rows.length > page.limit && last !== undefined;
  return { items, nextCursor: more ? encodeCursor(last, sort) : null, ...total };
}

/** (a, b) > (x, y) spelt out, because directions may differ. */
function afterCursor(
  alias: string,
  sort: readonly SortKey[],
  values: readonly (string | number | boolean)[],
): { text: string; parameters: Record<string, unknown> } {
  const parameters = Object.fromEntries(values.map((value, index) => [`cursor${index}`, value]));
  const branches = sort.map(({ property, direction }, index) => {
    const equal = sort.slice(0, index).map((key, place) => `${alias}.${key.property} = :cursor${place}`);
    const beyond = `${alias}.${property} ${direction === 'ASC' ? '>' : '<'} :cursor${index}`;
    return `(${[...equal, beyond].join(' AND ')})`;
  });
  return { text: `(${branches.join(' OR ')})`, parameters };
}

/** A cursor belongs to one order: in another, its values would mean something else. */
const orderOf = (sort: readonly SortKey[]): string =>
  sort.map(({ property, direction }) => `${direction === 'ASC' ? '' : '-'}${property}`).join();

function encodeCursor(row: ObjectLiteral, sort: readonly SortKey[]): string {
  const values = sort.map(({ property }): unknown => {
    const value: unknown = row[property];
    return value instanceof Date ? value.toISOString() : value;
  });
  return Buffer.from(JSON.stringify([orderOf(sort), ...values])).toString('base64url');
}

function decodeCursor(cursor: string, sort: readonly SortKey[]): (string | number | boolean)[] {
  const invalid = (cause: unknown) =>
    new AppError('CURSOR_INVALID', 'The page cursor is not one of ours', {
      cause,
      faults: [{ pointer: '', parameter: 'cursor', code: 'cursor_invalid', message: 'is not one of ours' }],
    });
  try {
    const [order, ...values] = cursorContent.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    const foreign = order !== orderOf(sort) || values.length !== sort.length;
    if (foreign || values.some((v) => typeof v === 'string' && v.includes('\u0000'))) {
      throw invalid(undefined);
    }
    return values;
  } catch (cause) {
    throw cause instanceof AppError ? cause : invalid(cause);
  }
}
