import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const RunsPage = prepared(() => import('./list/RunsPage'));
const StartPage = prepared(() => import('./start/StartPage'));
const RunPage = prepared(() => import('./live/RunPage'));
const PlanPage = prepared(() => import('./plan/PlanPage'));
const MenuPage = prepared(() => import('./menu/MenuPage'));
const ComparePage = prepared(() => import('./compare/ComparePage'));
const DecisionsPage = prepared(() => import('./decisions/DecisionsPage'));

export const routes: RouteObject[] = [
  { path: 'seasons/:seasonId/runs', element: <RunsPage /> },
  { path: 'seasons/:seasonId/runs/new', element: <StartPage /> },
  { path: 'seasons/:seasonId/runs/:runId', element: <RunPage /> },
  { path: 'seasons/:seasonId/plans/:planId', element: <PlanPage /> },
  { path: 'seasons/:seasonId/plans/:planId/menu', element: <MenuPage /> },
  { path: 'seasons/:seasonId/compare', element: <ComparePage /> },
  { path: 'seasons/:seasonId/decisions', element: <DecisionsPage /> },
];
