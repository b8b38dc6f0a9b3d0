import { call, type Query } from './client';

export interface Page<T> {
  readonly items: readonly T[];
  /** Left out by lists that are told as a whole. */
  readonly nextCursor?: string | null;
  readonly total?: number;
}

/** Rows of a list, page after page as `read` gets them, until there are no more or `mostPages` were read. */
export async function rowsOf<T>(
  read: (cursor: string | null) => Promise<Page<T>>,
  mostPages: number,
): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { items, nextCursor = null }: Page<T> = await read(cursor);
    rows.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return rows;
}

const MOST_PAGES = 100;

/** Everything of a list, however many pages: for what a chart or a board shows as a whole. */
export const readAll = <T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> =>
  rowsOf(
    (cursor) =>
      call<Page<T>>(path, {
        query: { limit: 200, ...query, cursor },
        ...(signal === undefined ? {} : { signal }),
      }),
    MOST_PAGES,
  );
