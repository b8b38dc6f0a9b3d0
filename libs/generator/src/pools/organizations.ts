import { type Dataset } from '@heli/contracts';
import { numbered } from '../ids.js';
import { type Neighbourhood } from '../places.js';
import { type Random } from '../random.js';
import { spread } from '../spread.js';

type Organization = Dataset['organizations'][number];

/** Sums over the pilot's ten organizations (docs: the pilot, Chaoyang 2013); other sizes in proportion. */
const PILOT_SUMS = {
  councilSeats: 256,
  councilSeatsHeldByResidents: 195,
  leadingPosts: 68,
  leadingPostsHeldByResidents: 34,
  subBodies: 39,
  individualMembers: 2514,
} as const;
const PILOT_COMMUNITIES = 10;

/** One organization a community. */
export function makeOrganizations(neighbourhoods: readonly Neighbourhood[], random: Random): Organization[] {
  const total = (sum: number): number => Math.round((sum * neighbourhoods.length) / PILOT_COMMUNITIES);
  const uneven = (): number[] => neighbourhoods.map(() => 0.8 + 0.4 * random.real());
  const seats = spread(total(PILOT_SUMS.councilSeats), uneven());
  const posts = spread(total(PILOT_SUMS.leadingPosts), uneven());
  const bodies = spread(total(PILOT_SUMS.subBodies), uneven());
  const members = spread(total(PILOT_SUMS.individualMembers), uneven());
  // In proportion to the seats there are, so that residents never hold more seats than a council has.
  const residentSeats = spread(total(PILOT_SUMS.councilSeatsHeldByResidents), seats);
  const residentPosts = spread(total(PILOT_SUMS.leadingPostsHeldByResidents), posts);
  const idOf = numbered('org', neighbourhoods.length, 2);
  return neighbourhoods.map(({ community, place }, i) => ({
    id: idOf(i),
    name: `${place}社区社会组织联合会`,
    communityId: community.id,
    councilSeats: seats[i] ?? 0,
    councilSeatsHeldByResidents: residentSeats[i] ?? 0,
    leadingPosts: posts[i] ?? 0,
    leadingPostsHeldByResidents: residentPosts[i] ?? 0,
    subBodies: bodies[i] ?? 0,
    individualMembers: members[i] ?? 0,
  }));
}
