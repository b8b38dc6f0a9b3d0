import { type PlanDocument } from '@heli/contracts';
import { DataSource } from 'typeorm';
import { BookingClock, SeasonProposals } from '../../../src/features/bookings/index.js';
import { first, Halls } from './halls.js';

const DAY = 24 * 60 * 60 * 1000;

describe('a venue that the published plan has lost', () => {
  let halls: Halls;
  beforeAll(async () => {
    halls = await Halls.start();
  });
  afterAll(() => halls.close());

  const placeOf = (plan: PlanDocument, activityId: string) => {
    const held = plan.scheduled.find((one) => one.activityId === activityId);
    return held && [held.venueId, new Date(held.start).toISOString()];
  };

  it('is kept free by a decision, told to those who plan, and planned anew with the fewest changes', async () => {
    const seasonId = await halls.season('lost');
    const [one, two, three] = await halls.bookings(seasonId);
    if (one === undefined || two === undefined || three === undefined) throw new Error('too few bookings');
    const published = await halls.document(one.planId);
    await halls.confirm(one.id).expect(200);
    await halls.confirm(three.id).expect(200);

    await halls.decline(one.id, '消防检查').expect(200);
    await halls.decline(one.id, '消防检查').expect(200);
    expect(await halls.pins(seasonId)).toMatchObject([
      { type: 'forbid-venue', venue_id: one.venueId, start: new Date(one.start), reason: '消防检查' },
    ]);
    const news = await halls.told('booking-news', seasonId);
    expect(news.map(({ recipient }) => recipient)).toEqual([
      'coordinators:lost-wangjing',
      'council:lost-wangjing',
    ]);
    expect(first(news).parameters).toMatchObject({ news: 'declined', reason: '消防检查' });

    const lost = await halls.proposed(one.id);
    expect(lost).toMatchObject({ state: 'declined', proposal: { bookings: 1, attempts: 1 } });
    const draft = await halls.document(String(lost.proposal?.draftPlanId));
    expect(placeOf(draft, one.activityId)).not.toEqual(placeOf(published, one.activityId));
    for (const { activityId } of [two, three])
      expect(placeOf(draft, activityId)).toEqual(placeOf(published, activityId));
    const hosts = published.assignments.filter(({ activityId }) => activityId === one.activityId);
    expect(lost.proposal?.people).toBeGreaterThan(0);
    expect(lost.proposal?.people).toBeLessThanOrEqual(hosts.length);

    // Two more at the same moment, one of them twice: one proposal holds all, and the older one is gone.
    await Promise.all([halls.decline(two.id), halls.decline(three.id), halls.decline(three.id)]);
    const all = await halls.proposed(three.id);
    expect((await halls.booking(one.id)).proposal).toEqual(all.proposal);
    expect(all.proposal?.bookings).toBe(3);
    await halls.call('get', `/api/v1/plans/${String(lost.proposal?.draftPlanId)}`).expect(404);
    const planId = String(all.proposal?.draftPlanId);
    const proposed = await halls.document(planId);
    for (const { activityId } of [one, two, three])
      expect(placeOf(proposed, activityId)).not.toEqual(placeOf(published, activityId));
    const offered = (await halls.told('plan-proposed', seasonId)).map(({ parameters }) => parameters.plan);
    expect(offered.sort()).toEqual([lost.proposal?.draftPlanId, planId].sort());

    // Published, the owners who declined hear nothing more, and the new venues are asked.
    await halls.publish(planId);
    const cancelled = await halls.told('cancellation', seasonId);
    expect(cancelled.filter(({ parameters }) => parameters.party === 'venue')).toEqual([]);
    const after = await halls.bookings(seasonId);
    expect(after.filter(({ state }) => state === 'declined').map(({ id }) => id)).toEqual(
      [one, two, three].map(({ id }) => id).sort((a, b) => order(after, a) - order(after, b)),
    );
    expect(after.filter(({ state, planId: under }) => state === 'asked' && under === planId)).toHaveLength(4);
    expect((await halls.booking(one.id)).proposal).toBeNull();
    await halls.confirm(one.id).expect(409);
  });

  const order = (list: readonly { id: string }[], id: string): number =>
    list.findIndex((one) => one.id === id);

  it('is not taken by a plan that was made before', async () => {
    const seasonId = await halls.season('stale');
    const older = await halls.draft(seasonId);
    const { id } = first(await halls.bookings(seasonId));
    await halls.decline(id).expect(200);
    await expect(halls.publish(older)).rejects.toThrow('PLAN_STALE');
    expect((await halls.call('get', `/api/v1/plans/${older}`).expect(200)).body).toMatchObject({
      state: 'reviewed',
    });

    // Nor is it forgotten when the season changed while it was planned anew.
    const { proposal } = await halls.proposed(id);
    const fail = `UPDATE questions SET state = 'failed', failure = '{"code":"SEASON_CHANGED","detail":"…"}' WHERE id = $1`;
    const database = halls.get(DataSource);
    await database.query(fail, [proposal?.questionId]);
    await database.query(`UPDATE season_proposals SET state = 'asked' WHERE season_id = $1`, [seasonId]);
    const failed = await halls.proposed(id, 'wanted');
    expect(failed.proposal?.failure).toMatchObject({ code: 'SEASON_CHANGED' });
    await database.query(`UPDATE season_proposals SET next_attempt_at = '2013-01-01' WHERE season_id = $1`, [
      seasonId,
    ]);
    await halls.get(SeasonProposals).sweep();
    expect((await halls.proposed(id)).proposal).toMatchObject({ attempts: 2, failure: null });
  });

  it('can be had after all, as long as the plan holds it: decision and proposal are taken back', async () => {
    const seasonId = 'stale';
    const { id } = first(await halls.bookings(seasonId, '&state=declined'));
    const { proposal } = await halls.proposed(id);
    await halls.confirm(id).expect(200);
    expect(await halls.booking(id)).toMatchObject({ state: 'confirmed', reason: null, proposal: null });
    expect(await halls.pins(seasonId)).toEqual([]);
    await halls.call('get', `/api/v1/plans/${String(proposal?.draftPlanId)}`).expect(404);
    const news = (await halls.told('booking-news', seasonId)).map(({ parameters }) => parameters.news);
    expect(new Set(news)).toEqual(new Set(['declined', 'confirmed']));
  });

  it('is let go once when nobody answers in time, after a reminder', async () => {
    const seasonId = await halls.season('silent');
    const [answered, ...silent] = await halls.bookings(seasonId);
    if (answered === undefined) throw new Error('too few bookings');
    await halls.confirm(answered.id).expect(200);
    const clock = halls.get(BookingClock);
    const respondBy = Date.parse(String(first(silent).respondBy));
    await clock.remind(new Date(respondBy - 3 * DAY));
    expect(await halls.told('answer-due', seasonId)).toEqual([]);
    await clock.remind(new Date(respondBy - DAY));
    await clock.remind(new Date(respondBy - DAY / 2));
    const reminded = await halls.told('answer-due', seasonId);
    expect(reminded).toHaveLength(silent.length);
    await halls.call('get', halls.pathOf(first(reminded).parameters.link)).expect(200);

    await clock.releaseOverdue(new Date(respondBy - DAY));
    expect(await halls.bookings(seasonId, '&state=released')).toEqual([]);
    const late = new Date(respondBy + DAY);
    await Promise.all([clock.releaseOverdue(late), clock.releaseOverdue(late)]);
    const released = await halls.bookings(seasonId, '&state=released');
    expect(released.map(({ id }) => id)).toEqual(silent.map(({ id }) => id));
    expect(await halls.told('booking-released', seasonId)).toHaveLength(silent.length);
    expect(await halls.told('booking-news', seasonId)).toHaveLength(2 * silent.length);
    expect(await halls.pins(seasonId)).toHaveLength(silent.length);

    // Who says no afterwards is noted, and that is all.
    await halls.decline(first(silent).id, '没看到消息').expect(200);
    expect(await halls.told('booking-news', seasonId)).toHaveLength(2 * silent.length);
    expect(await halls.booking(first(silent).id)).toMatchObject({ state: 'declined', reason: '没看到消息' });
  });

  it('loses a decision to hold the activity there, and keeps the one to hold it then', async () => {
    const seasonId = await halls.season('held');
    const booking = first(await halls.bookings(seasonId));
    const { activityId, venueId, start } = booking;
    await halls
      .call('post', `/api/v1/seasons/${seasonId}/pins`)
      .send({ pin: { type: 'hold-activity', activityId, venueId, start } })
      .expect(201);
    await halls.decline(booking.id).expect(200);
    const held = (await halls.pins(seasonId)).map(({ type, venue_id, start }) => [type, venue_id, start]);
    expect(held.sort()).toEqual([
      ['forbid-venue', venueId, new Date(start)],
      ['hold-activity', null, new Date(start)],
    ]);
    const { proposal } = await halls.proposed(booking.id);
    const draft = await halls.document(String(proposal?.draftPlanId));
    const place = draft.scheduled.find((one) => one.activityId === activityId);
    expect(place && Date.parse(place.start)).toBe(Date.parse(start));
    expect(place?.venueId).not.toBe(venueId);
  });

  it('is lost when its owner closes it for once, after a look at what that would do', async () => {
    const seasonId = 'held';
    const booking = first(await halls.bookings(seasonId, '&state=asked'));
    const decided = await halls.pins(seasonId);
    const { id, venueId, start } = booking;
    const closed = {
      start: new Date(Date.parse(start) - DAY / 24).toISOString(),
      end: new Date(Date.parse(start) + DAY / 24).toISOString(),
      open: false,
      reason: '装修',
    };
    const path = `/api/v1/venues/${venueId}/exceptions`;
    const dry = await halls.call('post', `${path}?dryRun=true`).send(closed).expect(200);
    expect(dry.body).toMatchObject({ stored: false, affected: [{ id, state: 'asked' }] });
    expect((await halls.call('get', path).expect(200)).body).toEqual({ items: [] });

    const { body } = await halls.call('post', path).send(closed).expect(201);
    expect(body).toMatchObject({ stored: true, affected: [{ id, state: 'declined', reason: '装修' }] });
    const again = await halls.call('post', path).send(closed).expect(201);
    expect(again.body).toMatchObject({ affected: [] });
    const { items } = (await halls.call('get', path).expect(200)).body as { items: { id: string }[] };
    expect(items).toMatchObject([{ open: false, reason: '装修' }]);
    expect(await halls.pins(seasonId)).toEqual(decided);
    const { proposal } = await halls.proposed(id);
    const draft = await halls.document(String(proposal?.draftPlanId));
    expect(placeOf(draft, booking.activityId)).not.toEqual([venueId, new Date(start).toISOString()]);
    await halls.confirm(id).expect(409);

    // Taken back, the booking stays declined until it is confirmed.
    await halls.call('delete', `${path}/${first(items).id}`).expect(204);
    await halls.call('delete', `${path}/${first(items).id}`).expect(404);
    expect(await halls.pins(seasonId)).toHaveLength(decided.length + 1);
    await halls.confirm(id).expect(200);
    expect(await halls.pins(seasonId)).toEqual(decided);
    await halls
      .call('post', path)
      .send({ ...closed, end: closed.start })
      .expect(400);
  });
});
