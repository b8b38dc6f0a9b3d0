import { type Dataset } from '@heli/contracts';
import { type Random } from './random.js';

type Community = Dataset['communities'][number];

/** A community as the generator knows it; pools are drawn community by community. */
export interface Neighbourhood {
  readonly community: Community;
  /** Short place name, without 社区. */
  readonly place: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Ids of the nearest communities, nearest first. */
  readonly neighbours: readonly string[];
  /** Communities that share gifts and big equipment: ten neighbours, a street office's worth. */
  readonly circle: readonly string[];
}

/**
 * Public place names of Chaoyang district with the rough centre of each area (within half a kilometre). Only names and
 * places are real: people, units and figures below them are invented.
 */
const PLACES: readonly (readonly [name: string, latitude: number, longitude: number])[] = [
  ['团结湖', 39.928, 116.467],
  ['三里屯', 39.936, 116.455],
  ['麦子店', 39.945, 116.468],
  ['左家庄', 39.956, 116.446],
  ['六里屯', 39.931, 116.484],
  ['呼家楼', 39.922, 116.462],
  ['八里庄', 39.92, 116.501],
  ['双井', 39.894, 116.462],
  ['劲松', 39.884, 116.46],
  ['潘家园', 39.875, 116.463],
];

const CIRCLE = 10; // communities
const NEIGHBOURS = 3;
const CIRCLE_HEIGHT = 0.1; // degrees of latitude that the ten places span, with a margin
const CIRCLE_WIDTH = 0.075; // degrees of longitude, likewise
const COS_LATITUDE = 0.767; // cos 39.9°: a degree of longitude over a degree of latitude

/** The pilot's ten communities; further ones repeat them as circles of ten on a grid beside it. */
export function makeNeighbourhoods(count: number): Neighbourhood[] {
  const width = String(count).length < 2 ? 2 : String(count).length;
  const circlesPerRow = Math.ceil(Math.sqrt(count / CIRCLE));
  const sites = Array.from({ length: count }, (_, i) => {
    const [name, latitude, longitude] = PLACES[i % CIRCLE] ?? ['', 0, 0];
    const circle = Math.floor(i / CIRCLE);
    const place = circle === 0 ? name : `${name}${circle + 1}区`;
    return {
      id: `com-${String(i + 1).padStart(width, '0')}`,
      place,
      latitude: round(latitude + Math.floor(circle / circlesPerRow) * CIRCLE_HEIGHT),
      longitude: round(longitude + (circle % circlesPerRow) * CIRCLE_WIDTH),
    };
  });
  return sites.map((site, i) => {
    const near = sites.slice(Math.max(0, i - 2 * CIRCLE), i + 2 * CIRCLE + 1);
    const firstOfCircle = Math.floor(i / CIRCLE) * CIRCLE;
    return {
      community: {
        id: site.id,
        name: `${site.place}社区`,
        regionCode: `110105${String(i + 1).padStart(3, '0')}`, // 110105 is Chaoyang; the rest is invented
        timeZone: 'Asia/Shanghai',
        location: { latitude: site.latitude, longitude: site.longitude },
      },
      place: site.place,
      latitude: site.latitude,
      longitude: site.longitude,
      neighbours: near
        .filter((other) => other !== site)
        .map((other) => ({ id: other.id, distance: squaredDistance(site, other) }))
        .sort((a, b) => a.distance - b.distance)
        .slice(0, NEIGHBOURS)
        .map(({ id }) => id),
      circle: sites.slice(firstOfCircle, firstOfCircle + CIRCLE).map(({ id }) => id),
    };
  });
}

/** Uneven weights of communities, about 0.75 to 1.3. */
export const unevenWeights = (count: number, random: Random): number[] =>
  Array.from({ length: count }, () => 0.75 + 0.55 * random.real());

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

function squaredDistance(a: Point, b: Point): number {
  const north = a.latitude - b.latitude;
  const east = (a.longitude - b.longitude) * COS_LATITUDE;
  return north * north + east * east;
}

const round = (degrees: number): number => Math.round(degrees * 1000) / 1000;
