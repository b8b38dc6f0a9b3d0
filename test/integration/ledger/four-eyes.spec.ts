import { type DonationStatement, type ExpenseView } from '@heli/contracts';
import { type Test } from 'supertest';
import { TwoTowns } from '../../support/two-towns.js';
import { faultsOfBooks } from './books.js';

const ACTIVITY = 'north-reading-1';

/** Expenses above 15 yuan wait for a second person; the town spent 10 of the 20 that it has for tea already. */
describe('two pairs of eyes', () => {
  let towns: TwoTowns;
  const tokens = new Map<string, string>();

  beforeAll(async () => {
    towns = await TwoTowns.start({ HELI_FOUR_EYES_FEN: '1500' });
    for (const role of ['admin', 'council', 'coordinator', 'auditor', 'partner'])
      tokens.set(role, await towns.tokenOf(`north-${role}`));
    const gift = 'donations/north-gift';
    await towns.asOperator('post', `${gift}/receipts`).send({ amountFen: 50_00, reference: '2' }).expect(201);
    const more = { activityId: ACTIVITY, budgetLineId: 'tea', amountFen: 50_00 };
    await towns.asOperator('post', `${gift}/reservations`).send(more).expect(201);
  });
  afterEach(async () => expect(await faultsOfBooks(towns.dataSource)).toEqual([]));
  afterAll(() => towns.close());

  const as = (who: string, method: string, path: string): Test =>
    towns.as(tokens.get(who) ?? '', method, path);
  let vouchers = 100;
  const ask = async (
    who: string,
    amountFen: number,
    voucherNumber = String(++vouchers),
  ): Promise<ExpenseView> => {
    const body = {
      donationId: 'north-gift',
      budgetLineId: 'tea',
      amountFen,
      voucherNumber,
      description: '茶叶',
    };
    return (await as(who, 'post', `activities/${ACTIVITY}/expenses`).send(body).expect(201))
      .body as ExpenseView;
  };
  const statement = async (): Promise<DonationStatement> =>
    (await as('partner', 'get', 'donations/north-gift/statement').expect(200)).body as DonationStatement;

  it('are not needed for little', async () => {
    expect(await ask('coordinator', 15_00)).toMatchObject({ state: 'spent', needsSecond: false });
  });

  it('see what is above the threshold before it is spent: those of somebody else, who decides', async () => {
    const { id, state } = await ask('council', 15_01);
    expect([state, await statement()]).toMatchObject(['requested', { inReviewFen: 15_01, spentFen: 25_00 }]);
    const own = await as('council', 'post', `expenses/${id}/approval`).expect(403);
    expect(own.body.detail).toBe('Whoever asks for money does not approve it; a second person is needed');
    await as('coordinator', 'post', `expenses/${id}/approval`).expect(403);
    await towns.asOperator('post', `expenses/${id}/approval`).expect(403);
    const [one, two] = await Promise.all([1, 2].map(() => as('admin', 'post', `expenses/${id}/approval`)));
    expect([one?.status, two?.status].sort()).toEqual([200, 409]);
    expect(await statement()).toMatchObject({ inReviewFen: 0, spentFen: 40_01 });
    const waiting = await as('auditor', 'get', 'expenses?state=requested').expect(200);
    expect(waiting.body.items).toEqual([]);
  });

  it('count an invoice in two parts as one', async () => {
    const parts = { donationId: 'north-gift', voucherNumber: 'split', description: '茶叶' };
    await towns
      .asOperator('patch', `activities/${ACTIVITY}`)
      .set('if-match', '*')
      .send({
        budget: [
          { id: 'tea', purpose: 'refreshments' },
          { id: 'cups', purpose: 'refreshments' },
        ],
      })
      .expect(200);
    await ask('coordinator', 2_00, 'split');
    const cups = { activityId: ACTIVITY, budgetLineId: 'cups' };
    await as('council', 'post', 'donations/north-gift/releases')
      .send({ activityId: ACTIVITY, budgetLineId: 'tea', amountFen: 14_00 })
      .expect(201);
    await as('council', 'post', 'donations/north-gift/reservations')
      .send({ ...cups, amountFen: 14_00 })
      .expect(201);
    const second = await as('coordinator', 'post', `activities/${ACTIVITY}/expenses`)
      .send({ ...parts, budgetLineId: 'cups', amountFen: 13_01 })
      .expect(201);
    expect(second.body).toMatchObject({ state: 'requested', needsSecond: true });
    await as('council', 'post', `expenses/${String(second.body.id)}/refusal`)
      .send({ reason: '票据不符' })
      .expect(200);
  });

  it('may be spared: whoever asked takes it back, nobody else, and only while it waits', async () => {
    const cups = { activityId: ACTIVITY, budgetLineId: 'cups' };
    await as('council', 'post', 'donations/north-gift/releases').send(cups).expect(201);
    const tea = { ...cups, budgetLineId: 'tea', amountFen: 14_00 };
    await as('council', 'post', 'donations/north-gift/reservations').send(tea).expect(201);
    const { id } = await ask('coordinator', 15_01);
    await as('council', 'post', `expenses/${id}/withdrawal`).send({ reason: '不用了' }).expect(403);
    const taken = await as('coordinator', 'post', `expenses/${id}/withdrawal`).send({ reason: '不用了' });
    expect([taken.status, taken.body.state]).toEqual([200, 'withdrawn']);
    const late = await as('admin', 'post', `expenses/${id}/approval`).expect(409);
    expect(late.body.detail).toBe(`Expense "${id}" is withdrawn`);
  });

  it('belong to those in reach: a partner unit reads its own gifts, and nobody those of another town', async () => {
    await as('partner', 'get', 'partner-units/north-shop/statement.csv').expect(200);
    for (const path of [
      'donations/south-gift/statement',
      'donations/south-gift/ledger',
      'partner-units/south-shop/statement',
    ])
      await as('partner', 'get', path).expect(404);
    await as('partner', 'post', 'donations/north-gift/returns').send({ reference: '退款' }).expect(403);
    await as('partner', 'get', 'expenses').expect(403);
    const seen = await as('auditor', 'get', 'expenses').expect(200);
    const ids = (seen.body.items as ExpenseView[]).map(({ activityId }) => activityId);
    expect(new Set(ids)).toEqual(new Set([ACTIVITY]));
    await as('admin', 'post', 'expenses/south-expense/reversal').send({ reason: '试试' }).expect(404);
  });

  it('leave the ledger whole when who asked, and the donor, are forgotten', async () => {
    const { body: me } = await as('coordinator', 'get', 'me').expect(200);
    const before = await statement();
    const account = `accounts/${String(me.id)}`;
    await as('admin', 'post', `${account}/erasure`).send({ confirm: me.id }).expect(204);
    await towns
      .asOperator('patch', 'donations/north-gift')
      .set('if-match', '*')
      .send({ name: null })
      .expect(200);
    expect(await statement()).toEqual(before);
    const { body } = await as('auditor', 'get', 'donations/north-gift/ledger').expect(200);
    expect(JSON.stringify(body)).toContain(`account:${String(me.id)}`);
  });
});
