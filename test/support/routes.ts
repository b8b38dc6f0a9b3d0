import { type TestApp } from './app.js';

interface Layer {
  readonly route?: { readonly path: string | string[]; readonly methods: Readonly<Record<string, boolean>> };
}

export interface Route {
  readonly method: string;
  /** As Express has it: `/api/v1/runs/:id`. */
  readonly template: string;
}

/** Every route that the service really has, but for the pages of its documentation and the figures, which have a key of their own. */
export function registeredRoutes(service: TestApp): Route[] {
  const { router } = service.app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  const routes = router.stack.flatMap(({ route }) =>
    [route?.path ?? []]
      .flat()
      .filter((template) => !template.startsWith('/api/docs') && template !== '/metrics')
      .flatMap((template) =>
        Object.keys(route?.methods ?? {}).map((method) => ({ method: method.toUpperCase(), template })),
      ),
  );
  // A middleware of a route stands in the router beside it.
  return [...new Map(routes.map((route) => [`${route.method} ${route.template}`, route])).values()];
}
