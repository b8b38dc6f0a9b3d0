import { type SeasonFigures } from '@heli/contracts';
import { type Response } from 'supertest';
import { OPERATOR_KEY, type Town, TwoTowns } from '../../support/two-towns.js';

interface Item {
  readonly id: string;
}

/** A body for a new thing of each pool, that lies in a town. */
const NEW_THINGS: Readonly<Record<string, (town: Town) => object>> = {
  'partner-units': (town) => ({ name: '新单位', communityId: `${town}-wangjing` }),
  groups: (town) => ({ name: '新队', communityId: `${town}-wangjing` }),
  volunteers: (town) => ({ name: '李强', communityId: `${town}-wangjing` }),
  venues: (town) => ({ name: '院子', communityId: `${town}-wangjing`, capacity: 10 }),
  equipment: (town) => ({ name: '帐篷', type: 'tent', quantity: 1, communityId: `${town}-wangjing` }),
  donations: (town) => ({ amountFen: 100, donorUnitId: `${town}-shop` }),
  seasons: (town) => ({
    name: '夏',
    start: '2013-07-01T00:00:00+08:00',
    end: '2013-08-01T00:00:00+08:00',
    communityIds: [`${town}-wangjing`],
  }),
  activities: (town) => ({
    seasonId: town,
    title: '剪纸',
    kind: 'training',
    communityId: `${town}-wangjing`,
    durationMinutes: 60,
    candidateStarts: ['2013-03-09T14:00:00+08:00'],
  }),
  series: (town) => ({
    seasonId: town,
    title: '晨练',
    communityId: `${town}-wangjing`,
    rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=1',
    firstStart: '2013-03-10T09:00:00+08:00',
    template: { kind: 'training', durationMinutes: 60 },
  }),
};
const POOLS = Object.keys(NEW_THINGS);

describe('what a role reaches', () => {
  let towns: TwoTowns;
  let admin: string;
  let coordinator: string;
  beforeAll(async () => {
    towns = await TwoTowns.start();
    admin = await towns.tokenOf('north-admin');
    coordinator = await towns.tokenOf('north-coordinator');
  });
  afterAll(() => towns.close());

  const codeOf = ({ body }: Response): string => (body as { code: string }).code;
  const idsOf = ({ body }: Response): string[] => (body as { items: Item[] }).items.map(({ id }) => id);
  const countAll = async (): Promise<string> =>
    JSON.stringify(
      await Promise.all(
        [
          'partner_units',
          'grassroots_groups',
          'volunteers',
          'venues',
          'equipment_items',
          'donations',
          'seasons',
        ].map((table) => towns.dataSource.query(`SELECT id, version FROM ${table} ORDER BY id`)),
      ),
    );

  it.each(POOLS)('lets an admin add to %s at home, not elsewhere', async (pool) => {
    const make = NEW_THINGS[pool];
    if (make === undefined) throw new Error(pool);
    await towns.as(admin, 'post', pool).send(make('north')).expect(201);
    const refused = await towns.as(admin, 'post', pool).send(make('south')).expect(403);
    expect(codeOf(refused)).toBe('FORBIDDEN');
    const unknown = await towns
      .as(admin, 'post', pool)
      .send(JSON.parse(JSON.stringify(make('south')).replaceAll('south', 'nowhere')) as object)
      .expect(403);
    // Nobody learns by it what there is elsewhere.
    expect((unknown.body as { detail: string }).detail).toBe((refused.body as { detail: string }).detail);
  });

  it.each(POOLS)('lists and exports of %s only what is at home', async (pool) => {
    const list = await towns.as(admin, 'get', `${pool}?limit=200&count=true`).expect(200);
    expect(idsOf(list).length).toBeGreaterThan(0);
    expect(list.text).not.toContain('south');
    expect((list.body as { total: number }).total).toBe(idsOf(list).length);
  });

  it.each([
    'communities',
    'partner-units',
    'groups',
    'volunteers',
    'venues',
    'equipment',
    'donations',
    'activities',
  ])('exports of %s only what is at home', async (kind) => {
    const { text } = await towns.as(admin, 'get', `exports/${kind}.csv`).expect(200);
    expect(text).toContain('north-');
    expect(text).not.toContain('south-');
  });

  it.each(['runs', 'plans'])('lists of %s only those of seasons at home', async (pool) => {
    const list = await towns.as(admin, 'get', pool).expect(200);
    expect(idsOf(list)).toEqual([`north-${pool === 'runs' ? 'run' : 'plan'}`]);
  });

  it('does not compare a plan with a foreign one', async () => {
    const diff = (against: string) => towns.as(admin, 'get', `plans/north-plan/diff?against=${against}`);
    await diff('south-plan').expect(404);
    await diff('no-plan').expect(404);
  });

  it('keeps people from carrying things over the border', async () => {
    const move = (path: string, changes: object) =>
      towns.as(admin, 'patch', path).set('if-match', '*').send(changes);
    await move('volunteers/north-v2', { communityId: 'south-wangjing' }).expect(403);
    await move('activities/north-reading-1', { communityId: 'south-wangjing' }).expect(403);
    await move('activities/north-reading-1', { organizationId: 'south-council' }).expect(403);
    await move('seasons/north', { communityIds: ['north-wangjing', 'south-wangjing'] }).expect(403);
    await move('donations/north-gift', { earmark: { communityIds: ['south-wangjing'] } }).expect(403);
    await towns
      .as(admin, 'post', 'activities')
      .send({ ...NEW_THINGS.activities?.('north'), seasonId: 'south' })
      .expect(403);
  });

  it('lets nobody move the organization that their role is in, for with it goes all that they reach', async () => {
    const own = 'organizations/north-council';
    for (const role of ['admin', 'council']) {
      const token = await towns.tokenOf(`north-${role}`);
      const move = (method: string, body: object) =>
        towns.as(token, method, own).set('if-match', '*').send(body);
      expect(codeOf(await move('patch', { communityId: 'south-wangjing' }).expect(403))).toBe('FORBIDDEN');
      await move('put', { name: '理事会', communityId: 'south-wangjing' }).expect(403);
      await move('patch', { subBodies: role === 'admin' ? 3 : 4 }).expect(200);
      await towns.as(token, 'get', 'volunteers/south-v1').expect(404);
    }
    await towns
      .asOperator('patch', own)
      .set('if-match', '*')
      .send({ communityId: 'south-wangjing' })
      .expect(200);
    await towns
      .asOperator('patch', own)
      .set('if-match', '*')
      .send({ communityId: 'north-wangjing' })
      .expect(200);
  });

  it('lets no admin give an account what is a foreign person', async () => {
    const members = 'organizations/north-council/members';
    const made = await towns.as(admin, 'post', members).send({
      login: 'thief',
      role: 'volunteer',
      password: 'a long enough password',
      volunteerId: 'south-v1',
    });
    expect([made.status, codeOf(made)]).toEqual([422, 'REFERENCE_UNKNOWN']);
    const { accountId } = await towns.member('north', 'own-thief', 'volunteer', { volunteerId: 'north-v3' });
    for (const foreign of [{ volunteerId: 'south-v1' }, { partnerUnitId: 'south-shop' }]) {
      const changed = await towns
        .as(admin, 'patch', `accounts/${accountId}`)
        .set('if-match', '*')
        .send(foreign);
      expect([changed.status, codeOf(changed)]).toEqual([422, 'REFERENCE_UNKNOWN']);
    }
  });

  it('does in bulk nothing of what is not allowed, and says of foreign things that there are none', async () => {
    const before = await countAll();
    const refused = await towns
      .as(coordinator, 'post', 'volunteers/bulk')
      .send({
        create: [{ id: 'north-new', communityId: 'north-wangjing' }],
        patch: [{ id: 'south-v1', version: '*', changes: { name: '改名' } }],
        delete: [{ id: 'south-v2', version: '*' }],
      })
      .expect(422);
    const told = (refused.body as { errors: { pointer: string; code: string }[] }).errors;
    expect(told.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/patch/0', 'not_found'],
      ['/delete/0', 'not_found'],
    ]);
    await towns
      .as(coordinator, 'post', 'volunteers/bulk')
      .send({ create: [{ communityId: 'south-wangjing' }] })
      .expect(422);
    expect(await countAll()).toBe(before);
  });

  it('reads no table over the border', async () => {
    const bring = (table: string, kind = 'volunteers') =>
      towns.as(coordinator, 'post', `imports/${kind}`).set('content-type', 'text/csv').send(table);
    const before = await countAll();
    const refused = await bring(
      '编号,姓名,所属社区\nnorth-n1,甲,north-wangjing\nsouth-v1,乙,north-wangjing\nx9,丙,south-wangjing\n',
    );
    expect([refused.status, codeOf(refused)]).toEqual([422, 'IMPORT_REFUSED']);
    const rows = (refused.body as { errors: { row: number; code: string }[] }).errors;
    expect(rows.map(({ row, code }) => [row, code])).toEqual([
      [3, 'beyond_reach'],
      [4, 'beyond_reach'],
    ]);
    expect(await countAll()).toBe(before);
    await bring('编号,姓名,所属社区\nnorth-n1,甲,north-wangjing\n').expect(200);
    await bring('编号,名称\nnorth-wangjing,改名\n', 'communities').expect(403);
  });

  describe('in a season that two towns share', () => {
    beforeAll(async () => {
      await towns
        .asOperator('post', 'seasons')
        .send({
          id: 'both',
          name: '两地',
          start: '2013-09-01T00:00:00+08:00',
          end: '2013-10-01T00:00:00+08:00',
          communityIds: ['north-wangjing', 'south-wangjing'],
        })
        .expect(201);
    });

    it('lets each read it, plan activities of its own and try computations', async () => {
      await towns.as(admin, 'get', 'seasons/both').expect(200);
      const activity = {
        ...NEW_THINGS.activities?.('north'),
        seasonId: 'both',
        candidateStarts: ['2013-09-07T14:00:00+08:00'],
      };
      await towns.as(admin, 'post', 'activities').send(activity).expect(201);
      await towns
        .as(admin, 'post', 'activities')
        .send({ ...activity, communityId: 'south-wangjing' })
        .expect(403);
      await towns.as(admin, 'post', 'seasons/both/runs').send({}).expect(202);
    });

    it('shows each the figures of its own communities, and the platform those of all', async () => {
      const of = async (token: string, query = '') =>
        (await towns.as(token, 'get', `seasons/both/figures${query}`).expect(200)).body as SeasonFigures;
      const own = await of(admin);
      expect(own.communities.map(({ id, activities }) => [id, activities])).toEqual([['north-wangjing', 1]]);
      expect((await of(OPERATOR_KEY)).communities).toHaveLength(2);
      await towns.as(admin, 'get', 'seasons/both/figures?communityId=south-wangjing').expect(404);
    });

    it('lets only whoever has the role in both change its frame', async () => {
      const rename = (token: string) =>
        towns.as(token, 'patch', 'seasons/both').set('if-match', '*').send({ name: '两地秋季' });
      await rename(admin).expect(403);
      await towns.member('north', 'chair', 'council');
      await towns
        .asOperator('post', 'organizations/south-council/members')
        .send({ login: 'chair', role: 'council' })
        .expect(201);
      await rename(await towns.tokenOf('chair')).expect(200);
    });
  });

  describe('what is one’s own', () => {
    const patch = (token: string, path: string, changes: object) =>
      towns.as(token, 'patch', path).set('if-match', '*').send(changes);

    it('lets a volunteer say when they have time, not what they are qualified for', async () => {
      const volunteer = await towns.tokenOf('north-volunteer');
      const availability = [{ type: 'weekly', weekdays: [6], from: '09:00', to: '12:00' }];
      await patch(volunteer, 'volunteers/north-v1', { availability, phone: '13900001111' }).expect(200);
      for (const changes of [
        { reliability: 1 },
        { qualifications: [{ skillId: 'reading' }] },
        { skillIds: ['reading'] },
        { communityId: 'south-wangjing' },
        { ageClass: 'adult', guardianConsent: true },
      ]) {
        const refused = await patch(volunteer, 'volunteers/north-v1', changes).expect(403);
        expect(
          (refused.body as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer),
        ).toEqual(Object.keys(changes).map((field) => `/${field}`));
      }
      await patch(volunteer, 'volunteers/north-v2', { availability }).expect(403);
      await patch(volunteer, 'volunteers/south-v1', { availability }).expect(404);
    });

    it('lets a partner unit open its hall and see its gifts, not those of others', async () => {
      await towns
        .asOperator('post', 'donations')
        .send({ id: 'north-other-gift', amountFen: 5, seasonId: 'north' })
        .expect(201);
      const partner = await towns.tokenOf('north-partner');
      const opening = [{ type: 'weekly', weekdays: [6], from: '09:00', to: '12:00' }];
      await patch(partner, 'venues/north-room', { opening }).expect(200);
      await patch(partner, 'venues/north-room', { ownerUnitId: null }).expect(403);
      await patch(partner, 'venues/north-room', { costFen: 0 }).expect(403);
      const gifts = idsOf(await towns.as(partner, 'get', 'donations').expect(200));
      expect(gifts).toContain('north-gift');
      expect(gifts).not.toContain('north-other-gift');
      await towns.as(partner, 'get', 'donations/north-other-gift').expect(403);
    });

    it('lets a partner unit answer for its hall, and nobody for that of another', async () => {
      await towns
        .asOperator('post', 'partner-units')
        .send({ id: 'north-cafe', name: '茶馆', communityId: 'north-wangjing' })
        .expect(201);
      await towns.member('north', 'north-cafe-owner', 'partner', { partnerUnitId: 'north-cafe' });
      const owner = await towns.tokenOf('north-partner');
      const neighbour = await towns.tokenOf('north-cafe-owner');
      const confirm = (token: string, id: string) =>
        towns.as(token, 'post', `bookings/${id}/confirm`).set('if-match', '*');
      expect(idsOf(await towns.as(owner, 'get', 'bookings').expect(200))).toEqual(['north-booking']);
      await confirm(owner, 'north-booking').expect(200);
      expect(idsOf(await towns.as(neighbour, 'get', 'bookings').expect(200))).toEqual([]);
      await towns.as(neighbour, 'get', 'bookings/north-booking').expect(403);
      await confirm(neighbour, 'north-booking').expect(403);
      await confirm(neighbour, 'south-booking').expect(404);
      await towns.as(neighbour, 'get', 'venues/north-room/exceptions').expect(403);
      const closed = { start: '2013-03-09T09:00:00+08:00', end: '2013-03-09T12:00:00+08:00', open: false };
      await towns.as(owner, 'post', 'venues/north-room/exceptions').send(closed).expect(201);
      await towns.as(neighbour, 'post', 'venues/north-room/exceptions').send(closed).expect(403);
    });
  });
});
