export { answerOf, whatIf, type WhatIf } from './what-if.js';
export { NoSuchPlace, type PlaceAsked, recommend, type RecommendOptions } from './recommend.js';
export { standBy, type StandByOptions } from './stand-by/stand-by.js';
export {
  AnswerUnsound,
  openWorkbench,
  type Possible,
  type Probe,
  type QuestionLimits,
  Workbench,
  type WorkbenchOptions,
  WorkbenchRefused,
} from './workbench.js';
