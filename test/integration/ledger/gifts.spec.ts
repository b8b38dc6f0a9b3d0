import { type DonationStatement } from '@heli/contracts';
import { DataSource } from 'typeorm';
import { GiftsService } from '../../../src/features/ledger/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { World } from '../pools/world.js';
import { faultsOfBooks, teaParty } from './books.js';

let api: TestApp;
const world = new World(() => api.server);
const TEA = { activityId: 'tea', budgetLineId: 'b-tea' };

beforeAll(async () => {
  api = await startTestApp();
  await teaParty(world);
});
afterEach(async () => expect(await faultsOfBooks(api.app.get(DataSource))).toEqual([]));
afterAll(() => api.close());

const statement = async (id: string): Promise<DonationStatement> =>
  (await world.get(`donations/${id}/statement`)).body as DonationStatement;
const gift = (id: string, amountFen: number, more: object = {}) =>
  world.post('donations', { id, amountFen, donorUnitId: 'bookshop', ...more });

describe('the life of a gift', () => {
  it('is promised with its entry, received in parts, set aside, spent and reported', async () => {
    await gift('whole', 500_00, { name: '书店捐赠' });
    expect(await statement('whole')).toMatchObject({ pledgedFen: 500_00, awaitedFen: 500_00, leftFen: 0 });
    await world.post('donations/whole/reservations', { ...TEA, amountFen: 200_00 });
    expect(await statement('whole')).toMatchObject({ plannedFen: 200_00, reservedFen: 0 });
    await world.post('donations/whole/receipts', { amountFen: 150_00, reference: '银行回单 1' });
    expect(await statement('whole')).toMatchObject({ plannedFen: 50_00, reservedFen: 150_00 });
    await world.post('donations/whole/receipts', { amountFen: 350_00, reference: '银行回单 2' });
    expect(await statement('whole')).toMatchObject({ reservedFen: 200_00, availableFen: 300_00 });
    const spent = await world.post('activities/tea/expenses', {
      donationId: 'whole',
      budgetLineId: 'b-tea',
      amountFen: 180_50,
      voucherNumber: 'No. 0042',
      description: '茶叶与点心',
    });
    expect(spent.body).toMatchObject({ state: 'spent', needsSecond: false });
    await world.post('donations/whole/releases', TEA);
    await world.post('donations/whole/reports', { reference: '2013-1' });
    const after = await statement('whole');
    expect(after).toMatchObject({
      receivedFen: 500_00,
      spentFen: 180_50,
      reportedFen: 180_50,
      availableFen: 319_50,
      leftFen: 319_50,
      text: 'Of your gift of ¥500.00, ¥500.00 were received. ¥180.50 were spent; activities that it paid for: 1. ¥319.50 are left, of which ¥0.00 are set aside for activities.',
    });
    expect(after.activities).toMatchObject([
      {
        title: '茶话会',
        kind: 'festival',
        start: '2013-03-09T06:00:00.000Z',
        spentFen: 180_50,
        lines: [{ purpose: 'refreshments', payments: [{ voucherNumber: 'No. 0042', amountFen: 180_50 }] }],
      },
    ]);
    await world.post('donations/whole/returns', { reference: '退款 1' });
    expect(await statement('whole')).toMatchObject({ returnedFen: 319_50, leftFen: 0 });
  });
});

it.todo;
void GiftsService;
