/** A packed question on its way to another worker process. */
export interface ErrandQuestion {
  readonly id: number;
  readonly question: Uint8Array;
}

/**
 * - an answer: another process had it already
 * - `returned`: nobody had begun; it is the asker's again
 * - `under-way`: somebody works on it
 */
export type TakenBack = Uint8Array | 'returned' | 'under-way';

/** Other worker processes, as the one that leads a run sees them. */
export interface Helpers {
  /**
   * Sends questions out as one round; resolves when each of them was answered, given up or taken back, with the answers
   * that there are by then. A rejection means that nobody will answer.
   */
  send(questions: readonly ErrandQuestion[]): Promise<ReadonlyMap<number, Uint8Array>>;
  takeBack(id: number): Promise<TakenBack>;
}

/** How much is given to helpers. */
export interface HelperTerms {
  /** Models that may be out at a time. */
  readonly most: number;
  /** Models with fewer entries in their matrix stay at home: they are solved sooner than sent. */
  readonly leastEntries: number;
  /** A model that somebody has had for so long is solved at home as well, milliseconds. */
  readonly patienceMs: number;
}

/** Calls of `Helpers` from the thread that leads a run to its owner … */
export type HelperCall =
  | {
      readonly type: 'helpers';
      readonly call: number;
      readonly method: 'send';
      readonly questions: readonly ErrandQuestion[];
    }
  | { readonly type: 'helpers'; readonly call: number; readonly method: 'take-back'; readonly id: number };

/** … and what comes back. */
export type HelperReturn =
  | {
      readonly call: number;
      readonly method: 'send';
      readonly answers: ReadonlyMap<number, Uint8Array>;
    }
  | { readonly call: number; readonly method: 'take-back'; readonly taken: TakenBack }
  | { readonly call: number; readonly method: 'failed'; readonly message: string };

/** Answers a call of the thread. */
export async function serveHelpers(helpers: Helpers, call: HelperCall): Promise<HelperReturn> {
  try {
    return call.method === 'send'
      ? { call: call.call, method: 'send', answers: await helpers.send(call.questions) }
      : { call: call.call, method: 'take-back', taken: await helpers.takeBack(call.id) };
  } catch (error) {
    return { call: call.call, method: 'failed', message: error instanceof Error ? error.message : 'unknown' };
  }
}

interface Waiting {
  readonly returned: (value: HelperReturn) => void;
}

/** The helpers as the thread that leads a run sees them: every call goes to the owner of the thread. */
export class HelpersOverPort implements Helpers {
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;

  constructor(private readonly tell: (call: HelperCall) => void) {}

  /** Takes what the owner sent. */
  receive(returned: HelperReturn): void {
    this.waiting.get(returned.call)?.returned(returned);
    this.waiting.delete(returned.call);
  }

  async send(questions: readonly ErrandQuestion[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const returned = await this.call((call) => ({ type: 'helpers', call, method: 'send', questions }));
    if (returned.method !== 'send') throw refusal(returned);
    return returned.answers;
  }

  async takeBack(id: number): Promise<TakenBack> {
    const returned = await this.call((call) => ({ type: 'helpers', call, method: 'take-back', id }));
    if (returned.method !== 'take-back') throw refusal(returned);
    return returned.taken;
  }

  private call(make: (call: number) => HelperCall): Promise<HelperReturn> {
    const call = this.calls++;
    return new Promise((returned) => {
      this.waiting.set(call, { returned });
      this.tell(make(call));
    });
  }
}

const refusal = (returned: HelperReturn): Error =>
  new Error(returned.method === 'failed' ? returned.message : 'the answer belongs to another call');
