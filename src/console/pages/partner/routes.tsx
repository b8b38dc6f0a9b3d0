import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const Partner = lazy(() => import('./Partner'));

export const routes: RouteObject[] = [{ path: 'partner', element: <Partner /> }];
