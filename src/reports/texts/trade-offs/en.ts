import { plural } from '../en.js';
import { type TradeOffsTexts } from './trade-offs-texts.js';

export const en: TradeOffsTexts = {
  measures: {
    coverage: 'coverage',
    fairness: 'the load of the most loaded',
    cost: 'cost',
    disruption: 'people who hear something new',
  },
  title: (measures) => `Plans to choose from, between ${measures.join(', ')}`,
  part: (decided, activities) =>
    `${decided} of ${activities} activities were decided anew, the others stayed as they are.`,
  stored: (facts) => `The plan as it is: ${facts}.`,
  storedIs: {
    pareto: 'Proven: nothing of this can be had better without giving up something else.',
    dominated: 'There are plans that are better in something and as good in everything.',
    open: 'Whether something of it can be had better for nothing is open.',
  },
  places: (count) => plural(count, 'place filled', 'places filled'),
  share: (share) => `the most loaded person gives ${share} of the time offered`,
  cost: (amount) => `${amount} to be paid`,
  point: (number, changes) => `${number}. ${changes}`,
  morePlaces: (count) => `+${plural(count, 'place', 'places')}`,
  fewerPlaces: (count) => `−${plural(count, 'place', 'places')}`,
  coverage: (points) => `${points} points of coverage`,
  shareTo: (from, to) => `highest load ${from} → ${to}`,
  dearer: (amount) => `${amount} more`,
  cheaper: (amount) => `${amount} less`,
  people: (count) =>
    count === 0 ? 'nobody hears anything new' : plural(count, 'person changes', 'people change'),
  held: (points) => `${points} points of activities held`,
  nothing: 'the same in everything',
  proven: 'Proven: none of it can be better without something else being worse.',
  unproven: (open) => `Not proven; as good in the rest, at best ${open.join('; ')}.`,
  openBound: (measure, bound) => `${measure}: ${bound}`,
  nothingProven: (measure) => `${measure}: unknown`,
  none: 'No other plan was found that is better than the plan as it is in any of these.',
  further: (count) =>
    `${plural(count, 'further plan', 'further plans')} lie between these (more with --points).`,
  ended: {
    done: null,
    'time-limit': 'The time was up before everything was looked at; the plans found by then are shown.',
    cancelled: 'Stopped before everything was looked at; the plans found by then are shown.',
  },
  priceTitle: 'What fairness costs',
  priceShares: (without, fair, least) =>
    `Coverage first, the most loaded person gives ${without} of the time offered; shared as fairly as can be, ${fair}${least === null ? ' (proven least)' : ` (proven: not below ${least})`}.`,
  priceCoverage: (points, places) =>
    `Coverage then falls by ${points} points${places === 0 ? '' : ` (${plural(places, 'place', 'places')})`}.`,
  priceQuality: (points) => `Wishes, continuity and travel change by ${points} points.`,
  priceStored: (coverage, quality) =>
    `In the plan as it is, if nobody cared who carries how much: ${coverage} points of coverage more; at the same coverage ${quality} points of wishes, continuity and travel more.`,
  exactly: (points) => points,
  between: (low, high) => `between ${low} and ${high}`,
  atLeast: (low) => `at least ${low}`,
  atMost: (high) => `at most ${high}`,
  unknown: 'an unknown number of',
  noPrice: 'What fairness costs: there was no time to find out.',
};
