import { Random } from '@heli/generator';
import { type AddressInfo } from 'node:net';
import request from 'supertest';
import { permissionOf } from '../../src/auth/permissions.js';
import { ROLES } from '../../src/auth/roles.js';
import { publishPlanOf } from '../support/published-town.js';
import { Changes } from '../support/fuzz/changes.js';
import { type Operation, Surface } from '../support/fuzz/operations.js';
import { type Caller, Requests } from '../support/fuzz/requests.js';
import { type Links, linksOf, Things } from '../support/fuzz/things.js';
import { type Exchange, faultsOf, type Secrets, told } from '../support/fuzz/verdict.js';
import { Samples } from '../support/fuzz/samples.js';
import { exchange } from '../support/fuzz/wire.js';
import { runsOr, SEED } from '../support/property.js';
import { CLOSED, OPERATOR_KEY, PASSWORD, type Town, TOWNS, TwoTowns } from '../support/two-towns.js';

const PHONE = '13812345678';
const RUNS = 3;

/** What takes away what later requests would ask about comes late, and what takes accounts from those who ask last. */
const ENDINGS = [/\/api-keys/, /\/members|\/accounts/, /erasure/, /auth\/refresh|sign-out|password/];

/**
 * Requests by chance at every operation of the OpenAPI document. More of them, and others: HELI_RUNS=200 HELI_SEED=7, a
 * number of requests for each operation.
 */
describe('the whole API under generated requests', () => {
  let towns: TwoTowns;
  let surface: Surface;
  let changes: Changes | null = null;
  let port: number;
  let secrets: Secrets;
  let links: Links;
  let samples: Samples;
  const callers = new Map<string, Caller>();

  beforeAll(async () => {
    towns = await TwoTowns.start({ HELI_ACCESS_TOKEN_SECONDS: '3600', HELI_ANSWER_LIMIT_MS: '1000' });
    await towns.service.app.listen(0, '127.0.0.1');
    port = (towns.service.server.address() as AddressInfo).port;
    const { body } = await request(towns.service.server).get('/api/docs.json').expect(200);
    surface = new Surface(body as ConstructorParameters<typeof Surface>[0]);
    await towns
      .asOperator('post', 'platform/members')
      .send({ login: 'root', password: PASSWORD })
      .expect(201);
    const { body: key } = await towns
      .asOperator('post', 'organizations/north-council/api-keys')
      .send({ name: 'machine', role: 'coordinator' })
      .expect(201);
    const known: [string, string | null][] = [
      ['nobody', null],
      ['somebody unknown', 'x.y.z'],
      ['operator', OPERATOR_KEY],
      ['platform', await towns.tokenOf('root')],
      ['north-machine', (key as { key: string }).key],
    ];
    for (const role of ROLES) known.push([`north-${role}`, await towns.tokenOf(`north-${role}`)]);
    for (const [name, token] of known) callers.set(name, { name, token });
    secrets = {
      always: [OPERATOR_KEY, PASSWORD, CLOSED.HELI_AUTH_SECRET, ...known.flatMap(([, token]) => token ?? [])],
      phone: PHONE,
      mentioned: new Set(),
      seesPhone: new Set([
        'operator',
        'platform',
        'north-machine',
        'north-admin',
        'north-coordinator',
        'north-volunteer',
      ]),
    };
    await publishPlanOf(towns, 'north');
    for (const table of ['volunteers', 'venues', 'grassroots_groups', 'partner_units', 'communities'])
      await towns.dataSource.query(`UPDATE ${table} SET name = '南方' || id WHERE id LIKE 'south-%'`);
    links = await linksOf(towns);
    samples = await Samples.take(towns);
    changes = await Changes.watch(towns.service.database.url);
  });
  afterAll(async () => {
    await changes?.close();
    await towns.close();
  });

  /** Mostly somebody who may, so that more is tried than the guard. */
  const callerOf = (random: Random, { method, path }: Operation): Caller => {
    const permission = permissionOf(method, path.replace(/\{(\w+)\}/g, ':$1'), { kind: 'volunteer' });
    const may =
      permission?.for === 'roles'
        ? [...permission.roles, ...permission.own].map((role) => `north-${role}`)
        : ['operator', 'platform'];
    const name = random.chance(0.7) ? random.pick([...may, 'operator']) : random.pick([...callers.keys()]);
    return callers.get(name) ?? { name: 'nobody', token: null };
  };

  const isOf = (town: Town, thing: object): boolean =>
    !TOWNS.some((other) => other !== town && JSON.stringify(thing).includes(`"${other}`));

  /** Asks each operation so many times; what was wrong with the answers. */
  const attack = async (
    operations: readonly Operation[],
    times: number,
    stream: string,
  ): Promise<string[]> => {
    const random = new Random(SEED, stream);
    const found = new Map<string, string>();
    for (const operation of operations) {
      const things = await Things.read(towns.dataSource, links);
      const alike = await samples.things(operation.path);
      for (let round = 0; round < times; round++) {
        const caller = callerOf(random, operation);
        // Whoever may everything is kept to one town at a time: they would tie both together.
        const town = caller.name.startsWith('north-') ? null : random.pick(TOWNS);
        const requests = new Requests(
          surface,
          random,
          town === null ? things : things.of(town),
          town === null ? alike : alike.filter((one) => isOf(town, one)),
          samples.files(),
        );
        const sent = requests.of(operation, caller);
        const received = await exchange(port, sent);
        const met: Exchange = { operation, caller, sent, received, changed: (await changes?.take()) ?? [] };
        const faults = faultsOf(met, secrets);
        const kind = `${operation.method} ${operation.path} ${faults.join()}`;
        if (faults.length > 0 && !found.has(kind)) found.set(kind, told(met, faults));
      }
    }
    return [...found.values()];
  };

  /** 0: leaves everything in its place. */
  const endingOf = ({ method, path }: Operation): number => {
    const at = ENDINGS.findIndex((ending) => ending.test(path));
    return at >= 0 ? at + 2 : method === 'DELETE' ? 1 : 0;
  };
  const inOrder = (wanted: (ending: number) => boolean): Operation[] =>
    new Random(SEED, 'order')
      .shuffled(surface.operations.filter((one) => wanted(endingOf(one))))
      .sort((a, b) => endingOf(a) - endingOf(b));

  it('is asked, filled and changed, and never fails, tells nothing that it should not and keeps what it refuses', async () => {
    expect(
      await attack(
        inOrder((ending) => ending === 0),
        runsOr(RUNS),
        'asked',
      ),
    ).toEqual([]);
  });

  it('stays so while things and accounts are taken away', async () => {
    expect(
      await attack(
        inOrder((ending) => ending > 0),
        runsOr(RUNS),
        'taken away',
      ),
    ).toEqual([]);
  });

  it('is there afterwards as before', async () => {
    await request(towns.service.server).get('/health/ready').expect(200);
    const { body } = await towns.asOperator('get', 'volunteers').expect(200);
    expect((body as { items: unknown[] }).items.length).toBeGreaterThan(0);
  });
});
