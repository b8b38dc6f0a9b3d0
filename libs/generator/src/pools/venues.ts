import { type AvailabilityWindow, type Dataset } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Neighbourhood } from '../places.js';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { away, rest, restOn, weekdays, workdays } from '../windows.js';
import { type TypedUnit, type UnitType } from './partners.js';

type Venue = Dataset['venues'][number];

interface VenueShape {
  readonly name: string;
  /** Kind of partner unit that owns it; left out: the community itself. */
  readonly owner?: UnitType;
  /** Share of communities that have it (and a unit to own it). */
  readonly share: number;
  readonly capacity: readonly [low: number, high: number];
  readonly features: readonly string[];
  readonly buffer: readonly [before: number, after: number];
  readonly costFen?: readonly number[];
  readonly needsConfirmation?: boolean;
  /** Lent to neighbouring communities too. */
  readonly shared?: boolean;
  readonly opening: (random: Random) => AvailabilityWindow[];
}

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WORKWEEK = [1, 2, 3, 4, 5];

/**
 * Rooms and squares. Saturday is the bottleneck: the activity room is let for classes after noon, the hall for weddings
 * before it, the library is full of readers, firms are closed, and some gyms stay with the school until noon.
 */
const VENUE_SHAPES: readonly VenueShape[] = [
  {
    name: '社区活动室',
    share: 1,
    capacity: [36, 60],
    features: ['indoor', 'projector-screen', 'accessible'],
    buffer: [15, 15],
    opening: (random) => [
      workdays(EVERY_DAY, '08:30', '21:30'),
      restOn([6], '09:00', '12:00'),
      restOn([7], '09:00', random.pick(['12:00', '17:00'])),
      restOn(WORKWEEK, '09:00', '17:00'),
    ],
  },
  {
    name: '文化广场',
    share: 1,
    capacity: [300, 500],
    features: ['outdoor', 'stage', 'accessible'],
    buffer: [30, 30],
    // The square belongs to the dancers after half past seven.
    opening: () => [weekdays(EVERY_DAY, '08:00', '19:30')],
  },
  {
    name: '多功能厅',
    share: 0.5,
    capacity: [80, 120],
    features: ['indoor', 'projector-screen', 'stage', 'accessible'],
    buffer: [30, 15],
    opening: () => [
      workdays(EVERY_DAY, '09:00', '21:00'),
      restOn([6], '13:00', '17:30'),
      restOn([1, 2, 3, 4, 5, 7], '09:00', '17:30'),
    ],
  },
  {
    name: '体育馆',
    owner: '小学',
    share: 0.5,
    capacity: [150, 240],
    features: ['indoor', 'gym', 'stage'],
    buffer: [30, 30],
    needsConfirmation: true,
    shared: true,
    opening: (random) => [
      restOn([6], random.pick(['08:30', '12:30']), '18:00'),
      restOn([7], '08:30', '18:00'),
      workdays(WORKWEEK, '18:30', '21:00', 'avoid'),
    ],
  },
  {
    name: '报告厅',
    owner: '中学',
    share: 0.3,
    capacity: [120, 200],
    features: ['indoor', 'projector-screen', 'stage'],
    buffer: [30, 15],
    needsConfirmation: true,
    shared: true,
    opening: () => [rest('08:30', '17:30'), workdays(WORKWEEK, '18:00', '21:00', 'avoid')],
  },
  {
    name: '阅览室',
    owner: '书店',
    share: 0.6,
    capacity: [24, 40],
    features: ['indoor', 'quiet'],
    buffer: [15, 15],
    needsConfirmation: true,
    opening: () => [workdays(EVERY_DAY, '10:00', '20:30'), rest('18:00', '20:30')],
  },
  {
    name: '会议室',
    owner: '物业公司',
    share: 0.9,
    capacity: [16, 30],
    features: ['indoor', 'projector-screen'],
    buffer: [0, 15],
    opening: () => [workdays(WORKWEEK, '09:00', '20:30')],
  },
  {
    name: '培训室',
    owner: '公司',
    share: 0.6,
    capacity: [40, 70],
    features: ['indoor', 'projector-screen', 'accessible'],
    buffer: [15, 15],
    costFen: [2000, 3000, 5000],
    needsConfirmation: true,
    opening: () => [workdays(WORKWEEK, '18:00', '21:00'), restOn([7], '09:00', '17:00')],
  },
  {
    name: '宴会厅',
    owner: '餐馆',
    share: 0.4,
    capacity: [80, 140],
    features: ['indoor', 'kitchen', 'stage'],
    buffer: [30, 30],
    costFen: [4000, 6000, 8000],
    needsConfirmation: true,
    opening: () => [weekdays(EVERY_DAY, '08:30', '11:00'), weekdays(EVERY_DAY, '14:00', '17:00')],
  },
  {
    name: '健康小屋',
    owner: '社区卫生站',
    share: 0.7,
    capacity: [12, 24],
    features: ['indoor', 'medical', 'accessible'],
    buffer: [15, 15],
    opening: () => [workdays(WORKWEEK, '08:30', '17:30'), restOn([6], '08:30', '12:00')],
  },
];

const BLACKOUT_SHARE = 0.25;

export function makeVenues(
  neighbourhoods: readonly Neighbourhood[],
  unitsByCommunity: ReadonlyMap<string, readonly TypedUnit[]>,
  season: SeasonDays,
  random: Random,
): Venue[] {
  const drawn: Omit<Venue, 'id'>[] = [];
  for (const { community, place, neighbours } of neighbourhoods) {
    const units = unitsByCommunity.get(community.id) ?? [];
    for (const shape of VENUE_SHAPES) {
      const owners = shape.owner ? units.filter(({ type }) => type === shape.owner) : [];
      if (!random.chance(shape.share) || (shape.owner && owners.length === 0)) continue;
      const owner = shape.owner ? random.pick(owners).unit : undefined;
      drawn.push({
        name: `${owner?.name ?? place}${shape.name}`,
        communityId: community.id,
        servesCommunityIds: shape.shared ? neighbours.slice(0, random.int(1, 2)) : [],
        capacity: Math.round(random.int(...shape.capacity) / 2) * 2,
        features: [...shape.features],
        opening: [...shape.opening(random), ...blackouts(season, random)],
        bufferBeforeMinutes: shape.buffer[0],
        bufferAfterMinutes: shape.buffer[1],
        costFen: shape.costFen ? random.pick(shape.costFen) : 0,
        needsConfirmation: shape.needsConfirmation ?? false,
        ...(owner ? { ownerUnitId: owner.id } : {}),
      });
    }
  }
  const idOf = numbered('venue', drawn.length, 3);
  return drawn.map((venue, i) => ({ id: idOf(i), ...venue }));
}

/** A week of repairs, examinations or somebody else's fair. */
function blackouts(season: SeasonDays, random: Random): AvailabilityWindow[] {
  if (!random.chance(BLACKOUT_SHARE)) return [];
  const first = random.int(season.firstDay, Math.max(season.firstDay, season.lastDay - 7));
  return [away(season, first, Math.min(season.lastDay, first + random.pick([1, 3, 6])))];
}
