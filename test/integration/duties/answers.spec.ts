import { type DutyCard, type DutyView } from '@heli/contracts';
import { ActionLinks } from '../../../src/auth/index.js';
import { DutyAnswers } from '../../../src/features/duties/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

describe('a volunteer who is asked', () => {
  let api: TestApp;
  let season: DutySeason;

  beforeAll(async () => {
    api = await startTestApp();
    season = await DutySeason.publish(api, riverSeasonAhead('asked'));
  });
  afterAll(() => api.close());

  /** Duties that nobody has touched yet, one after the other. */
  const fresh = async (): Promise<DutyView> => {
    const [duty] = await season.duties('&state=offered');
    if (duty === undefined) throw new Error('Everybody has answered');
    return duty;
  };
  const say = (id: string, step: string, body: object = {}) =>
    season.call('post', `duties/${id}/${step}`).send(body);
  const pinsOf = async ({ activityId, volunteerId }: DutyView): Promise<string[]> => {
    const rows = await season.dataSource.query<{ type: string }[]>(
      'SELECT type FROM season_pins WHERE activity_id = $1 AND volunteer_id = $2',
      [activityId, volunteerId],
    );
    return rows.map(({ type }) => type);
  };
  const entriesOf = ({ id }: DutyView): Promise<{ action: string; after: object }[]> =>
    season.dataSource.query('SELECT action, after FROM audit_entries WHERE entity_id = $1 ORDER BY id', [id]);

  it('has a duty for every place that the plan gives, and a time to answer', async () => {
    const duties = await season.duties();
    expect(duties.length).toBeGreaterThan(20);
    for (const { state, respondBy, start } of duties) {
      expect(state).toBe('offered');
      expect(Date.parse(String(respondBy))).toBeLessThan(Date.parse(start));
    }
    const page = await season.call('get', `duties?seasonId=asked&limit=5&count=true`).expect(200);
    expect(page.body).toMatchObject({ total: duties.length });
    const next = await season.call('get', `duties?seasonId=asked&limit=5&cursor=${page.body.nextCursor}`);
    expect(next.body.items[0].id).toBe(duties[5]?.id);
  });

  it('reads it by title, place and name; answers since an hour ago are a filter of their own', async () => {
    const cards = async (filter: string): Promise<DutyCard[]> => {
      const { body } = await season.call('get', `duty-cards?seasonId=asked&limit=200${filter}`).expect(200);
      return (body as { items: DutyCard[] }).items;
    };
    const all = await cards('');
    expect(all.map(({ id }) => id)).toEqual((await season.duties()).map(({ id }) => id));
    const [activity] = riverSeasonAhead('asked').activities.filter(({ id }) => id === all[0]?.activityId);
    expect(all[0]).toMatchObject({
      title: activity?.title,
      kind: activity?.kind,
      role: activity?.roles.find(({ id }) => id === all[0]?.roleId)?.name ?? all[0]?.roleId,
      communityId: activity?.communityId,
      timeZone: 'Asia/Shanghai',
    });
    expect(await cards('&communityId=nowhere')).toEqual([]);
    expect(await cards('&answeredSince=2013-03-01T00:00:00Z')).toEqual([]);
    const duty = await fresh();
    await say(duty.id, 'accept').expect(200);
    expect((await cards('&answeredSince=2013-03-01T00:00:00Z')).map(({ id }) => id)).toEqual([duty.id]);
  });

  it('says yes once, however often they press', async () => {
    const duty = await fresh();
    const answers = await Promise.all([1, 2, 3, 4].map(() => say(duty.id, 'accept')));
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(
      answers.map(() => [200, 'accepted']),
    );
    expect((await entriesOf(duty)).map(({ action }) => action)).toEqual(['duty.accepted']);
  });

  it('says no with a reason: nobody asks again, coordinators are told, and nobody else reads why', async () => {
    const duty = await fresh();
    await say(duty.id, 'decline', { reason: '孩子生病' }).expect(200);
    expect(await pinsOf(duty)).toEqual(['forbid-volunteer']);
    expect(await season.duty(duty.id)).toMatchObject({ state: 'declined', reason: '孩子生病' });
    const told = (await season.told('coordinators:asked-wangjing')).filter(
      ({ template }) => template === 'vacancy',
    );
    expect(told.at(-1)?.parameters).toMatchObject({ news: 'declined' });
    expect(JSON.stringify([told, await entriesOf(duty)])).not.toContain('孩子');
    const refused = await say(duty.id, 'accept');
    expect([refused.status, refused.body.code]).toEqual([409, 'STATE_CONFLICT']);
    expect(refused.body.detail).toBe('This duty is declined; it cannot be accepted now');
  });

  it('may give the place back after a yes, and a coordinator may take it, with a reason and the version seen', async () => {
    const [first, second] = await season.duties('&state=offered');
    if (first === undefined || second === undefined) throw new Error('Nobody is left');
    await say(first.id, 'accept').expect(200);
    await say(first.id, 'excuse', { reason: '出差' }).expect(200);
    expect((await season.duty(first.id)).state).toBe('excused');
    await say(second.id, 'excuse').expect(409);
    await say(second.id, 'withdraw', { reason: '改由社工负责' }).expect(428);
    await season.call('post', `duties/${second.id}/withdraw`).set('if-match', '*').send({}).expect(400);
    await season
      .call('post', `duties/${second.id}/withdraw`)
      .set('if-match', `"${second.version}"`)
      .send({ reason: '改由社工负责' })
      .expect(200);
    const [last] = (await season.told(`volunteer:${second.volunteerId}`)).slice(-1);
    expect([last?.template, last?.parameters.reason]).toEqual(['cancellation', 'not-needed']);
  });

  it('answers by the link of the message, without signing in; looking at it changes nothing', async () => {
    const duty = await fresh();
    const path = await season.link(duty.volunteerId, duty.start);
    const asked = await season.call('get', path).expect(200);
    expect(asked.headers['cache-control']).toBe('no-store');
    expect(asked.body.answers).toEqual(['accept', 'decline']);
    const again = await season.call('get', path).set('accept', 'text/html').set('accept-language', 'zh-CN');
    expect(again.text).toMatch(/<button name="answer" value="accept">接受/);
    const one = await season.call('get', `duties?volunteerId=${duty.volunteerId}&state=accepted`);
    const before = one.body.items.length as number;
    const page = await season
      .call('post', path)
      .type('form')
      .set('accept', 'text/html')
      .send('answer=accept&reason=');
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Now: accepted')]);
    const later = await season.call('get', `duties?volunteerId=${duty.volunteerId}&state=accepted`);
    expect(later.body.items).toHaveLength(before + 1);
    await season.call('post', path).send({ answer: 'decline', reason: '临时有事' }).expect(200);
    await season.call('post', path).send({ answer: 'accept' }).expect(409);
    await season.call('post', path).send({ answer: 'maybe' }).expect(400);
  });

  it('cannot answer by a link that is forged, of another purpose, over, or of a time that has changed', async () => {
    const links = api.app.get(ActionLinks);
    const duty = await fresh();
    const path = `/answers/duties/`;
    const later = new Date(duty.start);
    const forged = ['nothing', links.sign('answer-booking', JSON.stringify([duty.id, 0, 0]), later)];
    for (const token of forged) {
      const refused = await season.call('post', path + token).send({ answer: 'accept' });
      expect([refused.status, refused.body.code]).toEqual([403, 'LINK_INVALID']);
    }
    const good = (await season.link(duty.volunteerId, duty.start)).slice(path.length);
    const tampered = `${good.slice(0, -2)}${good.endsWith('A') ? 'BB' : 'AA'}`;
    await season.call('get', path + tampered).expect(403);
    const answers = api.app.get(DutyAnswers);
    await expect(
      answers.answer(good, { answer: 'accept', reason: '' }, new Date('2094-01-01')),
    ).rejects.toMatchObject({
      code: 'LINK_EXPIRED',
    });
    await season.dataSource.query(
      `UPDATE duties SET start_at = start_at + interval '1 hour', end_at = end_at + interval '1 hour' WHERE volunteer_id = $1`,
      [duty.volunteerId],
    );
    const stale = await season.call('post', path + good).send({ answer: 'accept' });
    expect([stale.status, stale.body.code]).toEqual([410, 'LINK_EXPIRED']);
    const shown = await season.call('get', path + good).set('accept', 'text/html');
    expect([shown.status, shown.text]).toEqual([410, expect.stringContaining('This link is over')]);
  });
});
