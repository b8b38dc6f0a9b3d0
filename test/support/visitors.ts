import { expect } from '@jest/globals';
import { type Part, Visit, type Visitor } from './browser.js';

/** Those who take part in a story, each signed in once, when first wanted. */
export class Visitors {
  private readonly known = new Map<Part, Visit>();

  constructor(private readonly how: Pick<Visitor, 'language' | 'width'>) {}

  async of(part: Part): Promise<Visit> {
    const visit = this.known.get(part) ?? (await Visit.begin({ part, ...this.how }));
    this.known.set(part, visit);
    return visit;
  }

  /** What the browser had to complain about since it was last asked, of everybody. */
  complaints(): string[] {
    return [...this.known.values()].flatMap(({ complaints }) => complaints.splice(0));
  }

  async end(): Promise<void> {
    for (const visit of this.known.values()) await visit.end();
  }
}

/** That everybody can work with the page as it now is; keeps a picture of it. */
export async function isSound(visit: Visit, name: string): Promise<void> {
  await visit.settle();
  await visit.picture(name);
  expect(await visit.barriers()).toEqual([]);
  expect(await visit.overflow()).toBeLessThanOrEqual(0);
}
