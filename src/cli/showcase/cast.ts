import {
  type AccountRead,
  type BookingView,
  type DutyView,
  type OrganizationRead,
  type VenueRead,
} from '@heli/contracts';
import { type DemoSignIn } from '../../http/index.js';
import { type ServiceClient } from './service-client.js';

/** Roles that a demo has somebody for; the login is the role's name. */
export const CAST = ['council', 'coordinator', 'auditor', 'partner', 'volunteer', 'admin'] as const;
export type Part = (typeof CAST)[number];

export const signInsOf = (password: string): DemoSignIn[] =>
  CAST.map((role) => ({ login: role, password, role }));

/** Whom the demo's partner unit and volunteer are. */
export interface Selves {
  readonly partnerUnitId: string | null;
  readonly volunteerId: string | null;
}

const mostFrequent = (ids: readonly (string | null | undefined)[]): string | null => {
  const counts = new Map<string, number>();
  for (const id of ids) if (typeof id === 'string') counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b))[0]?.[0] ?? null;
};

/** The volunteer with the most to do, and the unit that is asked most often for its halls. */
export async function selvesOf(operator: ServiceClient, now: Date): Promise<Selves> {
  const from = now.toISOString();
  const [duties, bookings, venues] = await Promise.all([
    operator.all<DutyView>(`duties?from=${from}`),
    operator.all<BookingView>('bookings'),
    operator.all<VenueRead>('venues'),
  ]);
  const ownerOf = new Map(venues.map(({ id, ownerUnitId }) => [id, ownerUnitId]));
  const asked = bookings.filter(({ state }) => state === 'asked');
  return {
    volunteerId: mostFrequent(duties.map(({ volunteerId }) => volunteerId)),
    partnerUnitId: mostFrequent(
      (asked.length > 0 ? asked : bookings).map(({ venueId }) => ownerOf.get(venueId)),
    ),
  };
}

const NAMES: Readonly<Record<Part, string>> = {
  council: '演示·理事会',
  coordinator: '演示·协调员',
  auditor: '演示·督导',
  partner: '演示·社会单位',
  volunteer: '演示·志愿者',
  admin: '演示·管理员',
};

/** Gives everybody of the cast an account with this password, and the council's people a seat in every organization. */
export async function engage(operator: ServiceClient, password: string, selves: Selves): Promise<void> {
  const accounts = await operator.all<AccountRead>('accounts');
  const organizations = await operator.all<OrganizationRead>('organizations');
  const [first] = organizations;
  for (const role of CAST) {
    const known = accounts.find(({ login }) => login === role);
    if (known !== undefined) {
      await operator.post(`accounts/${known.id}/password`, { next: password });
      continue;
    }
    const member = { login: role, displayName: NAMES[role], password };
    if (role === 'admin') await operator.post('platform/members', member);
    else if (role === 'partner') {
      const { partnerUnitId } = selves;
      if (first !== undefined && partnerUnitId !== null)
        await operator.post(`organizations/${first.id}/members`, { ...member, role, partnerUnitId });
    } else if (role === 'volunteer') {
      const { volunteerId } = selves;
      if (first !== undefined && volunteerId !== null)
        await operator.post(`organizations/${first.id}/members`, { ...member, role, volunteerId });
    } else {
      for (const [at, { id }] of organizations.entries())
        await operator.post(
          `organizations/${id}/members`,
          at === 0 ? { ...member, role } : { login: role, role },
        );
    }
  }
}
