import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const Overview = lazy(() => import('./Overview'));
const Expenses = lazy(() => import('./gifts/Expenses'));
const ListPage = lazy(() => import('./ListPage'));
const NewPage = lazy(() => import('./NewPage'));
const ImportPage = lazy(() => import('./imports/ImportPage'));
const PrintPage = lazy(() => import('./PrintPage'));
const ThingPage = lazy(() => import('./ThingPage'));

export const routes: RouteObject[] = [
  { path: 'pools', element: <Overview /> },
  { path: 'pools/expenses', element: <Expenses /> },
  { path: 'pools/:kind', element: <ListPage /> },
  { path: 'pools/:kind/new', element: <NewPage /> },
  { path: 'pools/:kind/import', element: <ImportPage /> },
  { path: 'pools/:kind/print', element: <PrintPage /> },
  { path: 'pools/:kind/:id', element: <ThingPage /> },
];
