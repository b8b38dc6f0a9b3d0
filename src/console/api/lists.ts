import { call, type Query } from './client';

export interface Page<T> {
  readonly items: readonly T[];
  /** Left out by lists that are told as a whole. */
  readonly nextCursor?: string | null;
  readonly total?: number;
}

const MOST_PAGES = 100;

/** Everything of a list, however many pages: for what a chart or a board shows as a whole. */
export async function readAll<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: Page<T> = await call<Page<T>>(path, {
      query: { limit: 200, ...query, cursor },
      ...(signal === undefined ? {} : { signal }),
    });
    rows.push(...answer.items);
    cursor = answer.nextCursor ?? null;
    if (cursor === null) break;
  }
  return rows;
}
