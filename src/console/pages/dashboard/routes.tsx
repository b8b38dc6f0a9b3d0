import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const Dashboard = lazy(() => import('./Dashboard'));
const Audit = lazy(() => import('./audit/Audit'));

export const routes: RouteObject[] = [
  { path: 'seasons/:seasonId/dashboard', element: <Dashboard /> },
  { path: 'audit', element: <Audit /> },
];
