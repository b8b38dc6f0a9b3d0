import { type INestApplication } from '@nestjs/common';
import { dataset, type DonationStatement, type PlanDocument } from '@heli/contracts';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { createApp } from '../../../src/app.js';
import { PlansService } from '../../../src/features/plans/index.js';
import { startTestApp, type TestApp, testConfig } from '../../support/app.js';
import { RunClient } from '../../support/run-client.js';
import { riverSeason, storeSeason } from '../../support/season.js';
import { World } from '../pools/world.js';
import { faultsOfBooks } from './books.js';

/** Four reading hours with tea for 30 yuan each, and a gift of 200 for them. */
function seasonWithTea() {
  const season = riverSeason('funds');
  return dataset.parse({
    ...season,
    activities: season.activities.map((activity) =>
      activity.id.includes('reading')
        ? { ...activity, budget: [{ id: 'tea', purpose: 'refreshments', minFen: 30_00 }] }
        : activity,
    ),
    donations: [{ id: 'funds-gift', amountFen: 200_00, earmark: { kinds: ['self_governance'] } }],
  });
}

describe('a plan that is published', () => {
  let api: TestApp;
  let worker: INestApplication;
  const world = new World(() => api.server);

  beforeAll(async () => {
    api = await startTestApp();
    worker = await createApp({ config: testConfig(), databaseUrl: api.database.url, role: 'worker' });
    await storeSeason(api.app.get(DataSource), seasonWithTea());
  });
  afterEach(async () => expect(await faultsOfBooks(api.app.get(DataSource))).toEqual([]));
  afterAll(async () => {
    await worker.close();
    await api.close();
  });

  const draft = async (): Promise<string> => {
    const client = new RunClient(api.server);
    return String((await client.untilOver((await client.start('funds')).id)).planId);
  };
  const publish = (planId: string) => new RunClient(api.server).publish(planId);
  const fundsOf = async (planId: string): Promise<PlanDocument['fundAllocations']> =>
    (await api.app.get(PlansService).document(planId)).fundAllocations;
  const statement = async (): Promise<DonationStatement> =>
    (await world.get('donations/funds-gift/statement')).body as DonationStatement;

  it('sets aside what it gives of each gift, received or promised', async () => {
    await world.post('donations/funds-gift/receipts', { amountFen: 50_00, reference: '1' });
    const planId = await draft();
    expect(await statement()).toMatchObject({ reservedFen: 0, plannedFen: 0 });
    await publish(planId);
    expect(await fundsOf(planId)).toHaveLength(4);
    expect(await statement()).toMatchObject({ reservedFen: 50_00, plannedFen: 70_00, availableFen: 0 });
    const { body } = await world.get('donations/funds-gift/ledger?kind=reservation');
    expect(body.items).toMatchObject([{ planId, kind: 'reservation' }]);
    const { activities } = await statement();
    expect(activities.map(({ reservedFen, plannedFen }) => [reservedFen, plannedFen])).toEqual([
      [30_00, 0],
      [20_00, 10_00],
      [0, 30_00],
      [0, 30_00],
    ]);
  });

  it('frees what the plan before gave and it does not, but for what was spent', async () => {
    const expense = { donationId: 'funds-gift', budgetLineId: 'tea', voucherNumber: '1', description: '茶' };
    await world.post('activities/funds-reading-1/expenses', { ...expense, amountFen: 12_00 });
    for (const week of [1, 2])
      await world.patch(`activities/funds-reading-${week}`, '*', {
        budget: [{ id: 'tea', purpose: 'refreshments', minFen: week === 1 ? 0 : 5_00 }],
      });
    await publish(await draft());
    const { activities, ...totals } = await statement();
    expect(
      activities.map(({ spentFen, reservedFen, plannedFen }) => [spentFen, reservedFen + plannedFen]),
    ).toEqual([
      [12_00, 0],
      [0, 5_00],
      [0, 30_00],
      [0, 30_00],
    ]);
    expect(totals).toMatchObject({ spentFen: 12_00, reservedFen: 38_00, plannedFen: 27_00, availableFen: 0 });
  });

  it('is not published when a gift cannot pay for it any more, and says which and how much', async () => {
    await world.patch('activities/funds-reading-3', '*', {
      budget: [{ id: 'tea', purpose: 'refreshments', minFen: 130_00 }],
    });
    const planId = await draft();
    const place = { activityId: 'funds-reading-4', budgetLineId: 'tea' };
    await world.post('donations/funds-gift/reservations', { ...place, amountFen: 100_00 });
    const before = await statement();
    await request(api.server)
      .post(`/api/v1/plans/${planId}/review`)
      .set('if-match', '*')
      .send({})
      .expect(200);
    const refused = await request(api.server)
      .post(`/api/v1/plans/${planId}/publish`)
      .set({ 'if-match': '*', 'accept-language': 'zh-CN' })
      .send({ resolution: { number: '2013-9', decidedOn: '2013-02-20', title: '春季活动安排' } });
    expect([refused.status, refused.body.errors]).toMatchObject([
      422,
      [
        {
          code: 'ledger_short',
          message: '捐赠“funds-gift”用于活动“funds-reading-3”预算项“tea”还差 ¥77.00',
        },
      ],
    ]);
    expect(await statement()).toEqual(before);
  });
});
