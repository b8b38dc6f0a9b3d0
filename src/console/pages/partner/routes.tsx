import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Partner = prepared(() => import('./Partner'));

export const routes: RouteObject[] = [{ path: 'partner', element: <Partner /> }];
