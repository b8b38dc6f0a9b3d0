/** A heap of open branches, the lowest bound first, of equals the newest. */
export class BestFirst<T extends { readonly bound: number }> {
  private readonly heap: { readonly item: T; readonly age: number }[] = [];
  private pushed = 0;

  get size(): number {
    return this.heap.length;
  }

  /** The lowest bound of all that is open; Infinity when nothing is. */
  get bound(): number {
    return this.heap[0]?.item.bound ?? Infinity;
  }

  push(item: T): void {
    const entry = { item, age: this.pushed++ };
    let at = this.heap.length;
    this.heap.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || !isBefore(entry, parent)) break;
      this.heap[at] = parent;
      at = above;
    }
    this.heap[at] = entry;
  }

  pop(): T | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined || this.heap.length === 0) return first?.item;
    let at = 0;
    for (;;) {
      const left = this.heap[2 * at + 1];
      if (left === undefined) break;
      const right = this.heap[2 * at + 2];
      const goRight = right !== undefined && isBefore(right, left);
      const child = goRight ? right : left;
      if (!isBefore(child, last)) break;
      this.heap[at] = child;
      at = 2 * at + (goRight ? 2 : 1);
    }
    this.heap[at] = last;
    return first.item;
  }
}

interface Aged {
  readonly item: { readonly bound: number };
  readonly age: number;
}

function isBefore(a: Aged, b: Aged): boolean {
  return a.item.bound < b.item.bound || (a.item.bound === b.item.bound && a.age > b.age);
}
