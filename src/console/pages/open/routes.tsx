import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const Open = lazy(() => import('./Open'));

export const routes: RouteObject[] = [{ path: 'seasons/:seasonId/open', element: <Open /> }];
