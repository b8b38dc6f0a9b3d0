import { type PlaceView, type SignedUp } from '@heli/contracts';
import { PlaceFiller } from '../../../src/features/duties/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

/** A river season in which the first patrol has two places more than its plan fills. */
const roomy = riverSeasonAhead('room', (season) => {
  season.skills.push({ id: 'room-first-aid', name: '急救', needsQualification: true });
  const [first] = season.volunteers;
  if (first === undefined) throw new Error('Nobody');
  const extra = (id: string, more: object) => ({ ...structuredClone(first), id: `room-${id}`, ...more });
  const never = { availability: [] };
  season.volunteers.push(
    extra('ready', {}),
    extra('second', {}),
    extra('third', {}),
    extra('away', {
      availability: [{ type: 'weekly', weekdays: [3], from: '08:00', to: '12:00', status: 'available' }],
    }),
    extra('child', { ageClass: 'minor', guardianConsent: false }),
    extra('shy', {
      wishes: { kinds: [], activityIds: [], hostGroupIds: [], avoidActivityIds: ['room-river-1'] },
    }),
    extra('tired', { limits: { minutesPerSeason: 60 } }),
    extra('never', never),
  );
});

describe('places that are open', () => {
  let api: TestApp;
  let season: DutySeason;
  const place = 'activities/room-river-1/roles/patrol';

  beforeAll(async () => {
    api = await startTestApp();
    // While the plan is made the newcomers have not come yet, and two of the four places of the patrol are not asked for.
    const early = structuredClone(roomy);
    early.volunteers = early.volunteers.slice(0, 6);
    for (const { id, roles } of early.activities)
      if (id === 'room-river-1') roles.forEach((role) => (role.target = 2));
    season = await DutySeason.publish(api, early);
    for (const { ...volunteer } of roomy.volunteers.slice(6))
      await season.call('post', 'volunteers').send(volunteer).expect(201);
    const roles = roomy.activities.find(({ id }) => id === 'room-river-1')?.roles;
    await season.call('patch', 'activities/room-river-1').set('if-match', '*').send({ roles }).expect(200);
  });
  afterAll(() => api.close());

  const signUp = (volunteerId: string, more: object = {}) =>
    season.call('post', `${place}/sign-up`).send({ volunteerId: `room-${volunteerId}`, ...more });
  const codes = (body: { errors?: { code: string }[] }): string[] =>
    (body.errors ?? []).map(({ code }) => code).sort();

  it('are told to a volunteer with everything that is in the way, in their language', async () => {
    const list = async (who: string, language = 'en'): Promise<PlaceView> => {
      const { body } = await season
        .call('get', `open-places?seasonId=room&activityId=room-river-1&volunteerId=room-${who}`)
        .set('accept-language', language)
        .expect(200);
      const [shown] = (body as { items: PlaceView[] }).items;
      if (shown === undefined) throw new Error('The patrol is not shown');
      return shown;
    };
    expect(await list('ready')).toMatchObject({
      title: '河道巡护',
      role: '巡护',
      target: 4,
      open: 2,
      canSignUp: true,
      reasons: [],
    });
    const reasons = async (who: string) => (await list(who)).reasons.map(({ code }) => code).sort();
    expect(await reasons('away')).toEqual(['free']);
    expect(await reasons('child')).toEqual(['guardian']);
    expect(await reasons('tired')).toEqual(['over-hours']);
    expect(await list('shy')).toMatchObject({ canSignUp: true, reasons: [{ code: 'dislikes', soft: true }] });
    expect((await list('away', 'zh-CN')).reasons[0]?.message).toBe('活动时间（含往返路程）没有空');
  });

  it('refuse whoever breaks a rule, with every reason at once; nobody can set a rule aside, wishes a coordinator can', async () => {
    await season
      .call('patch', 'volunteers/room-tired')
      .set('if-match', '*')
      .send({ ageClass: 'minor', availability: [] })
      .expect(200);
    const refused = await signUp('tired');
    expect([refused.status, refused.body.code, codes(refused.body)]).toEqual([
      409,
      'PLACE_REFUSED',
      ['free', 'guardian', 'over-hours'],
    ]);
    const shy = await signUp('shy');
    expect(codes(shy.body)).toEqual(['dislikes']);
    const setAside = { reasons: ['dislikes'], because: '电话里说好了' };
    const hard = await signUp('tired', { setAside });
    expect(codes(hard.body)).toEqual(['free', 'guardian', 'over-hours']);
    await signUp('shy', { setAside: { reasons: ['free'], because: '…' } }).expect(400);
    await signUp('nobody').expect(404);
    await season
      .call('post', 'activities/room-river-1/roles/cook/sign-up')
      .send({ volunteerId: 'room-shy' })
      .expect(404);
    const [entry] = await season.dataSource.query<{ after: object }[]>(
      `SELECT after FROM audit_entries WHERE action = 'duty.accepted' AND after ? 'because'`,
    );
    expect(entry).toBeUndefined();
  });

  it('are taken once, keep the volunteer in every later plan, and then are full: who comes later waits in line', async () => {
    const taken = (await signUp('ready').expect(200)).body as SignedUp;
    expect(taken).toMatchObject({ outcome: 'taken', duty: { state: 'accepted', origin: 'sign-up' } });
    expect((await signUp('ready').expect(200)).body.duty.id).toBe(taken.duty?.id);
    const pins = await season.call('get', 'seasons/room/pins').expect(200);
    expect(pins.body.items.map(({ pin }: { pin: object }) => pin)).toEqual([
      { type: 'assign', activityId: 'room-river-1', roleId: 'patrol', volunteerId: 'room-ready' },
    ]);
    const shy = await signUp('shy', { setAside: { reasons: ['dislikes'], because: '电话里说好了' } }).expect(
      200,
    );
    expect(shy.body.outcome).toBe('taken');
    const [entry] = await season.dataSource.query<{ after: { because: string; setAside: string[] } }[]>(
      `SELECT after FROM audit_entries WHERE action = 'duty.accepted' AND after ? 'because'`,
    );
    expect(entry?.after).toMatchObject({ setAside: ['dislikes'], because: '电话里说好了' });
    const none = await signUp('second', { wait: false });
    expect([none.status, codes(none.body)]).toEqual([409, ['full']]);
    for (const [who, position] of [
      ['second', 1],
      ['third', 2],
      ['second', 1],
    ] as const)
      expect((await signUp(who).expect(200)).body).toMatchObject({
        outcome: 'waiting',
        waiting: { position },
      });
  });

  it('go to whoever waits longest when somebody gives one back, with a time to answer; then to the next', async () => {
    const filler = api.app.get(PlaceFiller);
    const [ready] = await season.duties('&volunteerId=room-ready');
    await season.call('post', `duties/${ready?.id}/decline`).send({}).expect(200);
    await filler.run();
    const line = async () =>
      (await season.call('get', 'wait-list?seasonId=room').expect(200)).body.items.map(
        ({ volunteerId, state, position }: { volunteerId: string; state: string; position: number }) => [
          volunteerId,
          state,
          position,
        ],
      );
    expect(await line()).toEqual([
      ['room-second', 'offered', null],
      ['room-third', 'waiting', 1],
    ]);
    const [offer] = (await season.told('volunteer:room-second')).filter(
      ({ template }) => template === 'offer',
    );
    expect(offer?.parameters.respondBy).not.toBeNull();
    await season
      .call('post', await season.link('room-second'))
      .send({ answer: 'decline' })
      .expect(200);
    await filler.run();
    await season
      .call('post', await season.link('room-third'))
      .send({ answer: 'accept' })
      .expect(200);
    expect(await line()).toEqual([
      ['room-second', 'ended', null],
      ['room-third', 'taken', null],
    ]);
    const standing = (await season.in('river-1')).filter(
      ({ state }) => state === 'offered' || state === 'accepted',
    );
    expect(standing).toHaveLength(4);
  });

  it('let who waits leave the line, and who gave a place back come again', async () => {
    const again = (await signUp('ready').expect(200)).body as SignedUp;
    expect(again).toMatchObject({ outcome: 'waiting', waiting: { position: 1 } });
    const id = String(again.waiting?.id);
    await season.call('delete', `wait-list/${id}`).expect(204);
    await season.call('delete', `wait-list/${id}`).expect(204);
    const { body } = await season.call('get', `wait-list?volunteerId=room-ready`).expect(200);
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual(['cancelled']);
  });
});
