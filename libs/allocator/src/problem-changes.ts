import canonicalize from 'canonicalize';
import { type Problem, type ProblemChange } from '@heli/contracts';

const LISTS = [
  ['community', 'communities'],
  ['skill', 'skills'],
  ['volunteer', 'volunteers'],
  ['group', 'groups'],
  ['venue', 'venues'],
  ['equipment', 'equipment'],
  ['donation', 'donations'],
  ['activity', 'activities'],
] as const satisfies readonly (readonly [ProblemChange['kind'], keyof Problem])[];

const SEASON = ['horizon', 'calendar', 'policy', 'objective'] as const satisfies readonly (keyof Problem)[];

const same = (a: unknown, b: unknown): boolean => a === b || canonicalize(a) === canonicalize(b);

/**
 * What of a season is not as it was when a plan was made for it. Decisions that were taken since count, ones that the plan
 * was held to beyond them (windows of a re-plan) or that were taken back do not: it keeps them as well. Neither does what
 * people had been told before.
 */
export function problemChanges(made: Problem, now: Problem): ProblemChange[] {
  const fields = SEASON.filter((key) => !same(made[key], now[key]));
  const season: ProblemChange[] =
    fields.length === 0 ? [] : [{ kind: 'season', id: '', change: 'changed', fields: [...fields] }];
  return [
    ...season,
    ...LISTS.flatMap(([kind, list]) => listChanges(kind, made[list], now[list])),
    ...newPins(made, now),
  ];
}

function listChanges(
  kind: ProblemChange['kind'],
  made: readonly { readonly id: string }[],
  now: readonly { readonly id: string }[],
): ProblemChange[] {
  const earlier = new Map(made.map((one) => [one.id, one]));
  const changes: ProblemChange[] = [];
  for (const later of now) {
    const before = earlier.get(later.id);
    earlier.delete(later.id);
    if (before === undefined) changes.push({ kind, id: later.id, change: 'added', fields: [] });
    else {
      const fields = differentFields(before, later);
      if (fields.length > 0) changes.push({ kind, id: later.id, change: 'changed', fields });
    }
  }
  for (const id of earlier.keys()) changes.push({ kind, id, change: 'removed', fields: [] });
  return changes;
}

function differentFields(before: object, later: object): string[] {
  const [a, b] = [before as Record<string, unknown>, later as Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !same(a[key], b[key])).sort();
}

function newPins(made: Problem, now: Problem): ProblemChange[] {
  const known = new Set(made.pins.map((pin) => canonicalize(pin)));
  return now.pins.flatMap((pin) => {
    const text = canonicalize(pin) ?? '';
    return known.has(text) ? [] : [{ kind: 'pin' as const, id: text, change: 'added' as const, fields: [] }];
  });
}
