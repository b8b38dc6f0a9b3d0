import { type DonationStatement, type LedgerTransactionView } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { GiftsService } from '../../../src/features/ledger/index.js';
import { loadProblem } from '../../../src/features/problems/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { World } from '../pools/world.js';
import { faultsOfBooks, teaParty } from './books.js';

let api: TestApp;
const world = new World(() => api.server);
const dataSource = (): DataSource => api.app.get(DataSource);
const TEA = { activityId: 'tea', budgetLineId: 'b-tea' };

beforeAll(async () => {
  api = await startTestApp();
  await teaParty(world);
});
afterEach(async () => expect(await faultsOfBooks(dataSource())).toEqual([]));
afterAll(() => api.close());

const statement = async (id: string): Promise<DonationStatement> =>
  (await world.get(`donations/${id}/statement`)).body as DonationStatement;
const gift = (id: string, amountFen: number, more: object = {}) =>
  world.post('donations', { id, amountFen, donorUnitId: 'bookshop', ...more });
const receive = async (id: string, amountFen: number, status = 201): Promise<LedgerTransactionView> =>
  (await world.post(`donations/${id}/receipts`, { amountFen, reference: '银行回单' }, status))
    .body as LedgerTransactionView;
const reserve = (id: string, amountFen: number, status = 201) =>
  world.post(`donations/${id}/reservations`, { ...TEA, amountFen }, status);
let vouchers = 0;
const spend = (id: string, amountFen: number, status = 201) =>
  world.post(
    'activities/tea/expenses',
    {
      donationId: id,
      budgetLineId: 'b-tea',
      amountFen,
      voucherNumber: `No. ${++vouchers}`,
      description: '茶叶与点心',
    },
    status,
  );
const reverse = (id: string, transactionId: string, status = 201) =>
  world.post(`donations/${id}/transactions/${transactionId}/reversal`, { reason: '记错了' }, status);
const wrong = ({ body }: { body: unknown }) => (body as { detail: string }).detail;

describe('the life of a gift', () => {
  it('goes from the promise over receipt, reservation and spending to the report, to the fen', async () => {
    await gift('whole', 500_00, { name: '书店捐赠' });
    expect(await statement('whole')).toMatchObject({ pledgedFen: 500_00, awaitedFen: 500_00, leftFen: 0 });
    await reserve('whole', 200_00);
    expect(await statement('whole')).toMatchObject({ plannedFen: 200_00, reservedFen: 0 });
    await receive('whole', 150_00);
    expect(await statement('whole')).toMatchObject({ plannedFen: 50_00, reservedFen: 150_00 });
    await receive('whole', 350_00);
    expect(await statement('whole')).toMatchObject({ reservedFen: 200_00, availableFen: 300_00 });
    await world.post('activities/tea/attendance-counts', { total: 42 });
    expect((await spend('whole', 180_50)).body).toMatchObject({ state: 'spent', needsSecond: false });
    await world.post('donations/whole/releases', TEA);
    await world.post('donations/whole/reports', { reference: '2013-1' });
    const after = await statement('whole');
    expect(after).toMatchObject({
      receivedFen: 500_00,
      spentFen: 180_50,
      reportedFen: 180_50,
      availableFen: 319_50,
      leftFen: 319_50,
      text: 'Of your gift of ¥500.00, ¥500.00 were received. ¥180.50 were spent; activities that it paid for: 1. ¥319.50 are left.',
    });
    expect(after.activities).toMatchObject([
      {
        title: '茶话会',
        attended: 42,
        kind: 'festival',
        start: '2013-03-09T14:00:00+08:00',
        spentFen: 180_50,
        lines: [{ purpose: 'refreshments', payments: [{ amountFen: 180_50, description: '茶叶与点心' }] }],
      },
    ]);
    await world.post('donations/whole/returns', { reference: '退款' });
    expect(await statement('whole')).toMatchObject({ returnedFen: 319_50, leftFen: 0 });
    const { body } = await world.get('donations/whole/ledger?limit=2');
    expect(body.items.map(({ kind }: LedgerTransactionView) => kind)).toEqual(['return', 'report']);
    const next = await world.get(`donations/whole/ledger?cursor=${String(body.nextCursor)}`);
    expect(next.body.items.at(-1)).toMatchObject({ kind: 'pledge', lines: [{}, {}] });
  });

  it('spends nothing that was not received, and nothing beyond what is set aside', async () => {
    await gift('poor', 100_00);
    expect(wrong(await spend('poor', 1_00, 422))).toContain('¥0.00 of this gift are set aside');
    await reserve('poor', 80_00);
    expect(wrong(await reserve('poor', 20_01, 422))).toContain('¥20.00');
    expect(wrong(await spend('poor', 1_00, 422))).toContain('were received so far');
    await receive('poor', 100_01, 422);
    await receive('poor', 50_00);
    await spend('poor', 50_00);
    await spend('poor', 1, 422);
  });

  it('takes a voucher once for a line', async () => {
    await gift('voucher', 100_00);
    await receive('voucher', 100_00);
    await reserve('voucher', 100_00);
    const body = { donationId: 'voucher', budgetLineId: 'b-tea', amountFen: 100, description: '茶' };
    await world.post('activities/tea/expenses', { ...body, voucherNumber: 'A1' });
    await world.post('activities/tea/expenses', { ...body, voucherNumber: 'A1' }, 409);
  });

  it('is spent once when the same request is sent twice', async () => {
    await gift('twice', 100_00);
    await receive('twice', 100_00);
    await reserve('twice', 100_00);
    const body = {
      donationId: 'twice',
      budgetLineId: 'b-tea',
      amountFen: 60_00,
      voucherNumber: 'B1',
      description: '茶',
    };
    const send = () =>
      request(api.server)
        .post('/api/v1/activities/tea/expenses')
        .set('idempotency-key', 'tea-b1')
        .send(body)
        .expect(201);
    const [first, second] = [await send(), await send()];
    expect(second.body.id).toBe(first.body.id);
    expect(await statement('twice')).toMatchObject({ spentFen: 60_00, reservedFen: 40_00 });
  });
});

describe('the pool and the ledger', () => {
  it('agree on the amount, which cannot fall below what is received or set aside', async () => {
    await gift('amount', 100_00);
    await world.patch('donations/amount', '*', { amountFen: 150_00 });
    await receive('amount', 30_00);
    await world.post('donations/amount/reservations', { ...TEA, amountFen: 50_00 });
    const refused = await world.patch('donations/amount', '*', { amountFen: 49_99 }, 422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/amountFen', code: 'amount_used' }]);
    await world.patch('donations/amount', '*', { amountFen: 50_00 });
    expect(await statement('amount')).toMatchObject({
      pledgedFen: 50_00,
      plannedFen: 20_00,
      awaitedFen: 20_00,
    });
  });

  it('let a gift go as long as none of its money moved', async () => {
    await gift('promise', 100_00);
    await world.patch('donations/promise', '*', { amountFen: 200_00 });
    await world.remove('donations/promise', '*');
    const left = await dataSource().query<{ fen: string }[]>(
      `SELECT balance_fen AS fen FROM ledger_accounts WHERE donation_id = 'promise'`,
    );
    expect(left.map(({ fen }) => Number(fen))).toEqual([0, 0]);
    await gift('moved', 100_00);
    const receipt = await receive('moved', 1);
    await reverse('moved', receipt.id);
    const held = await world.remove('donations/moved', '*', 409);
    expect(held.body.errors).toMatchObject([{ kind: 'ledger', field: 'donationId', count: 2 }]);
  });

  it('keep an activity for which money is there', async () => {
    await world.post(
      'activities',
      world.activity('fair', { budget: [{ id: 'b', purpose: 'refreshments' }] }),
    );
    await gift('fair-gift', 10_00);
    const place = { activityId: 'fair', budgetLineId: 'b' };
    await world.post('donations/fair-gift/reservations', { ...place, amountFen: 10_00 });
    await world.remove('activities/fair', '*', 409);
    await world.post('donations/fair-gift/releases', place);
    await world.remove('activities/fair', '*');
  });

  it('plan with what is left: neither with what was returned nor with what is over', async () => {
    await gift('left', 100_00, { seasonId: 's1' });
    await receive('left', 40_00);
    await world.post('donations/left/returns', { amountFen: 15_00, reference: '退款' });
    const { donations } = await loadProblem(dataSource(), 's1');
    expect(donations.find(({ id }) => id === 'left')).toMatchObject({ amountFen: 85_00 });
  });
});

describe('what went wrong', () => {
  it('is taken back by a transaction that names it, once', async () => {
    await gift('wrong', 100_00);
    const receipt = await receive('wrong', 60_00);
    await reserve('wrong', 90_00);
    expect(await statement('wrong')).toMatchObject({ reservedFen: 60_00, plannedFen: 30_00 });
    const back = await reverse('wrong', receipt.id);
    expect(back.body).toMatchObject({ kind: 'reversal', reversesId: receipt.id, note: '记错了' });
    expect(await statement('wrong')).toMatchObject({ reservedFen: 0, plannedFen: 90_00, receivedFen: 0 });
    expect(wrong(await reverse('wrong', receipt.id, 409))).toContain('reversed already');
    expect(wrong(await reverse('wrong', String(back.body.id), 409))).toContain('not reversed');
  });

  it('is not taken back where the money went on', async () => {
    await gift('gone', 100_00);
    const receipt = await receive('gone', 60_00);
    await reserve('gone', 60_00);
    const spent = await spend('gone', 50_00);
    expect(wrong(await reverse('gone', receipt.id, 422))).toContain('¥10.00');
    await world.post('donations/gone/reports', {});
    const expense = `expenses/${String(spent.body.id)}`;
    await world.post(`${expense}/reversal`, { reason: '退货' }, 409);
    const { body } = await world.get('donations/gone/ledger?kind=report');
    await reverse('gone', String(body.items[0].id));
    await world.post(`${expense}/reversal`, { reason: '退货' }, 200);
    await world.post(`${expense}/reversal`, { reason: '退货' }, 409);
    await reverse('gone', receipt.id);
    expect(await statement('gone')).toMatchObject({ receivedFen: 0, spentFen: 0, plannedFen: 60_00 });
  });

  it('gives money that is free again to what still waits for money', async () => {
    await gift('cover', 100_00);
    await reserve('cover', 40_00);
    const flag = { activityId: 'tea', budgetLineId: 'b-flag' };
    await world.post('donations/cover/reservations', { ...flag, amountFen: 60_00 });
    await receive('cover', 40_00);
    await world.post('donations/cover/releases', flag);
    await world.post('donations/cover/reservations', { ...flag, amountFen: 60_00 });
    await world.post('donations/cover/releases', TEA);
    const { activities, availableFen } = await statement('cover');
    expect([activities.map(({ lines }) => lines), availableFen]).toMatchObject([
      [[{ budgetLineId: 'b-flag', reservedFen: 40_00, plannedFen: 20_00 }]],
      0,
    ]);
  });
});

describe('a gift that expires', () => {
  const expire = (day: string) => api.app.get(GiftsService).expireGifts(new Date(`${day}T00:00:00Z`));

  it('ends once: what is free is to be returned, what is promised lapses, what is set aside stays', async () => {
    await gift('spring', 100_00, { expiresAt: '2013-04-01T00:00:00+08:00' });
    await reserve('spring', 30_00);
    await receive('spring', 60_00);
    expect(await expire('2013-03-31')).toEqual([]);
    const twice = await Promise.all([expire('2013-04-02'), expire('2013-04-02')]);
    expect(twice.flat()).toEqual(['spring']);
    expect(await expire('2013-04-03')).toEqual([]);
    expect(await statement('spring')).toMatchObject({
      reservedFen: 30_00,
      expiredFen: 30_00,
      lapsedFen: 40_00,
      leftFen: 60_00,
    });
    await spend('spring', 25_00);
    await world.post('donations/spring/releases', TEA);
    expect(await expire('2013-04-04')).toEqual(['spring']);
    await world.post('donations/spring/returns', { reference: '退款' });
    expect(await statement('spring')).toMatchObject({ spentFen: 25_00, returnedFen: 35_00, leftFen: 0 });
    const entries = await dataSource().query<unknown[]>(
      `SELECT 1 FROM audit_entries WHERE action = 'ledger.expiry' AND entity_id = 'spring'`,
    );
    expect(entries).toHaveLength(2);
  });

  it('is prolonged by its donor, and lives on', async () => {
    await gift('longer', 50_00, { expiresAt: '2013-04-01T00:00:00+08:00' });
    await receive('longer', 50_00);
    expect(await expire('2013-04-02')).toEqual(['longer']);
    const { body } = await world.get('donations/longer/ledger?kind=expiry');
    await world.patch('donations/longer', '*', { expiresAt: '2013-06-01T00:00:00+08:00' });
    await reverse('longer', String(body.items[0].id));
    expect(await expire('2013-04-03')).toEqual([]);
    expect(await statement('longer')).toMatchObject({ availableFen: 50_00, expiredFen: 0 });
  });
});

describe('the statement as a table', () => {
  it('has a row for each place where money is, which add up, and computes nothing in a spreadsheet', async () => {
    await world.post('partner-units', { id: 'teahouse', name: '茶馆', communityId: 'c1' });
    for (const id of ['tea-1', 'tea-2']) {
      await gift(id, 99_99, { donorUnitId: 'teahouse', name: '=HYPERLINK("http://x")' });
      await receive(id, 50_01);
      await reserve(id, 70_00);
    }
    await spend('tea-1', 33_33);
    const { text, headers } = await request(api.server).get(
      '/api/v1/partner-units/teahouse/statement.csv?lang=zh-CN',
    );
    expect(headers['content-type']).toContain('text/csv');
    const rows = text
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows[0]?.[2]).toBe('款项去向');
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`);
    const fen = rows.slice(1).map((row) => Math.round(Number(row.at(-1)) * 100));
    expect(fen.at(-1)).toBe(2 * 99_99);
    expect(fen.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(2 * 99_99);
    const { body } = await world.get('partner-units/teahouse/statement');
    expect(body).toMatchObject({ pledgedFen: 2 * 99_99, receivedFen: 2 * 50_01, spentFen: 33_33 });
    const chinese = await request(api.server).get('/api/v1/donations/tea-1/statement');
    expect(chinese.body.text).toContain('您认捐 ¥99.99，已到账 ¥50.01。已支出 ¥33.33，用于 1 项活动。');
  });
});
