import { type DataSource } from 'typeorm';
import { type TwoTowns } from '../two-towns.js';

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
  'api-keys': 'key',
};

const MOST = 60;

/** Ids of everything that is there now, in both towns. */
export class Things {
  private constructor(
    private readonly ids: ReadonlyMap<string, readonly string[]>,
    private readonly secrets: Readonly<Record<string, readonly string[]>>,
  ) {}

  static async read(
    dataSource: DataSource,
    secrets: Readonly<Record<string, readonly string[]>>,
  ): Promise<Things> {
    const parts = Object.entries(TABLES).map(
      ([thing, table]) =>
        `(SELECT '${thing}' AS thing, id::text FROM "${table}" ORDER BY random() LIMIT ${MOST})`,
    );
    const rows = await dataSource.query<{ thing: string; id: string }[]>(parts.join(' UNION ALL '));
    const ids = new Map<string, string[]>();
    for (const { thing, id } of rows) ids.set(thing, [...(ids.get(thing) ?? []), id]);
    // The database draws its sample by chance; what is made of it is to depend on the seed alone.
    for (const list of ids.values()) list.sort();
    return new Things(ids, secrets);
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
    const secret = this.secrets[`${path} ${parameter}`] ?? this.secrets[parameter];
    if (secret !== undefined) return secret;
    if (parameter !== 'id') return this.named(parameter);
    if (path.includes('{kind}'))
      return ['volunteer', 'group', 'venue', 'community'].flatMap((one) => this.of(one));
    const [, pool = ''] = /([\w-]+)\/\{id\}(?!.*\{id\})/.exec(path) ?? [];
    return this.of(THING_OF_POOL[pool] ?? pool.replace(/s$/, ''));
  }

  private of(thing: string): readonly string[] {
    return (
      this.ids.get(thing) ??
      this.ids.get(Object.keys(TABLES).find((one) => TABLES[one] === thing) ?? '') ??
      []
    );
  }
}

/** Links and codes that open something without an account. */
export async function secretsOf(towns: TwoTowns): Promise<Record<string, readonly string[]>> {
  const { body } = await towns
    .asOperator('post', 'calendar-links/volunteer/north-v1')
    .send({ language: 'zh-CN' })
    .expect(201);
  const [, feed = ''] = /feeds\/([^/]+)\.ics/.exec(JSON.stringify(body)) ?? [];
  return {
    secret: [feed],
    code: ['north-certificate', 'south-certificate'],
    kind: [
      'volunteer',
      'group',
      'venue',
      'community',
      'coordinators',
      'council',
      'volunteers',
      'venues',
      'activities',
    ],
    format: ['csv', 'xlsx'],
    slug: ['not-found'],
    task: ['data-quality', 'reminders'],
  };
}
