/** How a case is solved. All ways have the same rules, columns and points; only who solves, and in which pieces, differs. */
export const WAYS = ['heli', 'textbook', 'strong', 'cbc-textbook', 'cbc-strong', 'js-lp', 'replan'] as const;
export type Way = (typeof WAYS)[number];

/** One piece, tier after tier, by a solver alone: what Heli is measured against. */
export const BASELINES = ['textbook', 'strong', 'cbc-textbook', 'cbc-strong', 'js-lp'] as const;
export type Baseline = (typeof BASELINES)[number];

export const isBaseline = (way: Way): way is Baseline => (BASELINES as readonly Way[]).includes(way);
export const isCbc = (way: Way): boolean => way === 'cbc-textbook' || way === 'cbc-strong';

export const ABOUT: Readonly<Record<Way, string>> = {
  heli: 'Heli: strong model, in blocks, with proof',
  textbook: 'one piece on HiGHS, coverage rows link people to a start',
  strong: 'one piece on HiGHS, each person linked to each start',
  'cbc-textbook': 'the textbook models as LP files, CBC native',
  'cbc-strong': 'the strong models as LP files, CBC native',
  'js-lp': 'the textbook model in one piece on javascript-lp-solver',
  replan: 'Heli after one change to a plan that people know',
};
