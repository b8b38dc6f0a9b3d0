import { type Request } from 'express';

/**
 * The address of a request as the code has it, `/api/v1/plans/:id`: without ids, secrets of links and values of queries.
 * Null: no route has answered (yet).
 */
export function routeTemplateOf(request: Request): string | null {
  const { path } = (request.route as { readonly path?: unknown } | undefined) ?? {};
  return typeof path === 'string' ? `${request.baseUrl}${path}` : null;
}
