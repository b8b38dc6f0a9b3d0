import { type Pin, type RepairKind } from '@heli/contracts';
import { nth, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { moveOptions } from './move-options.js';
import { type Need, NeedsOf } from './needs.js';
import { effortOf, type Option } from './option.js';
import { peopleOptions } from './people-options.js';
import { type Place, type Site } from './place.js';
import { equipmentOptions, groupOptions, moneyOptions, spendingOptions } from './thing-options.js';
import { venueOptions } from './venue-options.js';

/** One or two options to be tried together. */
export interface Attempt {
  readonly kinds: readonly RepairKind[];
  readonly options: readonly Option[];
  readonly decision: readonly Pin[];
}

export interface Attempts {
  /** Least effort first, of equal effort the nearest. */
  readonly singles: readonly Attempt[];
  /** Two at once, for where no single one does. */
  readonly pairs: readonly Attempt[];
}

/** Candidate times, with the fewest needs, that are looked at closely. */
const CLOSELY = 2;
const MOST_PAIRS = 12;
/** Options of each need that are put together with those of another. */
const OF_EACH = 3;

const byEffort = (a: Attempt, b: Attempt): number =>
  effortOf(a.kinds) - effortOf(b.kinds) ||
  a.options.reduce((sum, { distance }) => sum + distance, 0) -
    b.options.reduce((sum, { distance }) => sum + distance, 0);

/** Two decisions may say the same. */
const unique = (pins: readonly Pin[]): Pin[] => [
  ...new Map(pins.map((pin) => [JSON.stringify(pin), pin])).values(),
];

function attempt(hold: readonly Pin[], ...options: readonly Option[]): Attempt {
  const own = options.flatMap(({ decision }) => decision);
  const dated = own.some((pin) => pin.type === 'hold-activity');
  return {
    kinds: options.map(({ kind }) => kind),
    options,
    decision: unique([...(dated ? [] : hold), ...own]),
  };
}

/** Everything that may mend a place, by what it lacks. */
export function attemptsFor(site: Site, place: Place): Attempts {
  const { activity, role, start } = place;
  const needs = new NeedsOf(site.occupied, activity);
  if (role && start) {
    const need: Need = { kind: 'people', role: role.index, missing: 1, asks: asksFor(place) };
    const options = [...moveOptions(site, place, needs), ...peopleOptions(site, activity, start, need)];
    // Where somebody new is named in a decision, nobody else can be given the new place.
    const singles = options.map((option) => attempt([], withNewcomer(option, activity, role.raw.id)));
    return { singles: singles.sort(byEffort), pairs: [] };
  }
  const hold: Pin[] = [{ type: 'hold-activity', activityId: activity.raw.id }];
  const looked = activity.starts
    .map((candidate) => ({ candidate, lacks: needs.at(candidate) }))
    .sort((a, b) => a.lacks.length - b.lacks.length || a.candidate.start - b.candidate.start)
    .slice(0, CLOSELY);
  const singles = moveOptions(site, place, needs).map((option) => attempt(hold, option));
  const pairs: Attempt[] = [];
  for (const { candidate, lacks } of looked) {
    const asked = lacks.length > 0 ? lacks : anyNeeds(activity);
    const options = asked.map((need) => optionsFor(site, activity, candidate, need));
    const [first = [], second = []] = options;
    if (lacks.length === 0) {
      singles.push(...options.flat().map((option) => attempt(hold, option)));
      pairs.push(...twoOf(hold, first, second));
    } else if (lacks.length === 1) {
      singles.push(...first.map((option) => attempt(hold, option)));
      const [need] = lacks;
      if (need?.kind === 'people' && need.missing === 2) pairs.push(...twoPeople(hold, first));
    } else if (lacks.length === 2) pairs.push(...twoOf(hold, first, second));
  }
  return {
    singles: distinct(singles).sort(byEffort),
    pairs: distinct(pairs).sort(byEffort).slice(0, MOST_PAIRS),
  };
}

const asksFor = ({ open }: Place): 'anybody' | 'grown-up' =>
  open.bottleneck === 'minor-not-alone' ? 'grown-up' : 'anybody';

/** What an activity asks for that may be wanted elsewhere, where nothing of it is plainly lacking. */
function anyNeeds({ raw, roles }: SeasonActivity): Need[] {
  return [
    ...roles
      .filter(({ raw: { min } }) => min > 0)
      .map(({ index }): Need => ({ kind: 'people', role: index, missing: 1, asks: 'anybody' })),
    ...(raw.venue ? [{ kind: 'venue' } as const] : []),
    ...raw.equipment.map(({ type }): Need => ({ kind: 'equipment', type, missing: 1 })),
    ...raw.groups.map((_, demand): Need => ({ kind: 'group', demand, missing: 1 })),
    ...raw.budget
      .filter(({ minFen }) => minFen > 0)
      .map(({ purpose, minFen }): Need => ({ kind: 'money', purposes: [purpose], missingFen: minFen })),
  ];
}

function optionsFor(site: Site, activity: SeasonActivity, start: SeasonStart, need: Need): Option[] {
  const activityId = activity.raw.id;
  switch (need.kind) {
    case 'pin': {
      const hold = { type: 'hold-activity' as const, activityId };
      return [{ kind: 'take-back', changes: [hold], decision: [hold], distance: 0 }];
    }
    case 'holiday':
      return [
        { kind: 'on-holiday', changes: [{ type: 'allow-holidays', activityId }], decision: [], distance: 0 },
      ];
    case 'season':
    case 'predecessor':
      return [];
    case 'venue':
      return venueOptions(site, activity, start);
    case 'people':
      return [...fewerPeople(activity, need), ...peopleOptions(site, activity, start, need)];
    case 'group':
      return groupOptions(site, activity, start, need);
    case 'equipment':
      return equipmentOptions(site, activity, need);
    case 'money':
      return moneyOptions(site, activity, need);
    case 'spending':
      return spendingOptions(site, activity, need);
  }
}

/** The minimum lowered to what there is. */
function fewerPeople(activity: SeasonActivity, need: Extract<Need, { kind: 'people' }>): Option[] {
  const { raw } = nth(activity.roles, need.role);
  if (need.asks !== 'anybody' || raw.min < need.missing) return [];
  const lower = (by: number): Option['changes'] => [
    { type: 'lower-minimum', activityId: activity.raw.id, roleId: raw.id, min: raw.min - by },
  ];
  return [
    {
      kind: 'fewer-people',
      changes: lower(need.missing),
      decision: [],
      distance: need.missing,
      amount: { first: need.missing, most: raw.min, changesFor: lower },
    },
  ];
}

/** Somebody new is put into the place that was asked about. */
function withNewcomer(option: Option, activity: SeasonActivity, roleId: string): Option {
  const [change] = option.changes;
  if (change?.type !== 'add-volunteer') return option;
  return {
    ...option,
    decision: [{ type: 'assign', activityId: activity.raw.id, roleId, volunteerId: change.volunteer.id }],
  };
}

function twoOf(hold: readonly Pin[], first: readonly Option[], second: readonly Option[]): Attempt[] {
  const nearest = (options: readonly Option[]): Option[] =>
    [...options]
      .sort((a, b) => effortOf([a.kind]) - effortOf([b.kind]) || a.distance - b.distance)
      .slice(0, OF_EACH);
  return nearest(first).flatMap((one) => nearest(second).map((other) => attempt(hold, one, other)));
}

/** Two different people out of those who could be asked. */
function twoPeople(hold: readonly Pin[], options: readonly Option[]): Attempt[] {
  const single = options.filter(({ amount }) => amount === undefined);
  return single.flatMap((one, position) =>
    single.slice(position + 1).map((other) => attempt(hold, one, other)),
  );
}

const distinct = (attempts: readonly Attempt[]): Attempt[] => [
  ...new Map(
    attempts.map((each) => [JSON.stringify(each.options.map(({ changes }) => changes)), each]),
  ).values(),
];
