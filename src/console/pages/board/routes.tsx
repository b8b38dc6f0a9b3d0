import { type RouteObject } from 'react-router';
import { prepared } from '~/ui/prepared';

const Board = prepared(async () => {
  const board = await import('./Board');
  await board.ready();
  return board;
});

export const routes: RouteObject[] = [
  { path: 'seasons/:seasonId/board', element: <Board />, handle: { words: ['board', 'answers'] } },
];
