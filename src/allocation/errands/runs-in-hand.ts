import { Injectable } from '@nestjs/common';

/** Whether this process leads a run: then its threads are not for others. */
@Injectable()
export class RunsInHand {
  private count = 0;
  private readonly listeners = new Set<() => void>();

  get any(): boolean {
    return this.count > 0;
  }

  /** `listener` is called when the first run comes and when the last one has gone. */
  watch(listener: () => void): void {
    this.listeners.add(listener);
  }

  /** A run is in hand for as long as the work takes. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.change(1);
    try {
      return await work();
    } finally {
      this.change(-1);
    }
  }

  private change(by: number): void {
    const before = this.any;
    this.count += by;
    if (before !== this.any) for (const listener of this.listeners) listener();
  }
}
