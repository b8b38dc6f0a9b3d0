import { isPlatformAdmin, type Principal } from './principal.js';
import { type Role } from './roles.js';

/**
 * Whose a thing is. The schema knows communities and organizations: a thing lies in communities, and belongs to the
 * organizations that are there.
 */
export interface Owners {
  /** Where it lies: who changes it needs the role in each of them. None: the platform alone changes it. */
  readonly communities: readonly string[];
  /** Set where organizations answer for it and not the communities: each of them. */
  readonly organizations?: readonly string[];
  /** Further communities that use it: they read it. */
  readonly guests?: readonly string[];
  /** Everybody reads it. */
  readonly common?: boolean;
  /** The person and the partner unit whose own it is. */
  readonly volunteer?: string;
  readonly partner?: string;
}

/** How far somebody's roles go on one route. */
export interface Area {
  readonly communities: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  /** Own things, where the route lets people at theirs. */
  readonly volunteer: string | null;
  readonly partner: string | null;
}
export type Reach = Area | 'everything';

export const NOWHERE: Area = {
  communities: new Set(),
  organizations: new Set(),
  volunteer: null,
  partner: null,
};

/** Organizations in which somebody has one of the roles; with `own`, what is that person's own too. */
export function reachOf(principal: Principal, roles: readonly Role[], own: readonly Role[] = []): Reach {
  if (principal.kind === 'operator' || isPlatformAdmin(principal)) return 'everything';
  const held = principal.memberships.filter(({ role }) => roles.includes(role));
  const ids = (all: readonly (string | null)[]) => new Set(all.filter((id) => id !== null));
  const owns = (role: Role): boolean =>
    own.includes(role) && principal.memberships.some((membership) => membership.role === role);
  const account = principal.kind === 'account' ? principal : undefined;
  return {
    communities: ids(held.map(({ communityId }) => communityId)),
    organizations: ids(held.map(({ organizationId }) => organizationId)),
    volunteer: owns('volunteer') ? (account?.volunteerId ?? null) : null,
    partner: owns('partner') ? (account?.partnerUnitId ?? null) : null,
  };
}

const isOwn = (area: Area, { volunteer, partner }: Owners): boolean =>
  (volunteer !== undefined && volunteer === area.volunteer) ||
  (partner !== undefined && partner === area.partner);

/** Whether something of it is in reach: enough to read it. */
export function shares(reach: Reach, owners: Owners): boolean {
  if (reach === 'everything' || owners.common === true || isOwn(reach, owners)) return true;
  const { communities, organizations = [], guests = [] } = owners;
  return (
    [...communities, ...guests].some((id) => reach.communities.has(id)) ||
    organizations.some((id) => reach.organizations.has(id))
  );
}

/** Whether all of it is in reach: what changing it needs. */
export function governs(reach: Reach, owners: Owners): boolean {
  if (reach === 'everything' || isOwn(reach, owners)) return true;
  const { communities, organizations } = owners;
  if (organizations !== undefined)
    return organizations.length > 0 && organizations.every((id) => reach.organizations.has(id));
  return communities.length > 0 && communities.every((id) => reach.communities.has(id));
}
