import { type ActivityRead, type AuditEntryView, type DutyView, type SeasonFigures } from '@heli/contracts';
import { type Test } from 'supertest';
import request from 'supertest';
import { startTestApp, type TestApp } from '../../support/app.js';
import { DutySeason, riverSeasonAhead } from '../../support/duty-season.js';

const RIVER = 'river';

/** One service: first with nothing in it, then with the pilot, then with a season that is published and held too. */
describe('figures of a season', () => {
  let service: TestApp;
  let pilot: string;
  beforeAll(async () => {
    service = await startTestApp();
  });
  afterAll(() => service.close());

  const call = (method: 'get' | 'post', path: string): Test =>
    request(service.server)[method](`/api/v1/${path}`).set('accept-language', 'en');
  const figures = async (seasonId: string, query = ''): Promise<SeasonFigures> =>
    (await call('get', `seasons/${seasonId}/figures${query}`).expect(200)).body as SeasonFigures;
  const all = async <T>(path: string): Promise<T[]> => {
    const found: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await call('get', `${path}${path.includes('?') ? '&' : '?'}limit=200${next}`).expect(
        200,
      );
      const page = body as { items: T[]; nextCursor: string | null };
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  };
  const sum = <T>(rows: readonly T[], valueOf: (row: T) => number): number =>
    rows.reduce((total, row) => total + valueOf(row), 0);

  it('begin with the pilot, which is loaded where nothing is yet, once, and leaves an entry', async () => {
    const refused = await call('post', 'datasets/pilot').send({ seasonStart: '2026-03-03' }).expect(400);
    expect(refused.body.errors).toMatchObject([{ pointer: '/seasonStart' }]);
    const { body } = await call('post', 'datasets/pilot').send({ seasonStart: '2026-03-02' }).expect(201);
    expect(body.counts).toMatchObject({ communities: 10, volunteers: 3020, activities: 440 });
    pilot = body.seasonId as string;
    expect((await call('get', `seasons/${pilot}`).expect(200)).body.start).toBe('2026-03-01T16:00:00Z');
    const again = await call('post', 'datasets/pilot').send({}).expect(409);
    expect([again.body.code, again.body.detail]).toEqual([
      'STATE_CONFLICT',
      expect.stringContaining('only loaded where nothing is yet'),
    ]);
    const entries = await all<AuditEntryView>(`audit-entries?action=dataset.loaded`);
    expect(entries).toMatchObject([{ entityId: pilot, actor: 'operator' }]);
  });

  it('of an unplanned season are what its lists count', async () => {
    const activities = await all<ActivityRead>(`activities?seasonId=${pilot}`);
    const found = await figures(pilot);
    expect(found.plan).toBeNull();
    expect(sum(found.weeks, (row) => row.activities)).toBe(activities.length);
    expect(sum(found.weeks, (row) => row.scheduled)).toBe(0);
    for (const { id, activities: counted, wanted } of found.communities) {
      const own = activities.filter(({ communityId }) => communityId === id);
      expect(counted).toBe(own.length);
      expect(wanted).toBe(sum(own, ({ roles }) => sum(roles, ({ target }) => target)));
    }
    for (const { kind, wanted } of found.coverage) {
      const own = activities.filter((activity) => activity.kind === kind);
      expect(wanted).toBe(sum(own, ({ roles }) => sum(roles, ({ target }) => target)));
    }
    expect(found.load).toMatchObject({ volunteers: 3020, engaged: 0, unstated: 0, most: [] });
    expect(sum(found.load.steps, ({ people }) => people)).toBe(3020);
    // The pilot's ¥8,400, all of it promised and none of it there.
    expect(sum(found.gifts, ({ pledgedFen }) => pledgedFen)).toBe(840_000);
    expect(sum(found.gifts, ({ awaitedFen }) => awaitedFen)).toBe(840_000);
    expect(found.books).toMatchObject({ gifts: found.gifts.length, unbalanced: 0, differing: 0 });
  });

  it('of one community are its part of the whole', async () => {
    const whole = await figures(pilot);
    const parts = await Promise.all(whole.communities.map(({ id }) => figures(pilot, `?communityId=${id}`)));
    parts.forEach((part, place) => {
      expect(part.communities).toEqual([whole.communities[place]]);
    });
    expect(sum(parts, ({ weeks }) => sum(weeks, (row) => row.activities))).toBe(
      sum(whole.weeks, (row) => row.activities),
    );
    await call('get', `seasons/${pilot}/figures?communityId=nowhere`).expect(404);
    await call('get', 'seasons/nothing/figures').expect(404);
  });

  it('of a published season follow what people answer, and say who did what to nobody', async () => {
    await DutySeason.publish(service, riverSeasonAhead(RIVER));
    const before = await figures(RIVER);
    const duties = await all<DutyView>(`duties?seasonId=${RIVER}`);
    expect(before.plan?.state).toBe('published');
    expect(sum(before.communities, ({ filled }) => filled)).toBe(duties.length);
    expect(before.load.engaged).toBe(new Set(duties.map(({ volunteerId }) => volunteerId)).size);
    const [first] = duties;
    await call('post', `duties/${first?.id ?? ''}/decline`)
      .set('if-match', '*')
      .send({})
      .expect(200);
    const standing = (await all<DutyView>(`duties?seasonId=${RIVER}`)).filter(({ state }) =>
      ['offered', 'accepted'].includes(state),
    );
    const after = await figures(RIVER);
    expect(sum(after.communities, ({ filled }) => filled)).toBe(standing.length);
    const text = JSON.stringify(after);
    for (const { volunteerId } of duties) expect(text).not.toContain(`"${volunteerId}"`);
  });

  it('count each minute of a booking in the clock hours that it lies in', async () => {
    const { venueHours, venues } = await figures(RIVER);
    expect(venues.length).toBeGreaterThan(0);
    expect(sum(venueHours, ({ minutes }) => minutes)).toBe(sum(venues, ({ minutes }) => minutes));
    for (const { minutes, hour } of venueHours) {
      expect(minutes).toBeGreaterThan(0);
      // The season's activities are by day, in the community's zone.
      expect(hour).toBeGreaterThanOrEqual(7);
    }
  });

  it('follow the money of a gift, and its parts add up', async () => {
    const [gift] = (await figures(pilot)).gifts;
    if (gift === undefined) throw new Error('the season has no gift');
    await call('post', `donations/${gift.donationId}/receipts`)
      .send({ amountFen: 1_200, reference: '回单 1' })
      .expect(201);
    const { gifts, books } = await figures(pilot);
    const after = gifts.find(({ donationId }) => donationId === gift.donationId);
    expect(after?.receivedFen).toBe(gift.receivedFen + 1_200);
    for (const one of gifts) {
      expect(
        one.setAsideFen + one.spentFen + one.returnedFen + one.leftFen + one.awaitedFen + one.overFen,
      ).toBe(one.pledgedFen);
    }
    expect(books).toMatchObject({ unbalanced: 0, differing: 0 });
  });

  it('are not sent again to whoever has them', async () => {
    const first = await call('get', `seasons/${RIVER}/figures`).expect(200);
    await call('get', `seasons/${RIVER}/figures`).set('if-none-match', String(first.header.etag)).expect(304);
  });
});
