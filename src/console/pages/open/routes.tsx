import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Open = prepared(() => import('./Open'));

export const routes: RouteObject[] = [{ path: 'seasons/:seasonId/open', element: <Open /> }];
