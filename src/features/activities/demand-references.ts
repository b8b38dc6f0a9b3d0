import { type ProblemActivity } from '@heli/contracts';
import { GrassrootsGroup } from '../groups/index.js';
import { Organization } from '../organizations/index.js';
import { type Reference, referencesIn } from '../pools/index.js';
import { Skill } from '../skills/index.js';
import { Venue } from '../venues/index.js';

/** What an activity and the template of a series have in common. */
export type Demands = Pick<ProblemActivity, 'hostGroupId' | 'roles' | 'venue' | 'groups'> & {
  readonly organizationId?: string | undefined;
};

export function demandReferences(value: Demands, at: readonly string[] = []): Reference[] {
  return [
    ...referencesIn([...at, 'organizationId'], Organization, value.organizationId),
    ...referencesIn([...at, 'hostGroupId'], GrassrootsGroup, value.hostGroupId),
    ...value.roles.flatMap(({ skillIds }, index) =>
      referencesIn([...at, 'roles', index, 'skillIds'], Skill, skillIds),
    ),
    ...referencesIn([...at, 'venue', 'venueIds'], Venue, value.venue?.venueIds),
    ...value.groups.flatMap(({ groupIds }, index) =>
      referencesIn([...at, 'groups', index, 'groupIds'], GrassrootsGroup, groupIds),
    ),
  ];
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids)];

export const namedSkills = ({ roles }: Demands): string[] =>
  distinct(roles.flatMap(({ skillIds }) => skillIds));
export const namedVenues = ({ venue }: Demands): string[] => distinct(venue?.venueIds ?? []);
export const namedGroups = ({ groups }: Demands): string[] =>
  distinct(groups.flatMap(({ groupIds }) => groupIds ?? []));
