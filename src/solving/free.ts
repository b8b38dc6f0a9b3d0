/** Things of which each serves one at a time: those that are free, and who waits for one, in the order in which they came. */
export class Free<T> {
  private readonly things: T[];
  private readonly waiting: Waiting<T>[] = [];

  constructor(things: readonly T[]) {
    this.things = [...things];
  }

  /**
   * @param wanted the only one that will do
   * @param rather one of those for which this holds, where there is a choice
   */
  take(wanted: T | null = null, rather: (thing: T) => boolean = () => true): Promise<T> {
    const at = wanted === null ? Math.max(0, this.things.findIndex(rather)) : this.things.indexOf(wanted);
    const [thing] = at < 0 ? [] : this.things.splice(at, 1);
    return thing === undefined
      ? new Promise((resolve) => this.waiting.push({ wanted, resolve }))
      : Promise.resolve(thing);
  }

  /** One beside which another one stays free; undefined where there is none. */
  spare(): T | undefined {
    return this.things.length > 1 ? this.things.pop() : undefined;
  }

  /** Back, to whoever waits longest of those for whom it will do. */
  give(thing: T): void {
    const at = this.waiting.findIndex(({ wanted }) => wanted === null || wanted === thing);
    const [next] = at < 0 ? [] : this.waiting.splice(at, 1);
    if (next) next.resolve(thing);
    else this.things.push(thing);
  }
}

interface Waiting<T> {
  readonly wanted: T | null;
  readonly resolve: (thing: T) => void;
}
