import {
  type AnswerTo,
  type Fault,
  type OpenPlace,
  type PlanDocument,
  type Question,
  type QuestionKind,
  type Violation,
} from '@heli/contracts';
import { type SolverName } from './protocol.js';

/** heli-problem/1 and heli-plan/1 as JSON, compressed by gzip. */
export interface StoredDocuments {
  readonly problemGzip: Uint8Array;
  readonly planGzip: Uint8Array;
}

/** A new plan that an answer proposes, whole, to be stored. */
export interface Proposal {
  /** heli-problem/1 as JSON, compressed by gzip: the season with the changes. */
  readonly problemGzip: Uint8Array;
  readonly document: PlanDocument;
  readonly open: readonly OpenPlace[];
}

export interface Told<K extends QuestionKind> {
  readonly answer: AnswerTo<K>;
  /** Only where the question asks for it to be stored. */
  readonly proposal?: Proposal;
}

/** What an answering thread is started with. */
export interface AnswerThreadTask {
  readonly solver: SolverName;
  /** One Int32: anything but 0 means that the question at hand is no longer wanted. */
  readonly cancel: SharedArrayBuffer;
  /** Tests only: wait before each answer, so that a question can be met half way. */
  readonly stepDelayMs: number;
}

/** One question to the thread. It is sent without documents first, and again with them when the thread wants them. */
export interface AnswerOrder {
  /** Names plan and problem; the same key never means another plan. */
  readonly key: string;
  readonly question: Question;
  /** Wall time for opening the plan and answering, milliseconds. */
  readonly timeMs: number;
  readonly documents: StoredDocuments | null;
}

export type AnswerMessage =
  | { readonly type: 'wants-documents' }
  | ({ readonly type: 'answer' } & Told<QuestionKind>)
  /** The question itself is at fault; pointers are into it. */
  | { readonly type: 'refused'; readonly faults: readonly Fault[] }
  /** What is stored is not a sound plan of the stored problem. */
  | { readonly type: 'unsound-plan'; readonly message: string; readonly violations: readonly Violation[] }
  | { readonly type: 'failed'; readonly message: string; readonly cause: unknown };
