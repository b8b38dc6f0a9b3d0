import { type DutyView } from '@heli/contracts';
import nodeIcal, { type VEvent } from 'node-ical';
import { NoticePlanner } from '../../../src/features/notices/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

describe('what people hear of a plan once volunteers have answered', () => {
  let api: TestApp;
  let season: DutySeason;
  let gone: DutyView;

  beforeAll(async () => {
    api = await startTestApp();
    season = await DutySeason.publish(api, riverSeasonAhead('living'));
    const [first] = await season.in('river-1');
    if (first === undefined) throw new Error('Nobody serves at the river');
    gone = first;
  });
  afterAll(() => api.close());

  const feed = async (volunteerId: string): Promise<VEvent[]> => {
    const { body } = await season
      .call('post', `calendar-links/volunteer/${volunteerId}`)
      .send({})
      .expect(201);
    const { text } = await season.call('get', (body as { path: string }).path).expect(200);
    return Object.values(nodeIcal.sync.parseICS(text)).filter(
      (part): part is VEvent => part.type === 'VEVENT',
    );
  };
  const eventOf = async (duty: DutyView): Promise<VEvent> => {
    const found = (await feed(duty.volunteerId)).find(
      ({ start }) => new Date(start).getTime() === new Date(duty.start).getTime(),
    );
    if (found === undefined) throw new Error('The calendar does not know of it');
    return found;
  };
  const sequenceOf = (event: VEvent): number => Number((event as unknown as { sequence: string }).sequence);

  it('cancels the event of whoever declines, under the same UID with a higher number, and brings it back when they return', async () => {
    const before = await eventOf(gone);
    await season.call('post', `duties/${gone.id}/decline`).send({}).expect(200);
    const after = await eventOf(gone);
    expect([after.uid, after.status]).toEqual([before.uid, 'CANCELLED']);
    expect(sequenceOf(after)).toBeGreaterThan(sequenceOf(before));
    await season.dataSource.query(`UPDATE duties SET state = 'offered' WHERE id = $1`, [gone.id]);
    const back = await eventOf(gone);
    expect([back.uid, back.status]).toEqual([before.uid, 'CONFIRMED']);
    expect(sequenceOf(back)).toBeGreaterThan(sequenceOf(after));
    await season.dataSource.query(`UPDATE duties SET state = 'declined' WHERE id = $1`, [gone.id]);
    expect(sequenceOf(await eventOf(gone))).toBeGreaterThan(sequenceOf(back));
  });

  it('reminds those who are counted on, and nobody else; what they gave back is open to coordinators', async () => {
    const planner = api.app.get(NoticePlanner);
    const ahead = Date.parse(gone.start) - 2 * 60 * 60 * 1000;
    await planner.plan(ahead);
    const reminded = await season.dataSource.query<{ recipient: string }[]>(
      `SELECT recipient FROM notifications WHERE template = 'reminder' AND event_key LIKE 'reminder:living-river-1:%' ORDER BY 1`,
    );
    const counted = (await season.in('river-1')).filter(({ state }) => state !== 'declined');
    expect(reminded).toEqual(
      counted
        .map(({ volunteerId }) => ({ recipient: `volunteer:${volunteerId}` }))
        .sort((a, b) => (a.recipient < b.recipient ? -1 : 1)),
    );
    const alerts = (await season.told('coordinators:living-wangjing')).filter(({ event }) =>
      event.startsWith('understaffed:living-river-1'),
    );
    expect(alerts.map(({ parameters }) => parameters.open)).toEqual([[{ role: '巡护', missing: 1 }]]);
  });

  it('tells nobody of the next plan what they know: who declined hears nothing, and is not in it', async () => {
    const before = await season.told(`volunteer:${gone.volunteerId}`);
    const { document } = await season.plan();
    const again = document.assignments.filter(
      ({ activityId, volunteerId }) => activityId === gone.activityId && volunteerId === gone.volunteerId,
    );
    expect(again).toEqual([]);
    expect((await season.duty(gone.id)).state).toBe('declined');
    const since = (await season.told(`volunteer:${gone.volunteerId}`)).slice(before.length);
    expect(since.filter(({ event }) => event.endsWith(`:${gone.activityId}`))).toEqual([]);
  });
});
