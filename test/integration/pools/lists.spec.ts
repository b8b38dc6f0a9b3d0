import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { REFERRERS } from '../../../src/features/pools/referrers.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { World } from './world.js';

let app: TestApp;
const world = new World(() => app.server);
const idsOf = async (path: string): Promise<string[]> =>
  (await world.get(path)).body.items.map(({ id }: { id: string }) => id);

beforeAll(async () => {
  app = await startTestApp();
  await world.found();
  for (const [id, name] of [
    ['a', 'Chess'],
    ['b', 'Ballet'],
    ['c', 'Archery'],
  ]) {
    await world.post('groups', { id, name, communityId: 'c1' });
  }
});
afterAll(() => app.close());

describe('lists', () => {
  it('come in the order that was asked for, page by page', async () => {
    expect(await idsOf('groups?sort=name')).toEqual(['c', 'b', 'a']);
    expect(await idsOf('groups?sort=-id')).toEqual(['c', 'b', 'a']);
    expect(await idsOf('groups?sort=createdAt')).toEqual(['a', 'b', 'c']);
    const first = await world.get('groups?sort=-name&limit=2');
    const cursor = encodeURIComponent(first.body.nextCursor as string);
    expect(await idsOf(`groups?sort=-name&limit=2&cursor=${cursor}`)).toEqual(['c']);
    const other = await world.get(`groups?sort=name&cursor=${cursor}`, 400);
    expect(other.body.code).toBe('CURSOR_INVALID');
    await world.get('groups?sort=colour', 400);
    await world.get('volunteers?sort=name', 400);
  });

  it('tell how many there are on all pages, when asked', async () => {
    expect((await world.get('groups?limit=1&count=true')).body).toMatchObject({ total: 3 });
    expect((await world.get('groups?limit=1&count=true&q=ch')).body).toMatchObject({ total: 2 });
    expect((await world.get('groups?limit=1')).body.total).toBeUndefined();
  });

  it('show what was changed since a moment', async () => {
    const { body } = await world.patch('groups/b', '"1"', { tags: ['dance'] });
    const since = encodeURIComponent(body.updatedAt as string);
    expect(await idsOf(`groups?updatedSince=${since}`)).toEqual(['b']);
  });

  it('show only those whose ids are named, for names of what something else speaks of', async () => {
    expect(await idsOf('groups?id=c&id=a&id=unknown')).toEqual(['a', 'c']);
    expect(await idsOf('groups?id=b')).toEqual(['b']);
    await world.get(`groups?${Array.from({ length: 201 }, (_, at) => `id=g${at}`).join('&')}`, 400);
  });

  it('page on over ids as long as ids may be, in rare Hanzi', async () => {
    const long = (last: string) => '𠮷'.repeat(59) + last;
    for (const last of ['1', '2']) await world.post('skills', { id: long(last), name: '𪚥'.repeat(100) });
    const first = await world.get(`skills?sort=-name&limit=1`);
    expect(first.body.items).toMatchObject([{ id: long('2') }]);
    const cursor = encodeURIComponent(first.body.nextCursor as string);
    expect(await idsOf(`skills?sort=-name&limit=1&cursor=${cursor}`)).toEqual([long('1')]);
  });

  it('narrow activities by time, venue and who answers for them', async () => {
    await world.post('venues', { id: 'hall', name: '礼堂', communityId: 'c1', capacity: 50 });
    await world.post('organizations', { id: 'org', name: '理事会', communityId: 'c1' });
    const at = (day: string) => [`2013-03-${day}T14:00:00+08:00`];
    await world.post('activities', world.activity('n1', { candidateStarts: at('09') }));
    await world.post(
      'activities',
      world.activity('n2', {
        candidateStarts: at('10'),
        venue: { venueIds: ['hall'] },
        organizationId: 'org',
        hostGroupId: 'a',
      }),
    );
    const from = encodeURIComponent('2013-03-10T00:00:00+08:00');
    expect(await idsOf(`activities?from=${from}`)).toEqual(['n2']);
    expect(await idsOf(`activities?until=${from}`)).toEqual(['n1']);
    expect(await idsOf('activities?venueId=hall')).toEqual(['n2']);
    expect(await idsOf('activities?organizationId=org&hostGroupId=a')).toEqual(['n2']);
    expect(await idsOf('activities?sort=-start')).toEqual(['n2', 'n1']);
  });

  it('narrow gifts by the community in which they may be spent', async () => {
    await world.post('donations', { id: 'd-all', amountFen: 1 });
    await world.post('donations', { id: 'd-c1', amountFen: 1, earmark: { communityIds: ['c1'] } });
    expect(await idsOf('donations?communityId=c2')).toEqual(['d-all']);
    expect(await idsOf('donations?communityId=c1')).toEqual(['d-all', 'd-c1']);
  });
});

describe('what refers to a thing', () => {
  it('is told by kind, field and id, with what keeps it from being deleted', async () => {
    await world.post('volunteers', { id: 'v1', communityId: 'c2', wishes: { hostGroupIds: ['a'] } });
    const { body } = await world.get('groups/a/references');
    expect(body.items).toEqual([
      { kind: 'activities', field: 'hostGroupId', count: 1, ids: ['n2'], holds: true },
      { kind: 'volunteers', field: 'wishes.hostGroupIds', count: 1, ids: ['v1'], holds: false },
    ]);
    await world.get('groups/none/references', 404);
    const refused = await world.remove('groups/a', '*', 409);
    expect(refused.body.errors).toMatchObject([{ kind: 'activities', field: 'hostGroupId', ids: ['n2'] }]);
    await world.remove('activities/n2', '*');
    await world.remove('groups/a', '*');
    expect((await world.get('volunteers/v1')).body.wishes.hostGroupIds).toEqual([]);
  });

  it('has a word of the API for every foreign key that could hold something', async () => {
    const keys = await app.app.get(DataSource).query<{ table: string; column: string }[]>(
      `SELECT key.conrelid::regclass::text AS "table", attribute.attname AS "column"
       FROM pg_constraint key
       JOIN pg_attribute attribute ON attribute.attrelid = key.conrelid AND attribute.attnum = key.conkey[1]
       WHERE key.contype = 'f' AND key.confdeltype IN ('a', 'r')
         AND key.confrelid::regclass::text NOT IN ('allocation_runs', 'plans', 'resolutions', 'rule_sets', 'ledger_transactions', 'expenses')
         AND key.connamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThan(30);
    const nameless = keys.filter(({ table, column }) => REFERRERS[table]?.fields[column] === undefined);
    expect(nameless).toEqual([]);
  });
});

describe('the calendar of China', () => {
  it('names the traditional festivals of the years asked for, those of a lunar year that ends in January too', async () => {
    const { body } = await world.get('calendars/china?firstYear=2026');
    expect(body.festivals).toEqual([
      { date: '2026-01-26', name: 'laba' },
      { date: '2026-02-17', name: 'spring-festival' },
      { date: '2026-03-03', name: 'lantern' },
      { date: '2026-04-05', name: 'qingming' },
      { date: '2026-06-19', name: 'dragon-boat' },
      { date: '2026-08-19', name: 'qixi' },
      { date: '2026-09-25', name: 'mid-autumn' },
      { date: '2026-10-18', name: 'double-ninth' },
    ]);
  });
});
