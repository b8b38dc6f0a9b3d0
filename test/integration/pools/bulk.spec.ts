import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../../src/audit/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { pointersOf, World } from './world.js';

let app: TestApp;
const world = new World(() => app.server);

beforeAll(async () => {
  app = await startTestApp();
  await world.found();
});
afterAll(() => app.close());

const person = (id: string, more: object = {}): object => ({ id, communityId: 'c1', ...more });
const bookOf = (entityId: string) =>
  app.app
    .get(DataSource)
    .manager.find(AuditEntry, { where: { entityId }, order: { id: 'ASC' } })
    .then((entries) => entries.map(({ action }) => action));

describe('many things at once', () => {
  it('are added, changed and deleted together, each with its entry in the audit book', async () => {
    await world.post('volunteers', person('b-old'));
    await world.post('volunteers', person('b-gone'));
    const { body } = await world.post(
      'volunteers/bulk',
      {
        create: [person('b-1'), person('b-2', { skillIds: ['driving'] }), { communityId: 'c2' }],
        patch: [{ id: 'b-old', version: 1, changes: { ageClass: 'senior' } }],
        delete: [{ id: 'b-gone', version: '*' }],
      },
      200,
    );
    expect(body).toEqual({
      created: [
        { id: 'b-1', version: 1 },
        { id: 'b-2', version: 1 },
        { id: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown, version: 1 },
      ],
      changed: [{ id: 'b-old', version: 2 }],
      deleted: ['b-gone'],
    });
    expect((await world.get('volunteers/b-2')).body.skillIds).toEqual(['driving']);
    expect((await world.get('volunteers/b-old')).body.ageClass).toBe('senior');
    await world.get('volunteers/b-gone', 404);
    expect(await bookOf('b-1')).toEqual(['volunteer.created']);
    expect(await bookOf('b-old')).toEqual(['volunteer.created', 'volunteer.changed']);
    expect(await bookOf('b-gone')).toEqual(['volunteer.created', 'volunteer.deleted']);
  });

  it('are refused together, with every fault in its place, and nothing is done', async () => {
    await world.post('skills', { id: 'taken', name: '剪纸' });
    const refused = await world.post(
      'volunteers/bulk',
      {
        create: [person('x-1'), person('x-2', { skillIds: ['juggling'] }), person('b-1')],
        patch: [
          { id: 'nobody', version: 1, changes: {} },
          { id: 'b-old', version: 1, changes: { ageClass: 'adult' } },
          { id: 'b-2', version: 1, changes: { communityId: 'nowhere' } },
        ],
        delete: [{ id: 'b-1-none', version: '*' }],
      },
      422,
    );
    expect(refused.body.code).toBe('BULK_REFUSED');
    expect(pointersOf(refused)).toEqual([
      '/create/1/skillIds/0',
      '/create/2/id',
      '/delete/0',
      '/patch/0',
      '/patch/1',
      '/patch/2/changes/communityId',
    ]);
    const codes = (refused.body.errors as { code: string }[]).map(({ code }) => code);
    expect(new Set(codes)).toEqual(
      new Set(['reference_unknown', 'already_exists', 'not_found', 'version_mismatch']),
    );
    await world.get('volunteers/x-1', 404);
  });

  it('are refused before anything is read when the request contradicts itself or is empty', async () => {
    const twice = {
      create: [person('y')],
      patch: [{ id: 'y', version: 1, changes: { ageClass: 7 } }],
      delete: [{ id: 'y' }],
    };
    expect(pointersOf(await world.post('volunteers/bulk', twice, 400))).toEqual([
      '/delete/0/id',
      '/delete/0/version',
      '/patch/0/changes/ageClass',
      '/patch/0/id',
    ]);
    expect(pointersOf(await world.post('volunteers/bulk', {}, 400))).toEqual(['']);
    const many = Array.from({ length: 1_001 }, (_, index) => person(`z-${index}`));
    expect(pointersOf(await world.post('volunteers/bulk', { create: many }, 400))).toEqual(['/create']);
  });

  it('may refer to each other, whichever comes first, and go in the order in which they can', async () => {
    const chain = ['t3', 't2', 't1'].map((id, index, ids) => {
      const before = ids[index + 1];
      return world.activity(id, { predecessorIds: before === undefined ? [] : [before] });
    });
    await world.post('activities/bulk', { create: chain }, 200);
    expect((await world.get('activities/t3')).body.predecessorIds).toEqual(['t2']);
    const circle = await world.post(
      'activities/bulk',
      { patch: [{ id: 't1', version: 1, changes: { predecessorIds: ['t3'] } }] },
      422,
    );
    expect(pointersOf(circle)).toEqual(['/patch/0/changes/predecessorIds']);
    const held = await world.post('activities/bulk', { delete: [{ id: 't1', version: 1 }] }, 422);
    expect(held.body.errors).toMatchObject([
      {
        pointer: '/delete/0',
        code: 'still_in_use',
        kind: 'activities',
        field: 'predecessorIds',
        ids: ['t2'],
      },
    ]);
    await world.post(
      'activities/bulk',
      { delete: ['t1', 't2', 't3'].map((id) => ({ id, version: 1 })) },
      200,
    );
    await world.get('activities/t1', 404);
  });

  it('bring series with their activities', async () => {
    const series = (id: string) => ({
      id,
      seasonId: 's1',
      title: '晨练',
      communityId: 'c1',
      rrule: 'FREQ=DAILY;COUNT=2',
      firstStart: '2013-03-04T07:00:00+08:00',
      template: { kind: 'training', durationMinutes: 30 },
    });
    await world.post('series/bulk', { create: [series('m1'), series('m2')] }, 200);
    expect((await world.get('activities?seriesId=m2')).body.items).toHaveLength(2);
    await world.post(
      'series/bulk',
      {
        delete: [
          { id: 'm1', version: 1 },
          { id: 'm2', version: 1 },
        ],
      },
      200,
    );
    expect((await world.get('activities?seriesId=m2')).body.items).toEqual([]);
  });

  it('of one thousand take one request', async () => {
    const thousand = Array.from({ length: 1_000 }, (_, index) =>
      person(`k-${String(index).padStart(4, '0')}`, { skillIds: ['driving'] }),
    );
    const { body } = await world.post('volunteers/bulk', { create: thousand }, 200);
    expect(body.created).toHaveLength(1_000);
    expect((await world.get('volunteers?q=k-&limit=1&count=true')).body).toMatchObject({
      total: 1_000,
      items: [{ id: 'k-0000', skillIds: ['driving'] }],
    });
  });
});

describe('replacing a thing', () => {
  it('takes the body as the whole: what is left out goes back to the default', async () => {
    await world.post('volunteers', person('r1', { skillIds: ['driving'], ageClass: 'senior' }));
    const { body, headers } = await world.put('volunteers/r1', '"1"', { communityId: 'c2' });
    expect(body).toMatchObject({ id: 'r1', version: 2, communityId: 'c2', skillIds: [], ageClass: 'adult' });
    expect(headers.etag).toBe('"2"');
    expect((await world.put('volunteers/r1', '"1"', { communityId: 'c1' }, 412)).body.code).toBe(
      'VERSION_MISMATCH',
    );
    await world.put('volunteers/nobody', '*', { communityId: 'c1' }, 404);
  });

  it('refuses to make another thing of it', async () => {
    await world.post('activities', world.activity('r2'));
    const other = { ...world.activity('r3'), seasonId: 's9' };
    expect(pointersOf(await world.put('activities/r2', '"1"', other, 400))).toEqual(['/id', '/seasonId']);
  });

  it('leaves version and audit book alone when nothing changes', async () => {
    await world.post('skills', { id: 'same', name: '书法' });
    const { body } = await world.patch('skills/same', '"1"', { name: '书法' });
    expect(body.version).toBe(1);
    await world.put('skills/same', '"1"', { name: '书法' });
    expect(await bookOf('same')).toEqual(['skill.created']);
  });
});
