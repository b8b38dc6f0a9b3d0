/** What opened plans may take together, in bytes of their unpacked JSON; a season compiled takes some thirty times that. */
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_PLANS = 4;

interface Opened<T> {
  readonly value: T;
  readonly bytes: number;
}

/** The plans that were asked about last, opened: a second question about one costs no opening. */
export class OpenedPlans<T> {
  /** The last one asked about is last. */
  private readonly opened = new Map<string, Opened<T>>();

  constructor(
    private readonly mostPlans = MOST_PLANS,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  find(key: string): T | undefined {
    const found = this.opened.get(key);
    if (!found) return undefined;
    this.opened.delete(key);
    this.opened.set(key, found);
    return found.value;
  }

  /** Lets go of whatever was asked about longest ago until there is room; a plan larger than all room is kept alone. */
  async open(key: string, bytes: number, open: () => Promise<T> | T): Promise<T> {
    for (const oldest of this.opened.keys()) {
      const taken = [...this.opened.values()].reduce((sum, one) => sum + one.bytes, 0);
      if (this.opened.size < this.mostPlans && taken + bytes <= this.mostBytes) break;
      this.opened.delete(oldest);
    }
    const value = await open();
    this.opened.set(key, { value, bytes });
    return value;
  }
}
