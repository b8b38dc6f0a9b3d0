import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const RunsPage = lazy(() => import('./list/RunsPage'));
const StartPage = lazy(() => import('./start/StartPage'));
const RunPage = lazy(() => import('./live/RunPage'));
const PlanPage = lazy(() => import('./plan/PlanPage'));
const MenuPage = lazy(() => import('./menu/MenuPage'));
const ComparePage = lazy(() => import('./compare/ComparePage'));
const DecisionsPage = lazy(() => import('./decisions/DecisionsPage'));

export const routes: RouteObject[] = [
  { path: 'seasons/:seasonId/runs', element: <RunsPage /> },
  { path: 'seasons/:seasonId/runs/new', element: <StartPage /> },
  { path: 'seasons/:seasonId/runs/:runId', element: <RunPage /> },
  { path: 'seasons/:seasonId/plans/:planId', element: <PlanPage /> },
  { path: 'seasons/:seasonId/plans/:planId/menu', element: <MenuPage /> },
  { path: 'seasons/:seasonId/compare', element: <ComparePage /> },
  { path: 'seasons/:seasonId/decisions', element: <DecisionsPage /> },
];
