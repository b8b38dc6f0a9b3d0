export {
  type Currency,
  type ProblemSource,
  type SolverName,
  type Verdict,
  type VerifyTask,
} from './protocol.js';
export * from './solving.js';
export * from './verifying.js';
export { createSolverPool, type SolverPool, usefulThreads } from './solver-pool.js';
export { Answering, type AnsweringOptions, type Ask } from './answering.js';
export { type Proposal, type StoredDocuments } from './answer-protocol.js';
export { type ErrandQuestion, type Helpers, type HelperTerms, type TakenBack } from './helpers.js';
export { packAnswer, packQuestion, type Question, unpackAnswer, unpackQuestion } from './errand-codec.js';
export { SharedSolver } from './shared-solver.js';
export { type SolvedModel } from './observed-solver.js';
export { SectionThreads, type SectionThreadOptions } from './section-threads.js';
export { keepEngineCode } from './engine-code.js';
