import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Desk = prepared(() => import('./Desk'));
const Activity = prepared(() => import('./Activity'));
const AttendanceSheet = prepared(() => import('./AttendanceSheet'));
const CheckInScreen = prepared(() => import('./CheckInScreen'));

export const routes: RouteObject[] = [
  { path: 'desk', element: <Desk /> },
  { path: 'desk/activities/:activityId', element: <Activity /> },
  { path: 'desk/activities/:activityId/print', element: <AttendanceSheet /> },
  { path: 'desk/activities/:activityId/check-in', element: <CheckInScreen /> },
];
