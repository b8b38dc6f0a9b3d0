export { recruitNext, type RecruitOptions } from './recruit/recruit-next.js';
export { explainAll, type ExplainAllOptions } from './repairs/explain-all.js';
export { explainPlace, type ExplainOptions, NothingOpen } from './repairs/explain-place.js';
export { type Admission, admissionOf } from './admission.js';
export { answerOf, whatIf, type WhatIf } from './what-if.js';
export { type Chosen, portfolio, type Portfolio, type PortfolioOptions } from './portfolio/portfolio.js';
export { replan, type Replan, replanAnswerOf, type Replanned } from './replan/replan.js';
export { NoSuchPlace } from './no-such-place.js';
export { type PlaceAsked, recommend, type RecommendOptions } from './recommend.js';
export { standBy, type StandByOptions } from './stand-by/stand-by.js';
export { type Menu, type TradeOffAsked, type TradeOffMenu, tradeOffs } from './trade-offs/trade-offs.js';
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
