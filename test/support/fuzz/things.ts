import { DataSource } from 'typeorm';
import { ActionLinks } from '../../../src/auth/action-links.js';
import { BookingRequest } from '../../../src/features/bookings/index.js';
import { Duty } from '../../../src/features/duties/index.js';
import { type Town, type TwoTowns } from '../two-towns.js';

/** Values of parameters that are no ids, by the parameter or the address. */
export type Links = Readonly<Record<string, readonly string[]>>;

/** Tables whose ids stand in fields and addresses, by the word that names the thing there. */
const TABLES: Readonly<Record<string, string>> = {
  account: 'accounts',
  activity: 'activities',
  assignment: 'assignments',
  booking: 'booking_requests',
  certificate: 'hour_certificates',
  community: 'communities',
  donation: 'donations',
  duty: 'duties',
  equipment: 'equipment_items',
  expense: 'expenses',
  group: 'grassroots_groups',
  key: 'api_keys',
  link: 'calendar_links',
  member: 'memberships',
  notification: 'notifications',
  organization: 'organizations',
  pin: 'season_pins',
  plan: 'plans',
  question: 'questions',
  resolution: 'resolutions',
  ruleset: 'rule_sets',
  run: 'allocation_runs',
  season: 'seasons',
  series: 'activity_series',
  skill: 'skills',
  swap: 'swap_requests',
  transaction: 'ledger_transactions',
  unit: 'partner_units',
  venue: 'venues',
  volunteer: 'volunteers',
  waiting: 'wait_list',
};

/** What a pool of the addresses holds. */
const THING_OF_POOL: Readonly<Record<string, string>> = {
  communities: 'community',
  activities: 'activity',
  duties: 'duty',
  'partner-units': 'unit',
  'hour-certificates': 'certificate',
  'rule-sets': 'ruleset',
  'wait-list': 'waiting',
  series: 'series',
  'api-keys': 'key',
};

const MOST = 60;

/** Ids of everything that is there now, in both towns. */
export class Things {
  private constructor(
    private readonly ids: ReadonlyMap<string, readonly string[]>,
    private readonly links: Links,
  ) {}

  static async read(dataSource: DataSource, links: Links): Promise<Things> {
    const parts = Object.entries(TABLES).map(
      ([thing, table]) =>
        `(SELECT '${thing}' AS thing, id::text FROM "${table}" ORDER BY random() LIMIT ${MOST})`,
    );
    const rows = await dataSource.query<{ thing: string; id: string }[]>(parts.join(' UNION ALL '));
    const ids = new Map<string, string[]>();
    for (const { thing, id } of rows) ids.set(thing, [...(ids.get(thing) ?? []), id]);
    // The database draws its sample by chance; what is made of it is to depend on the seed alone.
    for (const list of ids.values()) list.sort();
    return new Things(ids, links);
  }

  /** Those of one town, and what is nobody's. */
  of(town: Town): Things {
    const foreign = town === 'north' ? 'south' : 'north';
    const own = [...this.ids].map(
      ([thing, ids]) => [thing, ids.filter((id) => !id.startsWith(foreign))] as const,
    );
    return new Things(new Map(own), this.links);
  }

  /** Ids that a field of a body or a parameter may hold: `ownerUnitId`, `skillId`, `roleId`. */
  named(field: string): readonly string[] {
    const name = field.replace(/Ids?$/, '').toLowerCase();
    if (name === field.toLowerCase() && field !== 'against') return [];
    if (name === 'role') return ['host', 'r'];
    if (name === 'budgetline') return ['tea'];
    const thing = field === 'against' ? 'plan' : Object.keys(TABLES).find((one) => name.endsWith(one));
    return thing === undefined ? [] : (this.ids.get(thing) ?? []);
  }

  /** Values for a parameter of a path, e.g. of `{id}` in `/api/v1/venues/{id}`. */
  inPath(path: string, parameter: string): readonly string[] {
    const known = this.links[path.includes('/answers/') ? path : parameter];
    if (known !== undefined) return known;
    if (parameter !== 'id') return this.named(parameter);
    if (path.includes('{kind}')) return this.idsOf('volunteer');
    const [, pool = ''] = /([\w-]+)\/\{id\}(?!.*\{id\})/.exec(path) ?? [];
    return this.idsOf(THING_OF_POOL[pool] ?? pool.replace(/s$/, ''));
  }

  private idsOf(thing: string): readonly string[] {
    return this.ids.get(thing) ?? [];
  }
}

/** What opens something without an account, and what else stands in addresses. */
export async function linksOf(towns: TwoTowns): Promise<Links> {
  const { body } = await towns
    .asOperator('post', 'calendar-links/volunteer/north-v1')
    .send({ language: 'zh-CN' })
    .expect(201);
  const [, feed = ''] = /feeds\/([^/]+)\.ics/.exec(JSON.stringify(body)) ?? [];
  const { app } = towns.service;
  const duties = await app
    .get(DataSource)
    .getRepository(Duty)
    .find({ take: 5, order: { id: 'ASC' } });
  const bookings = await app
    .get(DataSource)
    .getRepository(BookingRequest)
    .find({ take: 5, order: { id: 'ASC' } });
  const inYears = new Date('2100-01-01T00:00:00Z');
  return {
    '/answers/duties/{token}': duties.map((duty) =>
      app
        .get(ActionLinks)
        .sign(
          'answer-duty',
          JSON.stringify([duty.id, duty.startAt.getTime(), duty.respondBy?.getTime() ?? null]),
          inYears,
        ),
    ),
    '/answers/bookings/{token}': bookings.map(({ id, askedAt }) =>
      app.get(ActionLinks).sign('answer-booking', `${id} ${askedAt.getTime().toString(36)}`, inYears),
    ),
    secret: [feed],
    code: ['north-certificate', 'south-certificate'],
    kind: ['volunteer', 'volunteers', 'venues', 'activities', 'volunteer', 'volunteer'],
    format: ['csv', 'xlsx'],
    slug: ['not-found'],
    task: ['check-data', 'plan-notices'],
  };
}
