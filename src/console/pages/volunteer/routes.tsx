import { lazy } from 'react';
import { type RouteObject } from 'react-router';

const MyDuties = lazy(() => import('./MyDuties'));
const Availability = lazy(() => import('./Availability'));
const MyHours = lazy(() => import('./MyHours'));
const Settings = lazy(() => import('./Settings'));

export const routes: RouteObject[] = [
  { path: 'my/duties', element: <MyDuties /> },
  { path: 'my/availability', element: <Availability /> },
  { path: 'my/hours', element: <MyHours /> },
  { path: 'my/settings', element: <Settings /> },
];
