import { describe, expect, it } from '@jest/globals';
import { type Choice, choiceCliques, cliquesOf, maximalCliques } from './cliques.js';

const at = (activity: number, start: number, end: number): Choice => ({ activity, start, end });
const sets = (cliques: readonly (readonly Choice[])[]): string[][] =>
  cliques.map((clique) => clique.map(({ activity, start }) => `${activity}@${start}`).sort());

describe('cliques of what cannot both be', () => {
  it('are the stretches that share a moment; one that ends as another starts shares none', () => {
    expect(sets(maximalCliques([at(1, 9, 11), at(2, 10, 12), at(3, 11, 13)]))).toEqual([
      ['1@9', '2@10'],
      ['2@10', '3@11'],
    ]);
  });

  it('take in the other start of an activity that clashes with the same rival', () => {
    // The first at nine or at eleven, the rival from ten to twelve: the relaxation may not do half of each.
    const choices = [at(1, 9, 11), at(1, 11, 13), at(2, 10, 12)];
    expect(sets(choiceCliques(choices))).toEqual([['1@11', '1@9', '2@10']]);
    expect(sets(cliquesOf('textbook', choices))).toEqual([
      ['1@9', '2@10'],
      ['1@11', '2@10'],
    ]);
  });

  it('leave out a start that the rival does not touch', () => {
    expect(sets(choiceCliques([at(1, 9, 11), at(1, 15, 17), at(2, 10, 12)]))).toEqual([['1@9', '2@10']]);
  });

  it('say nothing of one activity alone, which takes place once anyway', () => {
    expect(choiceCliques([at(1, 9, 11), at(1, 10, 12)])).toEqual([]);
  });
});
