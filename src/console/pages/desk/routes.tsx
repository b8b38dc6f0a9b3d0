import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

<<<<<<< HEAD
const Desk = prepared(() => import('./Desk'));
const Activity = prepared(() => import('./Activity'));
const CheckInScreen = prepared(() => import('./CheckInScreen'));
=======
const Desk = lazy(() => import('./Desk'));
const Activity = lazy(() => import('./Activity'));
const AttendanceSheet = lazy(() => import('./AttendanceSheet'));
const CheckInScreen = lazy(() => import('./CheckInScreen'));
>>>>>>> main

export const routes: RouteObject[] = [
  { path: 'desk', element: <Desk /> },
  { path: 'desk/activities/:activityId', element: <Activity /> },
  { path: 'desk/activities/:activityId/print', element: <AttendanceSheet /> },
  { path: 'desk/activities/:activityId/check-in', element: <CheckInScreen /> },
];
