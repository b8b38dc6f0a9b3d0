import { type Problem, type ProblemCommunity, type ProblemVolunteer } from '@heli/contracts';
import { type EntityManager, In } from 'typeorm';
import { Community } from '../communities/index.js';
import { given } from '../pools/index.js';
import { VolunteerStore, type VolunteerValue } from '../volunteers/index.js';

const store = new VolunteerStore();

/** People as the rules see them, from the pools as they are now. */
export async function peopleOf(manager: EntityManager, ids: readonly string[]): Promise<ProblemVolunteer[]> {
  const rows = await store.rows(manager, [...new Set(ids)]);
  return (await store.values(manager, rows)).map(ofProblem);
}

// Who they are is nothing to the rules.
function ofProblem(value: VolunteerValue): ProblemVolunteer {
  const person: Partial<VolunteerValue> & ProblemVolunteer = { ...value };
  delete person.phone;
  delete person.name;
  return person;
}

/** The communities of a season, and those that people come from and the season did not know. */
export async function communitiesFor(
  manager: EntityManager,
  { communities }: Problem,
  people: readonly ProblemVolunteer[],
): Promise<ProblemCommunity[]> {
  const known = new Set(communities.map(({ id }) => id));
  const missing = people.flatMap(({ communityId }) => (known.has(communityId) ? [] : communityId));
  if (missing.length === 0) return [...communities];
  const rows = await manager.findBy(Community, { id: In([...new Set(missing)]) });
  const others = rows.map(({ id, name, regionCode, timeZone, latitude, longitude }): ProblemCommunity => ({
    id,
    name,
    ...given('regionCode', regionCode),
    timeZone,
    ...(latitude === null || longitude === null ? {} : { location: { latitude, longitude } }),
  }));
  return [...communities, ...others];
}
