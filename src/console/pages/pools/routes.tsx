import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Overview = prepared(() => import('./Overview'));
const Expenses = prepared(() => import('./gifts/Expenses'));
const ListPage = prepared(() => import('./ListPage'));
const NewPage = prepared(() => import('./NewPage'));
const ImportPage = prepared(() => import('./imports/ImportPage'));
const PrintPage = prepared(() => import('./PrintPage'));
const ThingPage = prepared(() => import('./ThingPage'));

export const routes: RouteObject[] = [
  { path: 'pools', element: <Overview /> },
  { path: 'pools/expenses', element: <Expenses /> },
  { path: 'pools/:kind', element: <ListPage /> },
  { path: 'pools/:kind/new', element: <NewPage /> },
  { path: 'pools/:kind/import', element: <ImportPage /> },
  { path: 'pools/:kind/print', element: <PrintPage /> },
  { path: 'pools/:kind/:id', element: <ThingPage /> },
];
