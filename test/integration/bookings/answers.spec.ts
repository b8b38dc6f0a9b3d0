import { type BookingAsked, type BookingView } from '@heli/contracts';
import { ActionLinks } from '../../../src/auth/index.js';
import { first, Halls } from './halls.js';

describe('owners of venues', () => {
  let halls: Halls;
  let seasonId: string;
  let bookings: BookingView[];
  /** Addresses of the links that were sent, by activity. */
  const links = new Map<string, string>();

  beforeAll(async () => {
    halls = await Halls.start();
    seasonId = await halls.season('asked');
    bookings = await halls.bookings(seasonId);
    for (const { parameters } of await halls.told('offer', seasonId))
      if (parameters.party === 'venue')
        links.set(new Date(String(parameters.start)).toISOString(), halls.pathOf(parameters.link));
  });
  afterAll(() => halls.close());

  const linkOf = ({ start }: BookingView): string => links.get(new Date(start).toISOString()) ?? 'missing';
  const at = (place: number): BookingView => first(bookings.slice(place));

  it('are asked of every booking of the published plan, with a deadline and a link', async () => {
    expect(bookings.map(({ state, activityTitle }) => [state, activityTitle])).toEqual(
      Array.from({ length: 4 }, () => ['asked', '读书会']),
    );
    const offers = (await halls.told('offer', seasonId)).filter(
      ({ parameters }) => parameters.party === 'venue',
    );
    expect(offers).toHaveLength(4);
    for (const { parameters } of offers) expect(Date.parse(String(parameters.respondBy))).toBeGreaterThan(0);
  });

  it('see for how long the venue is blocked, buffers included', () => {
    for (const { venueId, start, end, blockedFrom, blockedUntil } of bookings) {
      const [before, after] = venueId === 'asked-room' ? [30, 15] : [0, 0];
      expect((Date.parse(start) - Date.parse(blockedFrom)) / 60_000).toBe(before);
      expect((Date.parse(blockedUntil) - Date.parse(end)) / 60_000).toBe(after);
    }
  });

  it('are listed page by page, and by time and state', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await halls.call('get', `/api/v1/bookings?limit=3${cursor}`).expect(200);
      const { items, nextCursor } = body as { items: BookingView[]; nextCursor: string | null };
      seen.push(...items.map(({ id }) => id));
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '');
    expect(seen).toEqual(bookings.map(({ id }) => id));
    const [from, until] = [at(1).start, at(2).end].map(encodeURIComponent);
    const between = await halls.bookings(
      seasonId,
      `&from=${from}&until=${until}&state=asked&state=confirmed`,
    );
    expect(between.map(({ id }) => id)).toEqual([at(1).id, at(2).id]);
    expect(await halls.bookings(seasonId, '&state=declined')).toEqual([]);
  });

  it('look at the link without changing anything, as a page or as JSON', async () => {
    const page = await halls
      .call('get', linkOf(at(0)))
      .set('accept', 'text/html')
      .expect(200);
    expect(page.text).toContain('<form method="post">');
    expect(page.text).toContain('读书会');
    expect(page.headers['cache-control']).toBe('no-store');
    const { body } = await halls.call('get', linkOf(at(0))).expect(200);
    expect((body as BookingAsked).answers).toEqual(['confirm', 'decline']);
    expect((await halls.booking(at(0).id)).state).toBe('asked');
  });

  it('confirm by the form of that page; a second click changes nothing', async () => {
    const send = () =>
      halls
        .call('post', linkOf(at(0)))
        .set('accept', 'text/html')
        .type('form')
        .send('answer=confirm&reason=');
    expect((await send().expect(200)).text).toContain('It is confirmed');
    const after = await halls.booking(at(0).id);
    expect(after.state).toBe('confirmed');
    await send().expect(200);
    expect(await halls.booking(at(0).id)).toEqual(after);
  });

  it('confirm both at once, and one of them is counted', async () => {
    const { id, version } = at(1);
    const answers = await Promise.all([halls.confirm(id, version), halls.confirm(id, version)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await halls.booking(id)).toMatchObject({ state: 'confirmed', version: version + 1 });
    await halls.decline(id, 'too late', version).expect(412);
    await halls.call('post', `/api/v1/bookings/${id}/decline`).send({}).expect(428);
  });

  it('are refused with forged, foreign and expired links', async () => {
    const path = linkOf(at(2));
    const token = path.slice(path.lastIndexOf('/') + 1);
    const forged = `${path.slice(0, -3)}${path.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    await halls.call('post', forged).send({ answer: 'confirm' }).expect(403);
    await halls
      .call('get', `${path}x`)
      .set('accept', 'text/html')
      .expect(403)
      .expect(/not valid/);
    const links = halls.get(ActionLinks);
    const subject = links.read('answer-booking', token);
    const sign = (purpose: string, name: string, expiresAt: Date) =>
      path.replace(token, links.sign(purpose, name, expiresAt));
    const later = new Date('2094-01-01T00:00:00Z');
    await halls
      .call('post', sign('answer-duty', subject, later))
      .send({ answer: 'confirm' })
      .expect(403);
    await halls
      .call('post', sign('answer-booking', subject, new Date('2013-01-01T00:00:00Z')))
      .send({ answer: 'confirm' })
      .expect(410);
    // A request that was made anew has another moment.
    const earlier = sign('answer-booking', `${subject.split(' ')[0] ?? ''} abc`, later);
    await halls.call('post', earlier).send({ answer: 'confirm' }).expect(410);
    expect((await halls.booking(at(2).id)).state).toBe('asked');
    await halls.call('post', path).send({ answer: 'perhaps' }).expect(400);
    await halls.call('post', path).send({ answer: 'confirm', state: 'declined' }).expect(400);
  });

  it('keep their answers when a plan with the same bookings is published', async () => {
    const before = await halls.bookings(seasonId);
    const draft = await halls.draft(seasonId);
    await halls.publish(draft);
    const after = await halls.bookings(seasonId);
    const answers = (list: readonly BookingView[]) =>
      list.map(({ id, state, respondBy, answeredAt }) => ({ id, state, respondBy, answeredAt }));
    expect(answers(after)).toEqual(answers(before));
    expect(new Set(after.map(({ planId }) => planId))).toEqual(new Set([draft]));
  });
});
