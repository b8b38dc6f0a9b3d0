import { type Problem } from '@heli/contracts';

const EARTH_RADIUS_KM = 6371.0088; // mean radius, IUGG

interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres (haversine formula). */
export function distanceKm(a: Point, b: Point): number {
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Minutes of travel between the centres of two communities, by position; worked out when first asked. */
export function travelTable(problem: Problem): (from: number, to: number) => number {
  const { policy, communities } = problem;
  const known = new Map<number, number>();
  return (from, to) => {
    if (from === to) return policy.travelMinutesWithinCommunity;
    const key = Math.min(from, to) * communities.length + Math.max(from, to);
    let minutes = known.get(key);
    if (minutes === undefined) {
      const a = communities[from]?.location;
      const b = communities[to]?.location;
      minutes =
        a && b
          ? Math.ceil(distanceKm(a, b) * policy.travelMinutesPerKilometre)
          : policy.travelMinutesBetweenCommunities;
      known.set(key, minutes);
    }
    return minutes;
  };
}
