import { type Change } from '@heli/contracts';

const of = (pool: string, id: string): string => `/pools/${pool}/${encodeURIComponent(id)}`;

/** The pool in which a change is made; null where it is a decision about the activity itself. */
export function poolOf(change: Change | undefined): string | null {
  switch (change?.type) {
    case 'free-volunteer':
    case 'qualify-volunteer':
    case 'raise-limit':
    case 'withdraw-volunteer':
      return of('volunteers', change.volunteerId);
    case 'add-volunteer':
      return '/pools/volunteers';
    case 'open-venue':
    case 'share-venue':
      return of('venues', change.venueId);
    case 'raise-donation':
      return of('donations', change.donationId);
    case 'add-donation':
      return '/pools/donations';
    case 'add-equipment':
      return '/pools/equipment';
    case 'add-group':
      return '/pools/groups';
    default:
      return null;
  }
}
