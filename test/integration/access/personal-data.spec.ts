import { type PersonalData } from '@heli/contracts';
import { TwoTowns } from '../../support/two-towns.js';

const PHONE = '13812345678';

describe('what is known of a person', () => {
  let towns: TwoTowns;
  beforeAll(async () => {
    towns = await TwoTowns.start();
  });
  afterAll(() => towns.close());

  const phoneSeenBy = async (login: string): Promise<unknown> => {
    const { body } = await towns.as(await towns.tokenOf(login), 'get', 'volunteers/north-v1').expect(200);
    return (body as { phone?: string }).phone;
  };

  it('shows the telephone number to those who call, and masked to others', async () => {
    for (const login of ['north-admin', 'north-coordinator', 'north-volunteer'])
      expect([login, await phoneSeenBy(login)]).toEqual([login, PHONE]);
    for (const login of ['north-council', 'north-auditor'])
      expect([login, await phoneSeenBy(login)]).toEqual([login, '138****5678']);
  });

  it('shows a neighbour’s coordinator a guest’s number masked', async () => {
    await towns
      .asOperator('patch', 'volunteers/south-v1')
      .set('if-match', '*')
      .send({ servesCommunityIds: ['north-wangjing'] })
      .expect(200);
    const { body } = await towns
      .as(await towns.tokenOf('north-coordinator'), 'get', 'volunteers/south-v1')
      .expect(200);
    expect(body).toMatchObject({ id: 'south-v1', phone: '138****5678' });
    await towns
      .as(await towns.tokenOf('north-coordinator'), 'patch', 'volunteers/south-v1')
      .set('if-match', '*')
      .send({ name: '改名' })
      .expect(403);
  });

  it('is handed to the person whole, by themselves and by their coordinator', async () => {
    const own = await towns.as(await towns.tokenOf('north-volunteer'), 'get', 'me/personal-data').expect(200);
    const handed = await towns
      .as(await towns.tokenOf('north-coordinator'), 'get', 'volunteers/north-v1/personal-data')
      .expect(200);
    for (const { body } of [own, handed]) {
      const { volunteer, accounts, assignments, changes, swaps } = body as PersonalData;
      expect(swaps).toMatchObject([
        { id: 'north-swap', fromVolunteerId: 'north-v1', toVolunteerId: 'north-v1' },
      ]);
      expect(volunteer).toMatchObject({ id: 'north-v1', name: '王芳', phone: PHONE });
      expect(accounts.map(({ login }) => login)).toEqual(['north-volunteer']);
      expect(assignments).toMatchObject([
        { planId: 'north-plan', activityId: 'north-reading-1', title: '读书会' },
      ]);
      expect(changes.map(({ action }) => action)).toContain('volunteer.changed');
    }
    await towns
      .as(await towns.tokenOf('south-admin'), 'get', 'volunteers/north-v1/personal-data')
      .expect(404);
  });

  it('tells an account which expenses it asked for', async () => {
    const council = await towns.tokenOf('north-council');
    await towns
      .as(council, 'post', 'activities/north-reading-1/expenses')
      .send({
        id: 'north-own',
        donationId: 'north-gift',
        budgetLineId: 'tea',
        amountFen: 5_00,
        voucherNumber: '2',
        description: '茶杯',
      })
      .expect(201);
    const { body } = await towns.as(council, 'get', 'me/personal-data').expect(200);
    expect((body as PersonalData).expenses).toMatchObject([
      { id: 'north-own', amountFen: 5_00, description: '茶杯', role: 'asked' },
    ]);
  });

  it('is taken away for good, and leaves plans, ledgers and the book of changes whole', async () => {
    const admin = await towns.tokenOf('north-admin');
    const erase = (confirm: string) =>
      towns.as(admin, 'post', 'volunteers/north-v1/erasure').send({ confirm });
    const kept = () =>
      towns.dataSource.query<object[]>(
        `SELECT (SELECT json_agg(a ORDER BY id) FROM assignments a) AS assignments,
                (SELECT json_agg(p.problem_sha256 || encode(p.document_gzip, 'hex') ORDER BY id) FROM plans p) AS plans,
                (SELECT json_agg(json_build_array(e.id, e.at, e.actor, e.action) ORDER BY id) FROM audit_entries e
                  WHERE entity_id = 'north-v1' AND action <> 'volunteer.erased') AS changes`,
      );
    await towns
      .as(admin, 'patch', 'volunteers/north-v1')
      .set('if-match', '*')
      .send({ availability: [{ type: 'weekly', weekdays: [7], from: '06:17', to: '07:18' }] })
      .expect(200);
    const before = await kept();
    await erase('north-v2').expect(400);
    await erase('north-v1').expect(204);
    expect(await kept()).toEqual(before);

    const { body } = await towns.as(admin, 'get', 'volunteers/north-v1').expect(200);
    expect(body).toMatchObject({ id: 'north-v1', availability: [], skillIds: [], qualifications: [] });
    expect(body).not.toHaveProperty('phone');
    const tables = await towns.dataSource.query<{ line: string }[]>(
      `SELECT row_to_json(v)::text AS line FROM volunteers v WHERE id = 'north-v1'
       UNION ALL SELECT row_to_json(a)::text FROM accounts a
       UNION ALL SELECT row_to_json(e)::text FROM audit_entries e
       UNION ALL SELECT row_to_json(k)::text FROM idempotency_keys k`,
    );
    const all = tables.map(({ line }) => line).join('\n');
    for (const trace of ['王芳', PHONE, '06:17', 'north-volunteer']) expect(all).not.toContain(trace);
    await towns.signIn('north-volunteer').expect(401);
  });

  it('leaves an account that also has to do with others to them', async () => {
    const { accountId } = await towns.member('north', 'both-towns', 'volunteer', { volunteerId: 'north-v3' });
    await towns
      .asOperator('post', 'organizations/south-council/members')
      .send({ login: 'both-towns', role: 'council' })
      .expect(201);
    await towns
      .as(await towns.tokenOf('north-admin'), 'post', 'volunteers/north-v3/erasure')
      .send({ confirm: 'north-v3' })
      .expect(204);
    const { body } = await towns.asOperator('get', `accounts/${accountId}`).expect(200);
    expect(body).toMatchObject({ login: 'both-towns', state: 'active', volunteerId: null });
  });
});
