import { type CheckInCode } from '@heli/contracts';
import { type Response } from 'supertest';
import { AccessTokens } from '../../../src/auth/index.js';
import { CheckInCodes } from '../../../src/features/attendance/check-in-codes.js';
import { holdAt, placeOf, publishPlanOf, volunteersOf } from '../../support/published-town.js';
import { TwoTowns } from '../../support/two-towns.js';

const CROWD = 1_000;
const AT_A_TIME = 40;
const ME = 'north-v1';

describe('check-in by the people themselves', () => {
  let towns: TwoTowns;
  let coordinator: string;
  let volunteer: string;
  /** An activity in which the volunteer has a place, and another one. */
  let mine: string;
  let other: string;

  beforeAll(async () => {
    towns = await TwoTowns.start();
    await publishPlanOf(towns, 'north');
    coordinator = await towns.tokenOf('north-coordinator');
    volunteer = await towns.tokenOf('north-volunteer');
    const rivers = [1, 2, 3, 4].map((week) => `north-river-${week}`);
    const places = await Promise.all(rivers.map((id) => volunteersOf(towns, id)));
    mine = rivers[places.findIndex((people) => people.includes(ME))] ?? '';
    other = rivers.find((id) => id !== mine) ?? '';
    await holdAt(towns, mine, '20 minutes', '140 minutes');
  });
  afterAll(() => towns.close());

  const shown = async (activityId = mine): Promise<CheckInCode> =>
    (await towns.as(coordinator, 'get', `activities/${activityId}/check-in-code`).expect(200))
      .body as CheckInCode;
  const checkIn = (code: string, step = 'check-in', activityId = mine, token = volunteer) =>
    towns.as(token, 'post', `activities/${activityId}/${step}`).send({ code });
  const refusal = ({ status, body }: Response): unknown[] => [
    status,
    body.code,
    (body.errors as { code: string }[] | undefined)?.[0]?.code,
  ];
  const place = () => placeOf(towns, { activityId: mine, volunteerId: ME });
  const codes = (): CheckInCodes => new CheckInCodes(towns.service.app.get(AccessTokens));

  it('is refused with a code that is over, made up, or of another activity, and says which', async () => {
    const { code } = await shown();
    const now = (await towns.dataSource.query<{ now: Date }[]>('SELECT now()'))[0]?.now ?? new Date(0);
    const old = codes().at(mine, codes().stepAt(now) - 20);
    const elsewhere = (await shown(other)).text;
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(refusal(await checkIn(old))).toEqual([409, 'CHECK_IN_REFUSED', 'over']);
    expect(refusal(await checkIn('AAAA-AAAA'))).toEqual([409, 'CHECK_IN_REFUSED', 'wrong']);
    expect(refusal(await checkIn(elsewhere))).toEqual([409, 'CHECK_IN_REFUSED', 'elsewhere']);
    expect(refusal(await checkIn((await shown(other)).code))).toEqual([409, 'CHECK_IN_REFUSED', 'wrong']);
    expect(await place()).toMatchObject({ state: 'offered', came: false });
  });

  it('is open from an hour before until the end', async () => {
    const { code } = await shown();
    await holdAt(towns, mine, '90 minutes', '210 minutes');
    expect(refusal(await checkIn(code))).toEqual([409, 'CHECK_IN_REFUSED', 'not_open_yet']);
    await holdAt(towns, mine, '-3 hours', '-1 minutes');
    expect(refusal(await checkIn(code))).toEqual([409, 'CHECK_IN_REFUSED', 'closed']);
    await holdAt(towns, mine, '20 minutes', '140 minutes');
    expect(await place()).toMatchObject({ state: 'offered' });
  });

  it('tells people who are not expected nothing of the activity', async () => {
    const stranger = await towns.tokenOf('south-volunteer');
    const here = await checkIn((await shown()).code, 'check-in', mine, stranger);
    const nowhere = await checkIn('AAAA-AAAA', 'check-in', 'no-such-activity', stranger);
    expect(refusal(here)).toEqual([409, 'CHECK_IN_REFUSED', 'not_on_list']);
    expect([nowhere.status, nowhere.body.detail, nowhere.body.errors]).toEqual([
      here.status,
      here.body.detail,
      here.body.errors,
    ]);
  });

  it('takes the code of the moment, however it is typed; whoever comes has accepted, and is there once', async () => {
    const { code, svg, text, secondsLeft, stepSeconds } = await shown();
    expect(secondsLeft).toBeLessThanOrEqual(stepSeconds);
    expect(svg).toMatch(/^<svg /);
    expect(text).toBe(`heli:check-in?activity=${mine}&code=${code}`);
    const first = await checkIn(` ${code.toLowerCase().replace('-', ' ')} `).expect(200);
    expect(first.body).toMatchObject({ activityId: mine, volunteerId: ME, state: 'checked-in' });
    const again = await checkIn(text).expect(200);
    expect(again.body).toEqual(first.body);
    const entries = await towns.dataSource.query(
      `SELECT before->>'state' AS "from", after->>'by' AS "by" FROM audit_entries WHERE action = 'duty.checked-in'`,
    );
    expect(entries).toEqual([{ from: 'offered', by: 'code' }]);
    const [{ answered }] = await towns.dataSource.query(
      'SELECT answered_at IS NOT NULL AS answered FROM duties WHERE activity_id = $1 AND volunteer_id = $2',
      [mine, ME],
    );
    expect(answered).toBe(true);
  });

  it('stays as exact as it was when the printed list is read back', async () => {
    const list = await towns.as(coordinator, 'get', `activities/${mine}/attendance-list.csv`).expect(200);
    const read = await towns
      .as(coordinator, 'post', `activities/${mine}/attendance/import`)
      .set('content-type', 'text/csv')
      .send(list.text)
      .expect(200);
    expect(read.body).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it('is followed by check-out, if somebody wishes, with a code too', async () => {
    expect(refusal(await checkIn('AAAA-AAAA', 'check-out'))).toEqual([409, 'CHECK_IN_REFUSED', 'wrong']);
    expect(await place()).toMatchObject({ came: true, left: false });
    const { body } = await checkIn((await shown()).code, 'check-out').expect(200);
    expect(body.checkedOutAt).not.toBeNull();
    expect((await checkIn('AAAA-AAAA', 'check-out').expect(200)).body).toEqual(body);
  });

  it('goes by a code word where nobody can scan; who guesses has to wait', async () => {
    const people = (await volunteersOf(towns, mine)).filter((id) => id !== ME);
    const [guesser = '', hearer = ''] = await Promise.all(
      people.slice(0, 2).map(async (volunteerId) => {
        await towns.member('north', `north-${volunteerId}`, 'volunteer', { volunteerId });
        return towns.tokenOf(`north-${volunteerId}`);
      }),
    );
    const say = (word: string, token: string) => checkIn(word, 'check-in', mine, token);
    const put = (word: string | null) =>
      towns.as(coordinator, 'post', `activities/${mine}/check-in-word`).send({ word });
    await put('灯').expect(400);
    await put('灯笼 Lantern').expect(200);
    for (let tries = 0; tries < 10; tries += 1) expect((await say('鞭炮鞭炮', guesser)).status).toBe(409);
    const late = await say('灯笼 Lantern', guesser);
    expect(refusal(late)).toEqual([429, 'TOO_MANY_REQUESTS', undefined]);
    expect((await say('灯笼lantern', hearer).expect(200)).body).toMatchObject({ state: 'checked-in' });
    const another = await towns.as(coordinator, 'get', `activities/${mine}/check-in-word`).expect(200);
    expect(another.body).toEqual({ activityId: mine, word: '灯笼 Lantern' });
    const words = await towns.dataSource.query(
      `SELECT after::text AS said FROM audit_entries WHERE action = 'check-in-word.set'`,
    );
    expect(JSON.stringify(words)).not.toContain('灯笼');
  });

  it('takes a thousand people at once, each of them once', async () => {
    const crowd = await comeTogether(towns);
    // The screen goes on while people come: everybody scans what it shows then.
    const scanned = (): string => codes().at('north-river-1', codes().stepAt(new Date()));
    const waiting = [...crowd, ...crowd.slice(0, CROWD / 10)];
    const answers: number[] = [];
    await Promise.all(
      Array.from({ length: AT_A_TIME }, async () => {
        for (let token = waiting.pop(); token !== undefined; token = waiting.pop())
          answers.push((await checkIn(scanned(), 'check-in', 'north-river-1', token)).status);
      }),
    );
    expect(answers.filter((status) => status === 200)).toHaveLength(CROWD + CROWD / 10);
    const [counted] = await towns.dataSource.query(
      `SELECT count(*)::int AS entries, count(DISTINCT entity_id)::int AS people FROM audit_entries
        WHERE action = 'duty.checked-in' AND entity_id LIKE 'crowd-%'`,
    );
    expect(counted).toEqual({ entries: CROWD, people: CROWD });
    const [{ there }] = await towns.dataSource.query(
      `SELECT count(*)::int AS there FROM duties WHERE id LIKE 'crowd-%' AND state = 'checked-in' AND version = 2`,
    );
    expect(there).toBe(CROWD);
  });
});

/** A thousand volunteers with a place in an activity that begins now, signed in. */
async function comeTogether({ dataSource, service }: TwoTowns): Promise<string[]> {
  const sql = (statement: string) => dataSource.query(statement, [CROWD]);
  await sql(`INSERT INTO volunteers (id, version, community_id, age_class, guardian_consent, availability, limits, wished_kinds)
    SELECT 'crowd-' || n, 1, 'north-wangjing', 'adult', false, '[]', '{}', '{}' FROM generate_series(1, $1::int) AS n`);
  await sql(`INSERT INTO duties (id, version, season_id, plan_id, activity_id, role_id, volunteer_id, start_at, end_at, state, origin)
    SELECT 'crowd-' || n, 1, 'north', (SELECT plan_id FROM duties LIMIT 1), 'north-river-1', 'patrol', 'crowd-' || n,
           now(), now() + interval '2 hours', 'accepted', 'sign-up' FROM generate_series(1, $1::int) AS n`);
  await sql(`INSERT INTO accounts (id, version, login, display_name, language, state, volunteer_id)
    SELECT 'crowd-' || n, 1, 'crowd-' || n, '', 'zh-CN', 'active', 'crowd-' || n FROM generate_series(1, $1::int) AS n`);
  await sql(`INSERT INTO memberships (id, account_id, organization_id, role)
    SELECT 'crowd-' || n, 'crowd-' || n, 'north-council', 'volunteer' FROM generate_series(1, $1::int) AS n`);
  await sql(`INSERT INTO refresh_tokens (sha256, account_id, family, expires_at)
    SELECT 'crowd-' || n, 'crowd-' || n, 'crowd-' || n, now() + interval '1 day' FROM generate_series(1, $1::int) AS n`);
  const tokens = service.app.get(AccessTokens);
  return Promise.all(
    Array.from({ length: CROWD }, (_, index) => {
      const id = `crowd-${index + 1}`;
      return tokens.issue({ accountId: id, sessionId: id });
    }),
  );
}
