/** Things of which each serves one at a time: those that are free, and who waits for one, in the order in which they came. */
export class Free<T> {
  private readonly things: T[];
  private readonly waiting: ((thing: T) => void)[] = [];

  constructor(things: readonly T[]) {
    this.things = [...things];
  }

  take(): Promise<T> {
    const thing = this.things.shift();
    return thing === undefined
      ? new Promise((resolve) => this.waiting.push(resolve))
      : Promise.resolve(thing);
  }

  /** One beside which another one stays free; undefined where there is none. */
  spare(): T | undefined {
    return this.things.length > 1 ? this.things.pop() : undefined;
  }

  /** Back, to whoever waits longest. */
  give(thing: T): void {
    const next = this.waiting.shift();
    if (next) next(thing);
    else this.things.push(thing);
  }
}
