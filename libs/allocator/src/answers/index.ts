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
