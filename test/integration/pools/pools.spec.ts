import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../../src/audit/index.js';
import { Volunteer } from '../../../src/features/volunteers/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { pointersOf, World } from './world.js';

let app: TestApp;
const world = new World(() => app.server);

beforeAll(async () => {
  app = await startTestApp();
  await world.found();
});
afterAll(() => app.close());

describe('keeping pools', () => {
  it('gives back what was put in, with a version and the id that was chosen', async () => {
    const created = await world.post('volunteers', {
      id: 'v0001',
      name: '𠮷㐂鿍 🎈 O’Brien"; DROP TABLE volunteers;--',
      communityId: 'c1',
      servesCommunityIds: ['c2'],
      skillIds: ['first-aid'],
      qualifications: [{ skillId: 'first-aid', validUntil: '2014-12-31' }],
      availability: [{ type: 'weekly', days: 'workdays', from: '18:00', to: '21:00' }],
      limits: { minutesPerWeek: 240 },
      phone: '138 1234 5678',
    });
    expect(created.headers).toMatchObject({ etag: '"1"', location: '/api/v1/volunteers/v0001' });
    const { body } = await world.get('volunteers/v0001');
    expect(body).toMatchObject({
      id: 'v0001',
      version: 1,
      name: '𠮷㐂鿍 🎈 O’Brien"; DROP TABLE volunteers;--',
      servesCommunityIds: ['c2'],
      skillIds: ['first-aid'],
      qualifications: [{ skillId: 'first-aid', validUntil: '2014-12-31' }],
      availability: [{ type: 'weekly', days: 'workdays', from: '18:00', to: '21:00', status: 'available' }],
      limits: { minutesPerWeek: 240 },
      wishes: { kinds: [], activityIds: [], hostGroupIds: [], avoidActivityIds: [] },
      phone: '138****5678',
    });
  });

  it('makes an id when none is given', async () => {
    const { body } = await world.post('partner-units', {
      name: '第一小学',
      communityId: 'c1',
      isUnitMember: true,
    });
    expect(body.id).toMatch(/^[0-9a-f-]{36}$/);
    const list = await world.get('partner-units?isUnitMember=true&q=小学');
    expect(list.body.items).toHaveLength(1);
  });

  it('changes only what a patch names, and forgets what it sets to null', async () => {
    await world.post('volunteers', {
      id: 'v-patch',
      communityId: 'c1',
      skillIds: ['driving'],
      phone: '13900000001',
    });
    const changed = await world.patch('volunteers/v-patch', '"1"', { skillIds: null, ageClass: 'senior' });
    expect(changed.body).toMatchObject({
      version: 2,
      ageClass: 'senior',
      skillIds: [],
      phone: '139****0001',
    });
    await world.patch('volunteers/v-patch', '"2"', { phone: null });
    const held = await app.app.get(DataSource).manager.findOneByOrFail(Volunteer, { id: 'v-patch' });
    expect(held.phone).toBeNull();
  });

  it('refuses a change that is based on an old version, and one that names none', async () => {
    await world.post('skills', { id: 'choir', name: '合唱' });
    await world.patch('skills/choir', '"1"', { name: '合唱队' });
    const late = await world.patch('skills/choir', '"1"', { name: '别的' }, 412);
    expect(late.body.code).toBe('VERSION_MISMATCH');
    expect((await world.get('skills/choir')).body).toMatchObject({ name: '合唱队', version: 2 });
    await world.remove('skills/choir', '"1"', 412);
  });

  it('lets one of two changes at the same moment win', async () => {
    await world.post('skills', { id: 'race', name: 'race' });
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        world.patch('skills/race', '"1"', { name }).then(
          () => 'won',
          () => 'lost',
        ),
      ),
    );
    expect(answers.filter((answer) => answer === 'won')).toHaveLength(1);
    expect((await world.get('skills/race')).body.version).toBe(2);
  });

  it('names every unknown id with its place, all at once, and stores nothing', async () => {
    const refused = await world.post(
      'volunteers',
      {
        id: 'v-lost',
        communityId: 'nowhere',
        skillIds: ['first-aid', 'juggling'],
        wishes: { activityIds: ['a-none'], hostGroupIds: ['g-none'] },
      },
      422,
    );
    expect(refused.body.code).toBe('REFERENCE_UNKNOWN');
    expect(pointersOf(refused)).toEqual([
      '/communityId',
      '/skillIds/1',
      '/wishes/activityIds/0',
      '/wishes/hostGroupIds/0',
    ]);
    await world.get('volunteers/v-lost', 404);
  });

  it('refuses hostile bodies with a pointer to the field and never breaks', async () => {
    const nul = await world.post('communities', { name: 'a\u0000b' }, 400);
    expect(pointersOf(nul)).toEqual(['/name']);
    const long = await world.post('communities', { name: '长'.repeat(201) }, 400);
    expect(pointersOf(long)).toEqual(['/name']);
    const money = await world.post('donations', { amountFen: -1 }, 400);
    expect(pointersOf(money)).toEqual(['/amountFen']);
    const reversed = await world.post(
      'groups',
      {
        name: '合唱队',
        communityId: 'c1',
        availability: [{ type: 'weekly', weekdays: [6], from: '12:00', to: '09:00' }],
      },
      400,
    );
    expect(pointersOf(reversed)).toEqual(['/availability/0/to']);
    const extra = await world.post('skills', { name: 'x', isAdmin: true }, 400);
    expect(pointersOf(extra)).toEqual(['/isAdmin']);
    await world.post('skills', [] as object, 400);
    await world.get(`volunteers?q=${encodeURIComponent("%' OR 1=1 --")}`);
    await world.get('volunteers?cursor=rubbish', 400);
    await world.get('volunteers?limit=100000', 400);
  });

  it('says in Chinese what is wrong, unless English is asked for', async () => {
    const { default: request } = await import('supertest');
    const patch = (path: string, etag: string) =>
      request(app.server)
        .patch(`/api/v1/${path}`)
        .set({ 'accept-language': 'zh-CN', 'if-match': etag })
        .send({});
    expect((await patch('communities/无此社区', '*')).body.detail).toBe('没有编号为“无此社区”的社区');
    expect((await patch('communities/c1', '"9"')).body.detail).toBe('现在的版本是 1');
    const cursor = await request(app.server).get('/api/v1/skills?cursor=x').set('accept-language', 'zh-CN');
    expect(cursor.body.errors[0].message).toMatch(/翻页标记/);
    expect((await world.patch('communities/nowhere', '*', {}, 404)).body.detail).toBe(
      'Community "nowhere" is not known',
    );
  });

  it('refuses an id that is taken', async () => {
    const refused = await world.post('skills', { id: 'driving', name: 'again' }, 409);
    expect(pointersOf(refused)).toEqual(['/id']);
  });

  it('does not delete what something refers to, and says what does', async () => {
    await world.post(
      'activities',
      world.activity('a-holds', { roles: [{ id: 'r', target: 1, skillIds: ['driving'] }] }),
    );
    const refused = await world.remove('skills/driving', '"1"', 409);
    expect(refused.body.code).toBe('STILL_IN_USE');
    expect(refused.body.errors.map(({ message }: { message: string }) => message)).toContain('activity: 1');
    const community = await world.remove('communities/c1', '*', 409);
    expect(community.body.errors.map(({ message }: { message: string }) => message)).toContain('season: 1');
    await world.remove('activities/a-holds', '"1"');
    await world.get('activities/a-holds', 404);
  });

  it('pages through a list neither skipping nor repeating what was there, while others are added', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `p${String(index * 2).padStart(3, '0')}`);
    for (const id of ids)
      await world.post('equipment', {
        id,
        name: '投影仪',
        type: 'projector',
        quantity: 1,
        communityId: 'c1',
      });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await world.get(
        `equipment?type=projector&limit=7${cursor === null ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      ({ nextCursor: cursor } = page.body);
      await world.post('equipment', {
        id: `p${String(seen.length).padStart(3, '0')}-x`,
        name: '新',
        type: 'projector',
        quantity: 1,
        communityId: 'c1',
      });
    } while (cursor !== null);
    expect(seen.filter((id) => !id.endsWith('-x'))).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('narrows volunteers by community, skill and part of the name', async () => {
    await world.post('volunteers', {
      id: 'v-n1',
      name: '百分%之百',
      communityId: 'c2',
      skillIds: ['driving'],
    });
    const byName = await world.get(`volunteers?q=${encodeURIComponent('分%之')}`);
    expect(byName.body.items.map(({ id }: { id: string }) => id)).toEqual(['v-n1']);
    for (const [text, found] of [
      ['百', 1],
      ['百分', 1],
      ['分百', 0],
      ['V-N', 1],
      ['-n1', 0],
    ] as const) {
      const answer = await world.get(`volunteers?communityId=c2&count=true&q=${encodeURIComponent(text)}`);
      expect({ text, total: answer.body.total }).toEqual({ text, total: found });
    }
    const bySkill = await world.get('volunteers?communityId=c2&skillId=driving');
    expect(bySkill.body.items.map(({ id }: { id: string }) => id)).toEqual(['v-n1']);
    expect((await world.get('volunteers?communityId=c1&q=v-n1')).body.items).toEqual([]);
  });

  it('writes money into the audit book in the same transaction, and personal values not at all', async () => {
    await world.post('donations', {
      id: 'd1',
      amountFen: 840_000,
      name: '张先生',
      earmark: { kinds: ['festival'] },
    });
    await world.patch('donations/d1', '"1"', { amountFen: 900_000 });
    const book = await app.app
      .get(DataSource)
      .manager.find(AuditEntry, { where: { entityId: 'd1' }, order: { id: 'ASC' } });
    expect(book.map(({ action }) => action)).toEqual(['donation.created', 'donation.changed']);
    expect(book[1]).toMatchObject({ before: { amountFen: 840_000 }, after: { amountFen: 900_000 } });
    expect(JSON.stringify(book)).not.toContain('张先生');
  });

  it('answers a repeated Idempotency-Key once', async () => {
    const { default: request } = await import('supertest');
    const send = () =>
      request(app.server)
        .post('/api/v1/organizations')
        .set('idempotency-key', 'key-1')
        .send({ name: '理事会', communityId: 'c1' });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
    expect((await world.get('organizations')).body.items).toHaveLength(1);
  });

  it('refuses more residents in the council than it has seats', async () => {
    const refused = await world.post(
      'organizations',
      { name: '理事会', communityId: 'c1', councilSeats: 3, councilSeatsHeldByResidents: 4 },
      400,
    );
    expect(pointersOf(refused)).toEqual(['/councilSeatsHeldByResidents']);
  });

  it('keeps venues and groups with the communities that they serve', async () => {
    await world.post('partner-units', { id: 'school', name: '小学', communityId: 'c1' });
    const venue = {
      id: 'hall',
      name: '礼堂',
      communityId: 'c1',
      capacity: 80,
      ownerUnitId: 'school',
      servesCommunityIds: ['c2'],
      costFen: 12_300,
      features: ['stage'],
    };
    await world.post('venues', venue);
    expect(
      (await world.get('venues?feature=stage&minCapacity=80&ownerUnitId=school')).body.items,
    ).toMatchObject([venue]);
    expect((await world.remove('partner-units/school', '*', 409)).body.errors[0].message).toBe('venue: 1');
    await world.post('groups', {
      id: 'choir',
      name: '合唱队',
      communityId: 'c1',
      tags: ['choir'],
      activitiesPerWeek: 2,
    });
    expect((await world.get('groups?tag=choir')).body.items).toMatchObject([
      { id: 'choir', activitiesPerWeek: 2 },
    ]);
  });

  it('describes every pool in the OpenAPI document', async () => {
    const { default: request } = await import('supertest');
    const { body } = await request(app.server).get('/api/docs-json');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/volunteers',
        '/api/v1/seasons/{seasonId}/pins',
        '/api/v1/series/{id}',
      ]),
    );
    const properties = body.paths['/api/v1/skills'].post.requestBody.content['application/json'].schema;
    expect(JSON.stringify([properties, body.components])).toContain('needsQualification');
  });
});
