import { type Dataset } from '@heli/contracts';
import { parseDate } from '@heli/calendar';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { spread } from '../spread.js';

type Activity = Dataset['activities'][number];

/** A purpose that gifts allow only for early services: see the pool of donations. */
export const SCARCE_PURPOSE = 'transport';
const TRANSPORT_WEIGHT = 400; // as the minima of other lines, before they are scaled
const SIGN_INTERPRETERS = 6; // more than a community has
const STADIUM = 2000; // seats; the largest square holds 500

type Spoil = (activity: Activity) => void;

/**
 * Makes some activities impossible, so that there is something to explain: no gift may pay the bus, nobody signs, no
 * hall is as large, or the only day is a public holiday. Those that others wait for are spared.
 */
export function plantImpossible(
  activities: readonly Activity[],
  share: number,
  season: SeasonDays,
  random: Random,
): void {
  const awaited = new Set(activities.flatMap(({ predecessorIds }) => predecessorIds));
  const choice = random.shuffled(
    activities.filter(({ id, seriesId }) => !awaited.has(id) && seriesId === undefined),
  );
  const holiday = holidayOf(season);
  const spoils: readonly (readonly [Spoil, (activity: Activity) => boolean])[] = [
    [withoutMoney, ({ kind }) => kind === 'festival' || kind === 'training'],
    [withoutSkill, ({ kind }) => kind === 'festival' || kind === 'volunteer_service'],
    [withoutMoney, ({ kind }) => kind === 'festival' || kind === 'training'],
    [withoutHall, ({ venue }) => venue !== null && venue !== undefined],
    ...(holiday === undefined
      ? []
      : [[onHoliday(holiday, season), ({ kind }: Activity) => kind === 'training'] as const]),
  ];
  const counts = spread(
    Math.round(activities.length * share),
    spoils.map(() => 1),
  );
  const spoiled = new Set<Activity>();
  spoils.forEach(([spoil, suits], i) => {
    const suitable = choice.filter((activity) => !spoiled.has(activity) && suits(activity));
    for (const activity of suitable.slice(0, counts[i])) {
      spoiled.add(activity);
      spoil(activity);
    }
  });
}

const withoutMoney: Spoil = (activity) => {
  activity.budget.push({
    id: SCARCE_PURPOSE,
    purpose: SCARCE_PURPOSE,
    minFen: TRANSPORT_WEIGHT,
    targetFen: TRANSPORT_WEIGHT,
  });
};

const withoutSkill: Spoil = (activity) => {
  activity.roles.push({
    id: 'sign-team',
    name: '手语导览员',
    skillIds: ['sign-language'],
    min: SIGN_INTERPRETERS,
    target: SIGN_INTERPRETERS,
    max: SIGN_INTERPRETERS,
    minAgeClass: 'adult',
    leader: false,
    weight: 1,
  });
};

const withoutHall: Spoil = (activity) => {
  if (activity.venue) activity.venue.minCapacity = STADIUM;
};

const onHoliday =
  (day: number, season: SeasonDays): Spoil =>
  (activity) => {
    activity.candidateStarts = [season.instant(day, 10 * 60)];
  };

/** A public holiday in the later half, when what has to come first can be over. */
function holidayOf(season: SeasonDays): number | undefined {
  const middle = (season.firstDay + season.lastDay) / 2;
  return season.calendar.holidays.map(parseDate).find((day) => season.holds(day) && day > middle);
}
