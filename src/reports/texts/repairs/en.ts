import { type RepairTexts } from './repair-texts.js';

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

const hours = (minutes: number): string => (minutes / 60).toLocaleString('en', { maximumFractionDigits: 1 });

export const en: RepairTexts = {
  kinds: {
    'take-back': 'take an earlier decision back',
    move: 'another time',
    'fewer-people': 'a lower minimum',
    'less-venue': 'a plainer venue',
    'on-holiday': 'a public holiday',
    'raise-spending': 'a higher spending limit',
    'ask-person': 'ask somebody to be free',
    'raise-limit': 'somebody takes on more',
    'lend-venue': 'borrow a venue',
    'open-venue': 'open a venue',
    money: 'more money',
    certificate: 'train somebody',
    equipment: 'more equipment',
    'new-person': 'somebody new',
    'new-leader': 'a new leader',
    'new-grown-up': 'a new grown-up',
    'new-group': 'a new group',
  },
  limits: {
    minutesPerDay: (value) => `${hours(value)} hours a day`,
    minutesPerWeek: (value) => `${hours(value)} hours a week`,
    minutesPerSeason: (value) => `${hours(value)} hours in the season`,
    activitiesPerDay: (value) => `${plural(value, 'activity', 'activities')} a day`,
    activitiesPerWeek: (value) => `${plural(value, 'activity', 'activities')} a week`,
    activitiesPerSeason: (value) => `${plural(value, 'activity', 'activities')} in the season`,
  },
  change: {
    move: (when) => `move it to ${when}`,
    onHoliday: 'hold it on the public holiday',
    fewerPeople: (role, from, to) => `lower the minimum of ${role} from ${from} to ${to}`,
    fewerSeats: (from, to) => `be content with ${to} seats instead of ${from}`,
    withoutFeatures: (features) => `do without ${features}`,
    anyVenue: 'take any venue that serves the community',
    lendVenue: (venue, community) => `have ${venue} lent to ${community}`,
    openVenue: (venue, when) => `have ${venue} open ${when}`,
    newPeople: (count, skills, when) =>
      `${count === 1 ? 'one more person' : `${count} more people`} ${skills}, ${when}`,
    askPerson: (person, when) => `ask ${person} to be free ${when}`,
    certificate: (person, skill) => `have ${person} trained and certified for ${skill}`,
    raiseLimit: (person, limits) => `ask ${person} to take on more: ${limits}`,
    offered: (amount) => `${amount} hours offered in the season`,
    money: (amount, purposes, community) => `${amount} more for ${purposes} in ${community}`,
    largerGift: (gift, amount) => `${amount} more from ${gift}`,
    raiseSpending: (limit, amount) => `raise the spending limit ${limit} by ${amount}`,
    equipment: (count, name) => `${count} more: ${name}`,
    newGroup: (tags, when) => `one more group${tags === '' ? '' : ` for ${tags}`}, ${when}`,
    takeBack: 'take back the decision that it does not take place',
  },
  together: (parts) => parts.join(' and '),
  noSkill: 'without special skills',
  weekly: (weekdays, from, to) => `every ${weekdays} ${from}–${to}`,
  open: (activities, places, explained) =>
    `Open: ${plural(activities, 'activity', 'activities')} not held and ${plural(places, 'role')} short of people; repairs looked for in ${explained} of these cases.`,
  nothingOpen: 'Nothing is open: every activity takes place and every place is filled.',
  group: (number, dropped, count, missing, condition, skills) =>
    `${number}. ${dropped ? `${plural(count, 'activity', 'activities')} not held` : plural(count, 'role')}${missing === null ? '' : `, ${missing} missing`}${skills === null ? '' : ` (${skills})`}: stuck at “${condition}”`,
  people: (count) => plural(count, 'person', 'people'),
  furtherMembers: (titles, further) => `likewise: ${titles}${further > 0 ? ` and ${further} more` : ''}`,
  rivals: (list) => `who has what is missing: ${list}`,
  rival: (activity, people, fate) => {
    const who = people > 0 ? ` (${plural(people, 'person', 'people')})` : '';
    const end =
      fate === 'dropped'
        ? ', would be dropped'
        : fate === 'moved'
          ? ', would move'
          : fate === 'loses-people'
            ? ', would lose people'
            : '';
    return `${activity}${who}${end}`;
  },
  price: (price) => `as things are it could be held only at this price: ${price}`,
  impossible: (rules) => `as things are it cannot be held; none of these could be left out: ${rules}`,
  perhapsImpossible: (rules) => `as things are it cannot be held because of: ${rules}`,
  repairs: 'what would help, least effort first:',
  repair: (number, change, effect, price) => `${number}) ${change} → ${effect}; ${price}`,
  heldThen: 'it takes place',
  fills: (places, complete) => `${plural(places, 'place')} filled${complete ? ', nothing left open' : ''}`,
  least: (proven) => (proven ? 'no less would do: proven' : 'perhaps less would do'),
  onlyDecided: 'only if it is decided to be used here: by itself it would serve more elsewhere',
  notFree: 'at the expense of something else',
  noRepair: (tried) => `nothing that was tried helps: ${tried}`,
  noneKnown: 'nothing that one change or two could mend was found.',
  tried: (kind, count) => `${kind} (${count})`,
  untried: (count) => `${plural(count, 'possibility', 'possibilities')} not tried for want of time`,
  recruitHead: (considered, solved, worthless, untried) =>
    `${plural(considered, 'possibility', 'possibilities')} considered: ${solved} solved again, ${worthless} proven to be of no use, ${untried} not solved.`,
  notPriced:
    'There was no time for prices, or the season is too large for them: chosen by how many places lack it.',
  nothingScarce: 'Nothing of which one more would help was found.',
  venueSlot: (venue, when) => `${venue}, ${when}`,
  inCommunity: (what, community) => `${what}, ${community}`,
  scarce: (number, what, worth) => `${number}. ${what}: ${worth}`,
  activitiesMore: (count) => `${count > 0 ? '+' : '−'}${plural(Math.abs(count), 'activity', 'activities')}`,
  placesMore: (count) => `${count > 0 ? '+' : '−'}${plural(Math.abs(count), 'place')} filled`,
  perActivity: (amount) => `${amount} for each activity more`,
  atMost: (aims) => `proven: worth at most ${aims}`,
  aimPoints: (aim, points) => `${points.toLocaleString('en')} points of “${aim}”`,
  aimMoney: (aim, amount) => `${amount} of “${aim}”`,
};
