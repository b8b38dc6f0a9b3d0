import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const MyDuties = prepared(() => import('./MyDuties'));
const Availability = prepared(() => import('./Availability'));
const MyHours = prepared(() => import('./MyHours'));
const Settings = prepared(() => import('./Settings'));

export const routes: RouteObject[] = [
  { path: 'my/duties', element: <MyDuties /> },
  { path: 'my/availability', element: <Availability /> },
  { path: 'my/hours', element: <MyHours /> },
  { path: 'my/settings', element: <Settings /> },
];
