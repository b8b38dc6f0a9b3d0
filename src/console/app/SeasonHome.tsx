import { Navigate } from 'react-router';

/** `/seasons/{id}` leads to its board. */
export function SeasonHome() {
  return <Navigate to="board" replace relative="path" />;
}
