import { type EntityManager } from 'typeorm';

/** Rows that a statement returns; TypeORM wraps those of UPDATE and DELETE in a pair with their number. */
export async function rowsOf<T>(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<T[]> {
  const result = await manager.query<T[] | [T[], number]>(sql, [...parameters]);
  const [first] = result;
  return Array.isArray(first) ? first : (result as T[]);
}
