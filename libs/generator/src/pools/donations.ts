import { type Dataset, type ActivityKind } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Shape } from '../options.js';
import { type Neighbourhood } from '../places.js';
import { SCARCE_PURPOSE } from '../programme/impossible.js';
import { type Random } from '../random.js';
import { type SeasonDays } from '../season.js';
import { spread } from '../spread.js';
import { type TypedUnit } from './partners.js';

type Donation = Dataset['donations'][number];

const PILOT_FEN = 840_000; // ¥8,400
const PILOT_COMMUNITIES = 10;
const FEN_STEP = 100; // gifts are whole yuan

export const totalGifts = (shape: Shape): number =>
  Math.round((PILOT_FEN * shape.communities) / PILOT_COMMUNITIES / FEN_STEP) * FEN_STEP;

const ORDINARY = ['materials', 'refreshments', 'printing', 'prizes', 'venue'];

interface GiftShape {
  readonly name: string;
  readonly weight: number;
  readonly kinds?: readonly ActivityKind[];
  readonly purposes: readonly string[];
  /** Share of the season after which it expires. */
  readonly until?: number;
  /** Share of the season from which it counts. */
  readonly from?: number;
  readonly ofGroup?: boolean;
}

/** Gifts to the ten communities of a circle together. */
const CIRCLE_GIFTS: readonly GiftShape[] = [
  { name: '驻区单位联合捐赠', weight: 13, purposes: ORDINARY },
  {
    name: '节庆专项捐赠',
    weight: 9,
    kinds: ['festival'],
    purposes: ['materials', 'refreshments', 'prizes', 'printing'],
  },
  { name: '节庆奖品捐赠', weight: 4, kinds: ['festival'], purposes: ['prizes'] },
  {
    name: '学习培训专项捐赠',
    weight: 8,
    kinds: ['training'],
    purposes: ['materials', 'printing', 'refreshments'],
  },
  { name: '志愿服务专项捐赠', weight: 8, kinds: ['volunteer_service'], purposes: ['materials', 'printing'] },
  { name: '居民议事茶点捐赠', weight: 3, kinds: ['self_governance'], purposes: ['refreshments', 'printing'] },
  { name: '场地费专项捐赠', weight: 5, purposes: ['venue'] },
  { name: '春季出行捐赠', weight: 2, kinds: ['volunteer_service'], purposes: [SCARCE_PURPOSE], until: 0.4 },
  { name: '春季活动捐赠', weight: 4, purposes: ORDINARY, until: 0.5 },
  { name: '夏季文艺捐赠', weight: 4, kinds: ['festival', 'training'], purposes: ORDINARY, from: 0.5 },
  { name: '草根组织支持捐赠', weight: 2, purposes: ORDINARY, ofGroup: true },
  { name: '文体队伍支持捐赠', weight: 2, purposes: ['materials', 'prizes'], ofGroup: true },
];
const COMMUNITY_WEIGHT = 40; // of all, for the gifts to single communities

export function makeDonations(
  shape: Shape,
  neighbourhoods: readonly Neighbourhood[],
  groups: readonly Dataset['groups'][number][],
  units: readonly TypedUnit[],
  season: SeasonDays,
  random: Random,
): Donation[] {
  const total = totalGifts(shape);
  const sharedFen = Math.round((total * shape.sharedBudgetShare) / FEN_STEP) * FEN_STEP;
  const wishes = [
    ...circlesOf(neighbourhoods).flatMap((circle) =>
      circleGifts(circle, neighbourhoods, groups, season, random),
    ),
    ...neighbourhoods.map(({ community, place }) => ({
      weight: (COMMUNITY_WEIGHT / PILOT_COMMUNITIES) * (0.8 + 0.4 * random.real()),
      gift: {
        name: `${place}社区爱心捐赠`,
        earmark: earmark({ communityIds: [community.id], purposes: ORDINARY }),
      },
    })),
  ];
  const steps = spread(
    (total - sharedFen) / FEN_STEP,
    wishes.map(({ weight }) => weight),
  );
  const members = units.filter(({ unit }) => unit.isUnitMember).map(({ unit }) => unit);
  const shared = { name: '共享活动资金', amountFen: sharedFen, earmark: earmark({ purposes: ORDINARY }) };
  const gifts: Omit<Donation, 'id'>[] = [
    ...(sharedFen > 0 ? [shared] : []),
    ...wishes.map(({ gift }, i) => ({
      ...gift,
      amountFen: (steps[i] ?? 0) * FEN_STEP,
      ...(members.length > 0 ? { donorUnitId: random.pick(members).id } : {}),
    })),
  ].filter(({ amountFen }) => amountFen > 0);
  const idOf = numbered('gift', gifts.length, 2);
  return gifts.map((gift, i) => ({ id: idOf(i), ...gift }));
}

function circlesOf(neighbourhoods: readonly Neighbourhood[]): (readonly string[])[] {
  return neighbourhoods
    .filter(({ community, circle }) => circle[0] === community.id)
    .map(({ circle }) => circle);
}

function circleGifts(
  circle: readonly string[],
  neighbourhoods: readonly Neighbourhood[],
  groups: readonly Dataset['groups'][number][],
  season: SeasonDays,
  random: Random,
) {
  const isAll = circle.length === neighbourhoods.length;
  const local = groups.filter(({ communityId }) => circle.includes(communityId));
  const days = season.lastDay - season.firstDay + 1;
  const instantAt = (share: number): string => season.instant(season.firstDay + Math.round(days * share), 0);
  return CIRCLE_GIFTS.map((shape) => ({
    weight: (shape.weight * circle.length) / PILOT_COMMUNITIES,
    gift: {
      name: shape.name,
      earmark: earmark({
        kinds: [...(shape.kinds ?? [])],
        communityIds: isAll ? [] : [...circle],
        hostGroupIds: shape.ofGroup ? random.sample(local, 3).map(({ id }) => id) : [],
        purposes: [...shape.purposes],
      }),
      ...(shape.from === undefined ? {} : { availableFrom: instantAt(shape.from) }),
      ...(shape.until === undefined ? {} : { expiresAt: instantAt(shape.until) }),
    },
  }));
}

const earmark = (some: Partial<Donation['earmark']>): Donation['earmark'] => ({
  kinds: some.kinds ?? [],
  communityIds: some.communityIds ?? [],
  hostGroupIds: some.hostGroupIds ?? [],
  purposes: some.purposes ?? [],
});
