import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Dashboard = prepared(() => import('./Dashboard'));
const Audit = prepared(() => import('./audit/Audit'));

export const routes: RouteObject[] = [
  { path: 'seasons/:seasonId/dashboard', element: <Dashboard /> },
  { path: 'audit', element: <Audit /> },
];
