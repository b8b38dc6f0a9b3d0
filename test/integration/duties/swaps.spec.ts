import { type DutyView, type SwapView } from '@heli/contracts';
import { SwapStore } from '../../../src/features/duties/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

/** A patrol of four, and three who are not in it. */
const patrol = riverSeasonAhead('swap', (season) => {
  const [first] = season.volunteers;
  if (first === undefined) throw new Error('Nobody');
  const extra = (id: string, more: object) => ({ ...structuredClone(first), id: `swap-${id}`, ...more });
  season.volunteers.push(extra('late', {}), extra('other', {}), extra('away', { availability: [] }));
});

describe('a place that is handed over', () => {
  let api: TestApp;
  let season: DutySeason;

  beforeAll(async () => {
    api = await startTestApp();
    const early = structuredClone(patrol);
    early.volunteers = early.volunteers.slice(0, 6);
    season = await DutySeason.publish(api, early);
    for (const volunteer of patrol.volunteers.slice(6))
      await season.call('post', 'volunteers').send(volunteer).expect(201);
  });
  afterAll(() => api.close());

  const dutiesIn = (activityId: string): Promise<DutyView[]> => season.duties(`&activityId=${activityId}`);
  const one = async (activityId: string): Promise<DutyView> => {
    const [duty] = (await dutiesIn(activityId)).filter(({ state }) => state === 'offered');
    if (duty === undefined) throw new Error('Nobody has a place');
    await season.call('post', `duties/${duty.id}/accept`).expect(200);
    return duty;
  };
  const ask = (id: string, who: string) =>
    season.call('post', `duties/${id}/swap`).send({ volunteerId: `swap-${who}` });
  const swaps = async (state: string): Promise<SwapView[]> =>
    (
      (await season.call('get', `swaps?seasonId=swap&state=${state}`).expect(200)).body as {
        items: SwapView[];
      }
    ).items;
  const standing = async (activityId: string): Promise<string[]> =>
    (await dutiesIn(activityId))
      .filter(({ state }) => state === 'offered' || state === 'accepted')
      .map(({ volunteerId }) => volunteerId)
      .sort();

  it('stays with its volunteer until the other has taken it, and then is the other’s alone', async () => {
    const duty = await one('swap-river-1');
    const before = await standing('swap-river-1');
    const swap = (await ask(duty.id, 'late').expect(200)).body as SwapView;
    expect(swap).toMatchObject({ state: 'asked', toVolunteerId: 'swap-late', dutyId: duty.id });
    expect((await ask(duty.id, 'late').expect(200)).body.id).toBe(swap.id);
    expect(await standing('swap-river-1')).toEqual(before);
    expect((await season.told('volunteer:swap-late')).map(({ template }) => template)).toEqual(['offer']);

    const answers = await Promise.all([1, 2, 3].map(() => season.call('post', `swaps/${swap.id}/accept`)));
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(
      answers.map(() => [200, 'accepted']),
    );
    expect(await standing('swap-river-1')).toEqual(
      [...before.filter((id) => id !== duty.volunteerId), 'swap-late'].sort(),
    );
    expect(await season.duty(duty.id)).toMatchObject({ state: 'withdrawn' });
    const taken = (await dutiesIn('swap-river-1')).find(({ volunteerId }) => volunteerId === 'swap-late');
    expect(taken).toMatchObject({ state: 'accepted', origin: 'swap' });
    const pins = await season.dataSource.query<{ who: string; type: string }[]>(
      `SELECT volunteer_id AS who, type FROM season_pins WHERE activity_id = 'swap-river-1' ORDER BY type`,
    );
    expect(pins).toEqual([
      { who: 'swap-late', type: 'assign' },
      { who: duty.volunteerId, type: 'forbid-volunteer' },
    ]);
    const told = (await season.told(`volunteer:${duty.volunteerId}`)).map(({ template }) => template);
    expect(told.at(-1)).toBe('cancellation');
    // Nobody is sought for a place that has somebody.
    expect((await season.call('get', 'stand-in-searches?seasonId=swap').expect(200)).body.items).toEqual([]);
  });

  it('is asked of one at a time, refused, taken back, and ended when nobody answers', async () => {
    const duty = await one('swap-river-2');
    const first = (await ask(duty.id, 'late').expect(200)).body as SwapView;
    const second = (await ask(duty.id, 'other').expect(200)).body as SwapView;
    expect((await swaps('withdrawn')).map(({ id }) => id)).toEqual([first.id]);
    expect((await season.call('post', `swaps/${first.id}/accept`)).status).toBe(409);
    await season.call('post', `swaps/${second.id}/refuse`).expect(200);
    await season.call('post', `swaps/${second.id}/refuse`).expect(200);
    expect((await season.call('post', `swaps/${second.id}/accept`)).status).toBe(409);
    const third = (await ask(duty.id, 'other').expect(200)).body as SwapView;
    await season.call('delete', `duties/${duty.id}/swap`).expect(204);
    await season.call('delete', `duties/${duty.id}/swap`).expect(204);
    expect((await season.call('post', `swaps/${third.id}/accept`)).status).toBe(409);
    const fourth = (await ask(duty.id, 'other').expect(200)).body as SwapView;
    await season.dataSource.query(
      `UPDATE swap_requests SET respond_by = now() - interval '1 minute' WHERE id = $1`,
      [fourth.id],
    );
    expect((await season.call('post', `swaps/${fourth.id}/accept`)).status).toBe(409);
    await api.app.get(SwapStore, { strict: false }).expire();
    expect((await swaps('ended')).map(({ id }) => id)).toEqual([fourth.id]);
    expect(await season.duty(duty.id)).toMatchObject({ state: 'accepted' });
  });

  it('goes to nobody who breaks a rule there, also when that shows only later', async () => {
    const duty = await one('swap-river-3');
    const refused = await ask(duty.id, 'away').expect(409);
    expect([refused.body.code, refused.body.errors[0].code]).toEqual(['PLACE_REFUSED', 'free']);
    await ask(duty.id, 'nobody').expect(404);
    const swap = (await ask(duty.id, 'other').expect(200)).body as SwapView;
    await season
      .call('patch', 'volunteers/swap-other')
      .set('if-match', '*')
      .send({ availability: [] })
      .expect(200);
    expect((await season.call('post', `swaps/${swap.id}/accept`)).body.code).toBe('PLACE_REFUSED');
    expect(await season.duty(duty.id)).toMatchObject({ state: 'accepted' });
    await season.call('post', `duties/${duty.id}/decline`).send({}).expect(200);
    expect((await ask(duty.id, 'late')).status).toBe(409);
  });
});
