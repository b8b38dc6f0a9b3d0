import {
  type Allocate,
  type ExplainOpen,
  type Validate,
  type VerifyDocument,
  type VerifyPlan,
} from './api.js';

export * from './api.js';

const pending = (): never => {
  throw new Error('the allocator is being written');
};
export const validate: Validate = pending;
export const allocate: Allocate = pending;
export const verifyPlan: VerifyPlan = pending;
export const verifyDocument: VerifyDocument = pending;
export const explainOpen: ExplainOpen = pending;
