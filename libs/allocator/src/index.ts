export * from './api.js';
export { allocate, MODEL_VERSION } from './allocate.js';
export * from './answers/index.js';
export { explainOpen } from './explain.js';
export { buildModel, type BuiltModel } from './model/build.js';
export { type Formulation, SeasonModel } from './model/season-model.js';
export { measurePlan } from './plan/measure.js';
export { fundPlan } from './plan/money.js';
export { readPlan } from './plan/read.js';
export { PlanRefused } from './plan/refused.js';
export { problemSha256, sealOf, sha256Of } from './plan/seal.js';
export { RULES } from './rules/index.js';
export { type Rule } from './rules/rule.js';
export { problemChanges } from './problem-changes.js';
export { compileSeason, type Season } from './season/season.js';
export {
  type PlanningTerms,
  type Refined,
  type Section,
  type SectionPlan,
  type SectionPlanner,
  type SectionPlanners,
  SeasonPlanner,
  type Served,
} from './sections/index.js';
export { type FairnessProof } from './solve/fairness.js';
export { orderOf } from './tiers/index.js';
export { type OnePieceOptions, type OnePieceResult, solveOnePiece } from './solve/one-piece.js';
export { validate } from './validate.js';
export { verifyDocument, verifyPlan } from './verify.js';
