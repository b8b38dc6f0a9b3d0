import { HISTORY_KINDS } from '@heli/contracts';
import { type Belonging } from './belongings.js';
import { type Role, ROLES } from './roles.js';

/**
 * Who may call a route. A route that is not in the matrix is refused to everybody but the operator, who is asked
 * nothing; an admin of the platform is an admin everywhere.
 */
export type Permission =
  /** Nobody has to sign in: health checks, signing in. */
  | { readonly for: 'anyone' }
  /** Whoever is signed in, about themselves or about what is nobody's. */
  | { readonly for: 'signed-in' }
  /** Admins of the platform. */
  | { readonly for: 'platform' }
  | RolePermission;

export interface RolePermission {
  readonly for: 'roles';
  /** In an organization that the thing belongs to. */
  readonly roles: readonly Role[];
  /** These only at what is their own. */
  readonly own: readonly Role[];
  /** The thing that a parameter of the path names; null: a list, or what the body names. Stores then keep to the reach. */
  readonly thing: { readonly kind: Belonging; readonly parameter: string } | null;
  /** `share`: something of it is in reach; `all`: all of it is. */
  readonly needs: 'share' | 'all';
  /** Members of the body that `own` may send. */
  readonly fields?: readonly string[];
}

const ANYONE: Permission = { for: 'anyone' };
const SIGNED_IN: Permission = { for: 'signed-in' };
const PLATFORM: Permission = { for: 'platform' };

const DECIDERS = ['admin', 'council'] as const;
const KEEPERS = ['admin', 'coordinator'] as const;
const STAFF = ['admin', 'council', 'coordinator'] as const;
const READERS = [...STAFF, 'auditor'] as const;

type More = Partial<Pick<RolePermission, 'own' | 'needs' | 'fields'>>;

/** A list, or what a body names: whoever calls it sees and changes what is in reach. */
const within = (roles: readonly Role[], more: More = {}): RolePermission => ({
  for: 'roles',
  roles,
  own: [],
  thing: null,
  needs: 'share',
  ...more,
});

/** About the thing that a parameter names. */
const of = (
  kind: Belonging,
  parameter: string,
  roles: readonly Role[],
  needs: RolePermission['needs'],
  more: More = {},
): RolePermission => ({ ...within(roles), thing: { kind, parameter }, needs, ...more });

const shareOf = (kind: Belonging, parameter: string, roles: readonly Role[], more?: More) =>
  of(kind, parameter, roles, 'share', more);
const allOf = (kind: Belonging, parameter: string, roles: readonly Role[], more?: More) =>
  of(kind, parameter, roles, 'all', more);

interface PoolRoles {
  readonly read: readonly Role[];
  readonly write: readonly Role[];
  /** Who may add and delete, where not those who may write. */
  readonly make?: readonly Role[] | 'platform';
  readonly own?: readonly Role[];
  /** What `own` may change of it; left out: nothing. */
  readonly ownFields?: readonly string[];
}

/** The eight routes that every pool has. */
function pool(path: string, kind: Belonging, roles: PoolRoles): Record<string, Permission> {
  const { read, write, make = write, own = [], ownFields } = roles;
  const list = `/api/v1/${path}`;
  const one = `${list}/:id`;
  const made = (permission: (makers: readonly Role[]) => Permission): Permission =>
    make === 'platform' ? PLATFORM : permission(make);
  return {
    [`GET ${list}`]: within(read, { own }),
    [`POST ${list}`]: made(within),
    [`POST ${list}/bulk`]: made(within),
    [`GET ${one}`]: shareOf(kind, 'id', read, { own }),
    [`GET ${one}/references`]: shareOf(
      kind,
      'id',
      READERS.filter((role) => read.includes(role)),
    ),
    [`PUT ${one}`]: allOf(kind, 'id', write),
    [`PATCH ${one}`]: allOf(kind, 'id', write, ownFields === undefined ? {} : { own, fields: ownFields }),
    [`DELETE ${one}`]: made((makers) => allOf(kind, 'id', makers)),
  };
}

const season = (roles: readonly Role[]) => shareOf('season', 'seasonId', roles);
const wholeSeason = (roles: readonly Role[]) => allOf('season', 'seasonId', roles);
const plan = (roles: readonly Role[]) => shareOf('plan', 'id', roles);
const asked = (roles: readonly Role[]) => shareOf('plan', 'planId', roles);
const members = allOf('organization', 'organizationId', ['admin']);
const readMembers = allOf('organization', 'organizationId', ['admin', 'auditor']);

/** How somebody is told. */
function told(
  audience: string,
  kind: Belonging,
  write: readonly Role[],
  own: readonly Role[] = [],
): Record<string, Permission> {
  const one = `/api/v1/notification-preferences/${audience}/:id`;
  return {
    [`GET ${one}`]: shareOf(kind, 'id', READERS, { own }),
    [`PUT ${one}`]: allOf(kind, 'id', write, { own }),
  };
}

/** Secret links to the calendar of a thing. */
function calendar(
  kind: Belonging,
  write: readonly Role[],
  own: readonly Role[] = [],
): Record<string, Permission> {
  const links = `/api/v1/calendar-links/${kind}/:id`;
  return {
    [`GET ${links}`]: shareOf(kind, 'id', READERS, { own }),
    [`POST ${links}`]: allOf(kind, 'id', write, { own }),
    [`DELETE ${links}/:linkId`]: allOf(kind, 'id', write, { own }),
  };
}

/** What happened to a thing: the same whoever changed it, so it is not for those who only see what is their own. */
const histories = (): Record<string, Permission> =>
  Object.fromEntries(
    HISTORY_KINDS.map((kind) => [`GET /api/v1/history/${kind}/:id`, shareOf(kind, 'id', READERS)]),
  );

/** Every route of the service by method and path. `docs/access.md` says the same in words. */
export const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'GET /health/live': ANYONE,
  'GET /health/ready': ANYONE,
  'GET /api/problems': ANYONE,
  'GET /api/problems/:slug': ANYONE,
  'GET /api/v1/calendars/china': SIGNED_IN,

  ...pool('communities', 'community', { read: ROLES, write: DECIDERS, make: 'platform' }),
  ...pool('organizations', 'organization', { read: ROLES, write: DECIDERS, make: 'platform' }),
  ...pool('skills', 'skill', { read: ROLES, write: [], make: 'platform' }),
  'POST /api/v1/skills': within(STAFF),
  // What refers to a skill is everybody's.
  'GET /api/v1/skills/:id/references': PLATFORM,
  ...pool('partner-units', 'partner-unit', { read: READERS, write: STAFF, own: ['partner'] }),
  ...pool('groups', 'group', { read: ROLES, write: STAFF }),
  ...pool('volunteers', 'volunteer', {
    read: READERS,
    write: KEEPERS,
    own: ['volunteer'],
    ownFields: ['availability', 'wishes', 'limits', 'minRestMinutes', 'offeredMinutes', 'phone'],
  }),
  ...pool('venues', 'venue', {
    read: ROLES,
    write: KEEPERS,
    own: ['partner'],
    ownFields: ['name', 'capacity', 'features', 'opening', 'bufferBeforeMinutes', 'bufferAfterMinutes'],
  }),
  ...pool('equipment', 'equipment', {
    read: ROLES,
    write: KEEPERS,
    own: ['partner'],
    ownFields: ['name', 'quantity', 'turnaroundMinutes'],
  }),
  ...pool('donations', 'donation', { read: READERS, write: STAFF, own: ['partner'] }),
  ...pool('seasons', 'season', { read: ROLES, write: DECIDERS }),
  ...pool('activities', 'activity', { read: ROLES, write: STAFF }),
  ...pool('series', 'series', { read: ROLES, write: STAFF }),

  'GET /api/v1/communities/:id/data-quality': shareOf('community', 'id', READERS),
  'GET /api/v1/communities/:id/data-quality/history': shareOf('community', 'id', READERS),
  'POST /api/v1/seasons/:id/successor': allOf('season', 'id', DECIDERS),
  'POST /api/v1/upkeep/:task': PLATFORM,
  'POST /api/v1/datasets/pilot': PLATFORM,

  'POST /api/v1/imports/:kind': within(KEEPERS),
  'POST /api/v1/imports/communities': PLATFORM,
  'POST /api/v1/imports/skills': PLATFORM,
  'GET /api/v1/exports/:kind.:format': within(READERS),

  'GET /api/v1/seasons/:seasonId/pins': season(READERS),
  'GET /api/v1/seasons/:seasonId/pins/:id': season(READERS),
  'POST /api/v1/seasons/:seasonId/pins': wholeSeason(DECIDERS),
  'DELETE /api/v1/seasons/:seasonId/pins/:id': wholeSeason(DECIDERS),

  // A computation changes nothing that anybody acts on: whoever has a share in the season may try.
  'POST /api/v1/seasons/:seasonId/runs': season(STAFF),
  'GET /api/v1/seasons/:seasonId/runs': season(READERS),
  'GET /api/v1/runs': within(READERS),
  'GET /api/v1/runs/:id': shareOf('run', 'id', READERS),
  'DELETE /api/v1/runs/:id': shareOf('run', 'id', STAFF),
  'GET /api/v1/runs/:id/events': shareOf('run', 'id', READERS),
  'GET /api/v1/runs/:id/problem': shareOf('run', 'id', READERS),

  // Of a season that others plan in too, each reads the figures of the communities in reach.
  'GET /api/v1/seasons/:seasonId/figures': season(READERS),

  'GET /api/v1/seasons/:seasonId/plans': season(READERS),
  'GET /api/v1/plans': within(READERS),
  'GET /api/v1/plans/:id': plan(READERS),
  'GET /api/v1/plans/:id/certificate': plan(READERS),
  'GET /api/v1/plans/:id/explanations': plan(READERS),
  'GET /api/v1/plans/:id/assignments': plan(READERS),
  'GET /api/v1/plans/:id/document': plan(READERS),
  'GET /api/v1/plans/:id/diff': plan(READERS),
  'GET /api/v1/plans/:id/changes': plan(READERS),
  'GET /api/v1/plans/:id/verification': plan(READERS),
  'POST /api/v1/plans/:id/review': allOf('plan', 'id', STAFF),
  'POST /api/v1/plans/:id/return': allOf('plan', 'id', STAFF),
  'POST /api/v1/plans/:id/publish': allOf('plan', 'id', DECIDERS),
  'DELETE /api/v1/plans/:id': allOf('plan', 'id', DECIDERS),

  'GET /api/v1/duties': within(READERS, { own: ['volunteer'] }),
  'GET /api/v1/duty-cards': within(READERS, { own: ['volunteer'] }),
  'GET /api/v1/duties/:id': shareOf('duty', 'id', READERS, { own: ['volunteer'] }),
  'POST /api/v1/duties/:id/accept': allOf('duty', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/duties/:id/decline': allOf('duty', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/duties/:id/excuse': allOf('duty', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/duties/:id/swap': allOf('duty', 'id', KEEPERS, { own: ['volunteer'] }),
  'DELETE /api/v1/duties/:id/swap': allOf('duty', 'id', KEEPERS, { own: ['volunteer'] }),
  'GET /api/v1/swaps': within(READERS, { own: ['volunteer'] }),
  'POST /api/v1/swaps/:id/accept': allOf('swap', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/swaps/:id/refuse': allOf('swap', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/duties/:id/offer': allOf('duty', 'id', KEEPERS),
  'POST /api/v1/duties/:id/withdraw': allOf('duty', 'id', KEEPERS),
  // Whose the activity is, and that volunteers act for themselves, is asked by what they call.
  'GET /api/v1/open-places': within(READERS, { own: ['volunteer'] }),
  'POST /api/v1/activities/:id/roles/:roleId/sign-up': within(KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/activities/:id/roles/:roleId/stand-ins': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/stand-in-searches': within(READERS),
  'GET /api/v1/wait-list': within(READERS, { own: ['volunteer'] }),
  'DELETE /api/v1/wait-list/:id': allOf('waiting', 'id', KEEPERS, { own: ['volunteer'] }),
  'GET /answers/duties/:token': ANYONE,
  'POST /answers/duties/:token': ANYONE,

  'GET /api/v1/bookings': within(READERS, { own: ['partner'] }),
  'GET /api/v1/bookings/:id': shareOf('booking', 'id', READERS, { own: ['partner'] }),
  'POST /api/v1/bookings/:id/confirm': allOf('booking', 'id', KEEPERS, { own: ['partner'] }),
  'POST /api/v1/bookings/:id/decline': allOf('booking', 'id', KEEPERS, { own: ['partner'] }),
  'GET /answers/bookings/:token': ANYONE,
  'POST /answers/bookings/:token': ANYONE,
  'GET /api/v1/venues/:venueId/exceptions': shareOf('venue', 'venueId', READERS, { own: ['partner'] }),
  'POST /api/v1/venues/:venueId/exceptions': allOf('venue', 'venueId', KEEPERS, { own: ['partner'] }),
  'DELETE /api/v1/venues/:venueId/exceptions/:exceptionId': allOf('venue', 'venueId', KEEPERS, {
    own: ['partner'],
  }),
  'GET /api/v1/seasons/:seasonId/resolutions': season(READERS),
  'POST /api/v1/seasons/:seasonId/resolutions': wholeSeason(DECIDERS),
  'GET /api/v1/resolutions/:id': shareOf('resolution', 'id', READERS),
  'GET /api/v1/seasons/:seasonId/rule-sets': season(READERS),
  'GET /api/v1/rule-sets/:id': shareOf('rule-set', 'id', READERS),
  'POST /api/v1/rule-sets/:id/adoption': allOf('rule-set', 'id', DECIDERS),

  'GET /api/v1/plans/:planId/recommendations': asked(READERS),
  'GET /api/v1/assignments/:id/recommendations': shareOf('assignment', 'id', READERS),
  'POST /api/v1/plans/:planId/what-if': asked(STAFF),
  'POST /api/v1/plans/:planId/replan': asked(STAFF),
  'GET /api/v1/plans/:planId/repairs': asked(READERS),
  'GET /api/v1/plans/:planId/recruitment': asked(READERS),
  'GET /api/v1/plans/:planId/stand-by': asked(READERS),
  'POST /api/v1/plans/:planId/questions': asked(STAFF),
  'GET /api/v1/plans/:planId/questions': asked(READERS),
  'GET /api/v1/questions/:id': shareOf('question', 'id', READERS),
  'DELETE /api/v1/questions/:id': shareOf('question', 'id', STAFF),

  // A partner unit reads what its own gifts did. Money leaves only by those who decide, but for what is set aside for an
  // activity: that is spent by whoever looks after the activity.
  'GET /api/v1/donations/:id/ledger': shareOf('donation', 'id', READERS, { own: ['partner'] }),
  'GET /api/v1/donations/:id/statement': shareOf('donation', 'id', READERS, { own: ['partner'] }),
  'GET /api/v1/donations/:id/statement.csv': shareOf('donation', 'id', READERS, { own: ['partner'] }),
  'GET /api/v1/partner-units/:id/statement': shareOf('partner-unit', 'id', READERS, { own: ['partner'] }),
  'GET /api/v1/partner-units/:id/statement.csv': shareOf('partner-unit', 'id', READERS, { own: ['partner'] }),
  'POST /api/v1/donations/:id/receipts': allOf('donation', 'id', STAFF),
  'POST /api/v1/donations/:id/reservations': allOf('donation', 'id', STAFF),
  'POST /api/v1/donations/:id/releases': allOf('donation', 'id', STAFF),
  'POST /api/v1/donations/:id/reports': allOf('donation', 'id', STAFF),
  'POST /api/v1/donations/:id/returns': allOf('donation', 'id', DECIDERS),
  'POST /api/v1/donations/:id/transactions/:transactionId/reversal': allOf('donation', 'id', DECIDERS),
  'POST /api/v1/activities/:id/expenses': allOf('activity', 'id', STAFF),
  'GET /api/v1/expenses': within(READERS),
  'GET /api/v1/expenses/:id': shareOf('expense', 'id', READERS),
  'POST /api/v1/expenses/:id/approval': allOf('expense', 'id', DECIDERS),
  'POST /api/v1/expenses/:id/refusal': allOf('expense', 'id', DECIDERS),
  'POST /api/v1/expenses/:id/withdrawal': allOf('expense', 'id', STAFF),
  'POST /api/v1/expenses/:id/reversal': allOf('expense', 'id', DECIDERS),
  'GET /api/v1/audit-entries': PLATFORM,
  'GET /api/v1/operations/failed-jobs': PLATFORM,
  'POST /api/v1/operations/failed-jobs/:id/retry': PLATFORM,
  'DELETE /api/v1/operations/failed-jobs/:id': PLATFORM,
  ...histories(),

  // What is told to people of several organizations is looked after by whoever runs the service.
  'GET /api/v1/notifications': PLATFORM,
  'POST /api/v1/notifications/:id/retry': PLATFORM,
  // That they were told, not what: whoever looks after an activity or a person has to know whether word went out.
  'GET /api/v1/activities/:id/messages': shareOf('activity', 'id', READERS),
  'GET /api/v1/volunteers/:id/messages': shareOf('volunteer', 'id', READERS, { own: ['volunteer'] }),
  ...told('volunteer', 'volunteer', KEEPERS, ['volunteer']),
  ...told('group', 'group', STAFF),
  ...told('venue', 'venue', KEEPERS, ['partner']),
  ...told('coordinators', 'community', KEEPERS),
  ...told('council', 'community', DECIDERS),
  ...calendar('volunteer', KEEPERS, ['volunteer']),
  ...calendar('group', STAFF),
  ...calendar('venue', STAFF, ['partner']),
  ...calendar('community', STAFF),
  'GET /feeds/:secret.ics': ANYONE,
  'POST /api/v1/volunteers/:id/busy-times': allOf('volunteer', 'id', KEEPERS, { own: ['volunteer'] }),

  // Whoever sees the code can say to be there: only those who show it to people.
  'GET /api/v1/activities/:id/check-in-code': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/activities/:id/check-in-code.svg': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/activities/:id/check-in-word': allOf('activity', 'id', KEEPERS),
  'POST /api/v1/activities/:id/check-in-word': allOf('activity', 'id', KEEPERS),
  'POST /api/v1/activities/:id/check-in': within([], { own: ['volunteer'] }),
  'POST /api/v1/activities/:id/check-out': within([], { own: ['volunteer'] }),
  'GET /api/v1/activities/:id/attendance': shareOf('activity', 'id', READERS),
  'POST /api/v1/activities/:id/attendance': allOf('activity', 'id', KEEPERS),
  'POST /api/v1/activities/:id/attendance/import': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/activities/:id/attendance-list.:format': shareOf('activity', 'id', READERS),
  'POST /api/v1/activities/:id/attendance-counts': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/activities/:id/hours': shareOf('activity', 'id', READERS),
  'POST /api/v1/activities/:id/hours/confirm': allOf('activity', 'id', KEEPERS),
  'POST /api/v1/activities/:id/hours/corrections': allOf('activity', 'id', KEEPERS),
  'GET /api/v1/seasons/:seasonId/hour-rules': season(ROLES),
  'POST /api/v1/seasons/:seasonId/hour-rules': wholeSeason(DECIDERS),
  'GET /api/v1/seasons/:seasonId/reports/attendance': season(READERS),
  'GET /api/v1/seasons/:seasonId/reports/attendance.csv': season(READERS),
  'GET /api/v1/volunteers/:id/hours': shareOf('volunteer', 'id', READERS, { own: ['volunteer'] }),
  'GET /api/v1/volunteers/:id/hour-certificates': shareOf('volunteer', 'id', READERS, { own: ['volunteer'] }),
  'POST /api/v1/volunteers/:id/hour-certificates': allOf('volunteer', 'id', KEEPERS, { own: ['volunteer'] }),
  'GET /api/v1/hour-certificates/:id': shareOf('hour-certificate', 'id', READERS, { own: ['volunteer'] }),
  'GET /api/v1/hour-certificates/:id.pdf': shareOf('hour-certificate', 'id', READERS, { own: ['volunteer'] }),
  'POST /api/v1/hour-certificates/:id/revoke': allOf('hour-certificate', 'id', KEEPERS),
  'GET /certificates/:code': ANYONE,

  'POST /api/v1/auth/sign-in': ANYONE,
  'POST /api/v1/auth/codes': ANYONE,
  'POST /api/v1/auth/codes/sign-in': ANYONE,
  'POST /api/v1/auth/refresh': ANYONE,
  'POST /api/v1/auth/sign-out': ANYONE,
  'GET /api/v1/auth/oidc/start': ANYONE,
  'GET /api/v1/auth/oidc/callback': ANYONE,
  'GET /api/v1/me/personal-data': SIGNED_IN,
  'GET /api/v1/volunteers/:id/personal-data': allOf('volunteer', 'id', KEEPERS, { own: ['volunteer'] }),
  'POST /api/v1/volunteers/:id/erasure': allOf('volunteer', 'id', ['admin'], { own: ['volunteer'] }),
  'POST /api/v1/accounts/:id/erasure': allOf('account', 'id', ['admin']),

  'GET /api/v1/me': SIGNED_IN,
  'PATCH /api/v1/me': SIGNED_IN,
  'POST /api/v1/me/password': SIGNED_IN,

  'GET /api/v1/accounts': PLATFORM,
  'GET /api/v1/accounts/:id': shareOf('account', 'id', ['admin', 'auditor']),
  'PATCH /api/v1/accounts/:id': allOf('account', 'id', ['admin']),
  'POST /api/v1/accounts/:id/password': allOf('account', 'id', ['admin']),
  'GET /api/v1/platform/members': PLATFORM,
  'POST /api/v1/platform/members': PLATFORM,
  'DELETE /api/v1/platform/members/:id': PLATFORM,
  'GET /api/v1/organizations/:organizationId/members': readMembers,
  'POST /api/v1/organizations/:organizationId/members': members,
  'DELETE /api/v1/organizations/:organizationId/members/:id': members,
  'GET /api/v1/organizations/:organizationId/api-keys': readMembers,
  'POST /api/v1/organizations/:organizationId/api-keys': members,
  'DELETE /api/v1/organizations/:organizationId/api-keys/:id': members,
};

/**
 * The entry of a route: that of the very kind of table where there is one, e.g. `POST /api/v1/imports/skills`, else that
 * of the template.
 */
export function permissionOf(
  method: string,
  template: string,
  parameters: Readonly<Record<string, unknown>>,
): Permission | undefined {
  const { kind } = parameters;
  const asked = method === 'HEAD' ? 'GET' : method;
  const narrow = typeof kind === 'string' ? template.replace(':kind', kind) : template;
  for (const path of [narrow, template]) {
    const key = `${asked} ${path}`;
    if (Object.hasOwn(PERMISSIONS, key)) return PERMISSIONS[key];
  }
  return undefined;
}
