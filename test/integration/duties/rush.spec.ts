import { type DutyView, type SignedUp } from '@heli/contracts';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

const PEOPLE = 200;

describe('two hundred people and the last fifty places', () => {
  let api: TestApp;
  let season: DutySeason;

  beforeAll(async () => {
    api = await startTestApp();
    season = await DutySeason.publish(api, riverSeasonAhead('rush'));
    const [first] = riverSeasonAhead('rush').volunteers;
    const create = Array.from({ length: PEOPLE }, (_, index) => ({ ...first, id: `rush-n${index}` }));
    await season.call('post', 'volunteers/bulk').send({ create }).expect(200);
    // Four roles of two activities on different days; the plan has filled what it was asked for.
    for (const activity of ['rush-river-1', 'rush-river-2']) {
      const { body } = await season.call('get', `activities/${activity}`).expect(200);
      const [patrol] = body.roles;
      const roles = [
        { ...patrol, target: 4 },
        { ...patrol, id: 'north', target: 20, min: 0 },
        { ...patrol, id: 'south', target: 5, min: 0 },
      ];
      await season.call('patch', `activities/${activity}`).set('if-match', '*').send({ roles }).expect(200);
    }
    await season.dataSource.query(
      `UPDATE duties SET state = 'accepted' WHERE season_id = 'rush' AND state = 'offered'`,
    );
  });
  afterAll(() => api.close());

  it('never fill a role twice, and tell everybody the truth', async () => {
    const roles = ['north', 'north', 'north', 'south'];
    const asked = Array.from({ length: PEOPLE }, (_, index) => ({
      volunteerId: `rush-n${index}`,
      activity: index % 2 === 0 ? 'rush-river-1' : 'rush-river-2',
      role: roles[index % 4] ?? 'north',
      wait: index % 3 === 0,
    }));
    // Some press twice, as people do.
    const calls = [...asked, ...asked.filter((_, index) => index % 10 === 0)];
    const answers = await Promise.all(
      calls.map(async ({ volunteerId, activity, role, wait }) => {
        const response = await season
          .call('post', `activities/${activity}/roles/${role}/sign-up`)
          .send({ volunteerId, wait });
        return { volunteerId, activity, role, wait, response };
      }),
    );
    const duties: DutyView[] = [
      ...(await season.duties('&activityId=rush-river-1')),
      ...(await season.duties('&activityId=rush-river-2')),
    ];
    const takers = new Set(
      duties.map(({ activityId, roleId, volunteerId }) => [activityId, roleId, volunteerId].join()),
    );
    for (const activity of ['rush-river-1', 'rush-river-2'])
      for (const [role, places] of [
        ['north', 20],
        ['south', 5],
      ] as const)
        expect([
          activity,
          role,
          duties.filter(({ activityId, roleId }) => activityId === activity && roleId === role).length,
        ]).toEqual([activity, role, activity === 'rush-river-1' && role === 'south' ? 0 : places]);
    const line = await season.call('get', 'wait-list?seasonId=rush&limit=200').expect(200);
    const waits = new Set(
      line.body.items.map((one: DutyView) => [one.activityId, one.roleId, one.volunteerId].join()),
    );
    for (const { volunteerId, activity, role, response } of answers) {
      const key = [activity, role, volunteerId].join();
      if (response.status === 409) {
        expect(response.body.code).toBe('PLACE_REFUSED');
        expect([key, takers.has(key), waits.has(key)]).toEqual([key, false, false]);
        continue;
      }
      expect(response.status).toBe(200);
      const { outcome } = response.body as SignedUp;
      expect([key, outcome === 'taken', outcome === 'waiting']).toEqual([
        key,
        takers.has(key),
        waits.has(key),
      ]);
    }
  });

  it('are kept from one person in two places at once, however they press', async () => {
    const { body } = await season.call('get', 'activities/rush-river-3').expect(200);
    const [patrol] = body.roles;
    const roles = ['patrol', 'north', 'south'].map((id) => ({ ...patrol, id, target: 9, min: 0 }));
    await season.call('patch', 'activities/rush-river-3').set('if-match', '*').send({ roles }).expect(200);
    const answers = await Promise.all(
      ['north', 'south', 'north', 'south', 'north', 'south'].map((role) =>
        season
          .call('post', `activities/rush-river-3/roles/${role}/sign-up`)
          .send({ volunteerId: 'rush-n199' }),
      ),
    );
    const held = await season.duties('&volunteerId=rush-n199&activityId=rush-river-3');
    expect(held).toHaveLength(1);
    for (const { status, body: answer } of answers)
      expect(status === 200 ? answer.duty.roleId : answer.errors[0].code).toBe(
        status === 200 ? held[0]?.roleId : 'serves-already',
      );
  });
});
