import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const Board = lazy(() => import('./Board'));

export const routes: RouteObject[] = [{ path: 'seasons/:seasonId/board', element: <Board /> }];
