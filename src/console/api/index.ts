export { useByIds } from './by-id';
export { call, download, type Query, saveFile, send, urlOf } from './client';
export { follow, type ServerEvent } from './events';
export { useLive } from './live';
export { addressOf, basePath, type Offer, offer } from './place';
export { ApiProblem, asError, type Fault, Unreachable } from './problem';
<<<<<<< HEAD
export { type Page, readAll } from './lists';
export { queryClient } from './query-client';
export { type ReadOptions, useAll, useChange, usePages, useRead, useRefresh } from './queries';
=======
export {
  type Page,
  queryClient,
  readAll,
  rowsOf,
  type ReadOptions,
  useAll,
  useChange,
  usePages,
  useRead,
  useRefresh,
} from './queries';
>>>>>>> main
export { usePlanChoice, useSeasonThings } from './season-plan';
export { usePlanAnswer, useQuestion } from './answers';
