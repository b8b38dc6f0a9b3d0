import { isValidElement, Suspense } from 'react';
import { createBrowserRouter, matchRoutes, Outlet, type RouteObject } from 'react-router';
import { basePath } from '../api';
import { routes as board } from '../pages/board/routes';
import { routes as dashboard } from '../pages/dashboard/routes';
import { routes as desk } from '../pages/desk/routes';
import { routes as open } from '../pages/open/routes';
import { routes as partner } from '../pages/partner/routes';
import { routes as pools } from '../pages/pools/routes';
import { routes as runs } from '../pages/runs/routes';
import { routes as volunteer } from '../pages/volunteer/routes';
import { type Preparable, prepared } from '../ui/prepared';
import { Waiting } from '../ui/Waiting';
import { NoPermission, NotFound } from '../ui/states';
import { Broken } from './Broken';
import { Home } from './Home';
import { SeasonHome } from './SeasonHome';
import { Shell } from './Shell';
import { READERS, useWho, WhoProvider } from './who';

const SignIn = prepared(() => import('../pages/sign-in/SignIn'));
const Welcome = prepared(() => import('../pages/welcome/Welcome'));
const Help = prepared(() => import('../pages/welcome/Help'));

/** Everything behind the sign-in; each folder of pages brings its own routes. */
function Inside() {
  return (
    <WhoProvider
      waiting={<Waiting />}
      stranger={
        <Suspense fallback={<Waiting />}>
          <SignIn />
        </Suspense>
      }
      failed={(error, retry) => <Broken error={error} retry={retry} />}
    >
      <Shell />
    </WhoProvider>
  );
}

/** Seasons are for those who plan them or look them over; volunteers and partner units have pages of their own. */
function ForReaders() {
  return useWho().is(...READERS) ? <Outlet /> : <NoPermission />;
}

const pages: RouteObject[] = [
  { index: true, element: <Home /> },
  { path: 'welcome', element: <Welcome /> },
  { path: 'help', element: <Help /> },
  {
    element: <ForReaders />,
    children: [
      { path: 'seasons/:seasonId', element: <SeasonHome /> },
      ...board,
      ...runs,
      ...open,
      ...dashboard,
    ],
  },
  ...desk,
  ...pools,
  ...partner,
  ...volunteer,
  { path: '*', element: <NotFound /> },
];

export const router = createBrowserRouter(
  [{ element: <Inside />, errorElement: <Broken />, children: pages }],
  { basename: basePath === '' ? '/' : basePath },
);

/** What the page at this address is made of: its file, and the catalogues with its words. */
export function partsOf(pathname: string): {
  readonly words: string[];
  readonly prepare: () => Promise<void>;
} {
  const matched = matchRoutes(router.routes, pathname, router.basename) ?? [];
  const { route } = matched.at(-1) ?? {};
  const words = (route?.handle as { readonly words?: string[] } | undefined)?.words ?? [];
  const { element } = (route ?? {}) as RouteObject;
  const page = isValidElement(element) ? (element.type as Partial<Preparable>) : {};
  return { words, prepare: () => page.prepare?.() ?? Promise.resolve() };
}
