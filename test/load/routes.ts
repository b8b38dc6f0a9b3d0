import {
  type ActivityRead,
  type BookingView,
  type CalendarLinkCreated,
  type DutyView,
  type PlanView,
  type SeasonRead,
  type VolunteerRead,
} from '@heli/contracts';
import { ServiceClient } from '../../src/cli/showcase/service-client.js';
import { type Site } from './site.js';

/** One request of a route; a route has several, so that not always the same rows are asked for. */
export interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What people do at the same time. */
export interface Traffic {
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Its part of all requests, of `weights` of all. */
  readonly weight: number;
  readonly requests: readonly Sent[];
}

/** Of each route so many different things. */
const VARIANTS = 40;
/** Attendance that may still be corrected: hours are not confirmed yet. */
const MARKED: ReadonlySet<DutyView['state']> = new Set(['accepted', 'checked-in', 'no-show']);
const SEARCHED = ['王', '李', '张', '陈', '1', '00', 'vol'];

interface Cast {
  readonly coordinator: ServiceClient;
  readonly as: Readonly<Record<'coordinator' | 'council' | 'auditor' | 'volunteer' | 'partner', string>>;
}

async function castOf(site: Site): Promise<Cast> {
  const [coordinator, council, auditor, volunteer, partner] = await Promise.all(
    ['coordinator', 'council', 'auditor', 'volunteer', 'partner'].map((login) => site.signIn(login)),
  );
  if (!coordinator || !council || !auditor || !volunteer || !partner) throw new Error('nobody to sign in');
  return {
    coordinator: new ServiceClient(site.address, coordinator),
    as: { coordinator, council, auditor, volunteer, partner },
  };
}

const spread = <T>(rows: readonly T[]): T[] =>
  rows.filter((_, index) => index % Math.max(1, Math.floor(rows.length / VARIANTS)) === 0).slice(0, VARIANTS);

/**
 * A working day of a community at pilot size: mostly looking (board, desk, lists, people on their phones, calendars that
 * ask again), now and then writing (attendance, answers, a volunteer's profile).
 */
export async function trafficOf(site: Site): Promise<{ traffic: Traffic[]; seasonId: string }> {
  const { coordinator, as } = await castOf(site);
  const [season] = await coordinator.all<SeasonRead>('seasons');
  if (season === undefined) throw new Error('the site has no season');
  const { id: seasonId } = season;
  const [activities, duties, volunteers, plans, bookings] = await Promise.all([
    coordinator.all<ActivityRead>(`activities?seasonId=${seasonId}`),
    coordinator.all<DutyView>(`duties?seasonId=${seasonId}`),
    coordinator.all<VolunteerRead>('volunteers'),
    coordinator.all<PlanView>(`seasons/${seasonId}/plans?state=published`),
    coordinator.all<BookingView>(`bookings?seasonId=${seasonId}`),
  ]);
  const plan = plans[0];
  if (plan === undefined) throw new Error('the site has no published plan');
  const links = await Promise.all(
    spread(volunteers).map(({ id }) =>
      coordinator.post<CalendarLinkCreated>(`calendar-links/volunteer/${id}`, { language: 'zh-CN' }),
    ),
  );
  const reads = (who: keyof Cast['as'], ...paths: string[]): Sent[] =>
    paths.map((path) => ({ path: `/api/v1/${path}`, headers: { authorization: `Bearer ${as[who]}` } }));
  const writes = (who: keyof Cast['as'], path: string, body: object): Sent => ({
    path: `/api/v1/${path}`,
    headers: {
      authorization: `Bearer ${as[who]}`,
      'content-type': 'application/json',
      'if-match': '*',
    },
    body: JSON.stringify(body),
  });
  const days = spread(activities).map((_, index) => new Date(Date.parse(season.start) + index * 86_400_000));
  const past = duties.filter(({ end, state }) => Date.parse(end) < Date.now() && MARKED.has(state));
  const ahead = duties.filter(({ start, state }) => Date.parse(start) > Date.now() && state === 'accepted');
  const get = (route: string, weight: number, requests: Sent[]): Traffic => ({
    route: `GET ${route}`,
    method: 'GET',
    weight,
    requests,
  });
  const traffic: Traffic[] = [
    get('/api/v1/activities', 6, reads('coordinator', `activities?seasonId=${seasonId}&limit=200`)),
    get(
      '/api/v1/activities/:id',
      8,
      reads('coordinator', ...spread(activities).map(({ id }) => `activities/${id}`)),
    ),
    get('/api/v1/volunteers', 4, reads('coordinator', 'volunteers?limit=50&count=true')),
    get(
      '/api/v1/volunteers?q',
      6,
      reads('coordinator', ...SEARCHED.map((text) => `volunteers?limit=50&q=${encodeURIComponent(text)}`)),
    ),
    get(
      '/api/v1/volunteers/:id',
      8,
      reads('coordinator', ...spread(volunteers).map(({ id }) => `volunteers/${id}`)),
    ),
    get(
      '/api/v1/duties',
      8,
      reads(
        'coordinator',
        ...days.map((day) => `duties?seasonId=${seasonId}&limit=200&from=${day.toISOString()}`),
      ),
    ),
    get('/api/v1/duty-cards', 12, reads('volunteer', 'duty-cards')),
    get('/api/v1/open-places', 4, reads('coordinator', `open-places?seasonId=${seasonId}`)),
    get('/api/v1/bookings', 4, reads('partner', 'bookings')),
    get(
      '/api/v1/bookings/:id',
      2,
      reads('coordinator', ...spread(bookings).map(({ id }) => `bookings/${id}`)),
    ),
    get('/api/v1/seasons/:seasonId/plans', 3, reads('council', `seasons/${seasonId}/plans`)),
    get('/api/v1/plans/:id/assignments', 4, reads('council', `plans/${plan.id}/assignments?limit=200`)),
    get('/api/v1/seasons/:seasonId/figures', 2, reads('auditor', `seasons/${seasonId}/figures`)),
    get('/api/v1/runs', 3, reads('council', `runs?seasonId=${seasonId}`)),
    get(
      '/feeds/:secret.ics',
      10,
      links.map(({ path }) => ({ path, headers: {} })),
    ),
    {
      route: 'POST /api/v1/activities/:id/attendance',
      method: 'POST',
      weight: 5,
      requests: spread(past).flatMap(({ activityId, volunteerId }) =>
        (['checked-in', 'no-show'] as const).map((state) =>
          writes('coordinator', `activities/${activityId}/attendance`, { entries: [{ volunteerId, state }] }),
        ),
      ),
    },
    {
      route: 'POST /api/v1/duties/:id/accept',
      method: 'POST',
      weight: 6,
      requests: spread(ahead).map(({ id }) => writes('coordinator', `duties/${id}/accept`, {})),
    },
    {
      route: 'PATCH /api/v1/volunteers/:id',
      method: 'PATCH',
      weight: 5,
      requests: spread(volunteers).flatMap(({ id }) =>
        [30, 45].map((minRestMinutes) => writes('coordinator', `volunteers/${id}`, { minRestMinutes })),
      ),
    },
  ];
  return { traffic, seasonId };
}
