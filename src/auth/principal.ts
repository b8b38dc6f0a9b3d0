import { type Role } from './roles.js';

/** A role in an organization, or, without one, on the whole platform: that of an admin. */
export interface Membership {
  readonly organizationId: string | null;
  /** Where the organization is. */
  readonly communityId: string | null;
  readonly role: Role;
}

/** A person with an account. */
export interface AccountPrincipal {
  readonly kind: 'account';
  readonly id: string;
  /** Chain of refresh tokens that the access token came from. */
  readonly sessionId: string;
  readonly memberships: readonly Membership[];
  /** The volunteer that this person is, and the partner unit that this person speaks for. */
  readonly volunteerId: string | null;
  readonly partnerUnitId: string | null;
}

/** A machine with a key. */
export interface KeyPrincipal {
  readonly kind: 'key';
  readonly id: string;
  readonly memberships: readonly Membership[];
}

/** Whoever runs the service: at its own machine, or with HELI_API_TOKEN. */
export interface OperatorPrincipal {
  readonly kind: 'operator';
}

export type Principal = AccountPrincipal | KeyPrincipal | OperatorPrincipal;

export const OPERATOR: OperatorPrincipal = { kind: 'operator' };

/** Who acts, as the audit book writes it: never a name. */
export const actorOf = (principal: Principal): string =>
  principal.kind === 'operator' ? 'operator' : `${principal.kind}:${principal.id}`;

export const isPlatformAdmin = (principal: Principal): boolean =>
  principal.kind === 'operator' ||
  principal.memberships.some(({ organizationId, role }) => organizationId === null && role === 'admin');
