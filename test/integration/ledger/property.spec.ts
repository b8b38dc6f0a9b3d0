import { type ExpenseState } from '@heli/contracts';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { newId } from '../../../src/database/index.js';
import { AppError } from '../../../src/errors/index.js';
import { ExpensesService, GiftsService, StatementsService } from '../../../src/features/ledger/index.js';
import { withContext } from '../../../src/http/index.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { runsOr, SEED } from '../../support/property.js';
import { World } from '../pools/world.js';
import { faultsOfBooks, teaParty } from './books.js';

type Step =
  | { readonly do: 'amount' | 'receive' | 'reserve' | 'release' | 'return' | 'spend'; readonly fen: number }
  | { readonly do: 'approve' | 'refuse' | 'reverse expense' | 'reverse'; readonly which: number }
  | { readonly do: 'report' | 'expire' };

const fen = fc.integer({ min: 1, max: 1_600 });
const which = fc.nat({ max: 20 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constantFrom('amount', 'receive', 'reserve', 'release', 'return', 'spend'),
      fen,
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constantFrom('approve', 'refuse', 'reverse expense', 'reverse'), which }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('report', 'expire') }) },
);

/** Expenses above 10 yuan wait for a second person. */
const THRESHOLD = { HELI_FOUR_EYES_FEN: '1000' };
const TEA = { activityId: 'tea', budgetLineId: 'b-tea' };

describe('the books of a gift', () => {
  let api: TestApp;
  const world = new World(() => api.server);

  beforeAll(async () => {
    api = await startTestApp({ env: THRESHOLD });
    await teaParty(world);
  });
  afterAll(() => api.close());

  const gifts = () => api.app.get(GiftsService);
  const expenses = () => api.app.get(ExpensesService);
  const dataSource = () => api.app.get(DataSource);
  const idAt = async (sql: string, donationId: string, place: number): Promise<string> => {
    const rows = await dataSource().query<{ id: string }[]>(sql, [donationId]);
    return rows[place % Math.max(1, rows.length)]?.id ?? 'nothing';
  };
  /** Mostly one in that state. */
  const anExpense = (id: string, place: number, state: ExpenseState) =>
    idAt(
      `SELECT id FROM expenses WHERE donation_id = $1 AND (state = '${state}' OR ${place % 4 === 3}) ORDER BY created_at, id`,
      id,
      place,
    );
  const aTransaction = (id: string, place: number) =>
    idAt('SELECT id FROM ledger_transactions WHERE donation_id = $1 ORDER BY number', id, place);

  /** As an account that is another one for whoever decides. */
  const as = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    withContext(
      {
        requestId: 'property',
        language: 'en',
        actor: `account:${name}`,
        reach: 'everything',
        principal: {
          kind: 'account',
          id: name,
          sessionId: '',
          memberships: [],
          volunteerId: null,
          partnerUnitId: null,
        },
      },
      work,
    );

  const carryOut = async (id: string, one: Step): Promise<unknown> => {
    switch (one.do) {
      case 'amount':
        return dataSource().query('UPDATE donations SET amount_fen = $2 WHERE id = $1', [id, one.fen * 2]);
      case 'receive':
        return gifts().receive(id, { amountFen: one.fen, reference: '回单' });
      case 'reserve':
        return gifts().reserve(id, { ...TEA, amountFen: one.fen });
      case 'release':
        return gifts().release(id, { ...TEA, amountFen: one.fen });
      case 'return':
        return gifts().giveBack(id, { amountFen: one.fen, reference: '退款' });
      case 'spend': {
        const wish = { donationId: id, budgetLineId: 'b-tea', description: '茶', voucherNumber: newId() };
        return as('asks', () => expenses().request('tea', { ...wish, amountFen: one.fen }));
      }
      case 'approve':
        return as('decides', async () => expenses().approve(await anExpense(id, one.which, 'requested')));
      case 'refuse':
        return as('decides', async () =>
          expenses().refuse(await anExpense(id, one.which, 'requested'), '不批'),
        );
      case 'reverse expense':
        return as('decides', async () => expenses().reverse(await anExpense(id, one.which, 'spent'), '退货'));
      case 'reverse':
        return gifts().reverse(id, await aTransaction(id, one.which), '记错了');
      case 'report':
        return gifts().report(id, {});
      case 'expire':
        return gifts().expireGifts(new Date('2013-06-01T00:00:00Z'));
    }
  };

  /** True: it was done; false: it was refused, by the service or at last by the database. */
  const tried = async (id: string, one: Step): Promise<boolean> => {
    try {
      await carryOut(id, one);
      return true;
    } catch (error) {
      const rule = (error as { driverError?: { constraint?: string } }).driverError?.constraint;
      if (error instanceof AppError || rule === 'ledger_amount') return false;
      throw error;
    }
  };

  it('balance after whatever happens to it, and its statement says the same to the fen', async () => {
    const done = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const id = newId();
        await world.post('donations', { id, amountFen: 4_000, expiresAt: '2013-05-01T00:00:00+08:00' });
        await gifts().receive(id, { amountFen: 2_500, reference: '回单' });
        await gifts().reserve(id, { ...TEA, amountFen: 2_500 });
        for (const one of steps) if (await tried(id, one)) done.add(one.do);
        expect(await faultsOfBooks(dataSource())).toEqual([]);
        const told = await api.app.get(StatementsService).ofGift(id, 'en');
        const [{ amount } = { amount: -1 }] = await dataSource().query<{ amount: string }[]>(
          'SELECT amount_fen AS amount FROM donations WHERE id = $1',
          [id],
        );
        expect(told.pledgedFen).toBe(Number(amount));
        expect(told.awaitedFen + told.receivedFen + told.lapsedFen).toBe(told.pledgedFen);
        expect(told.leftFen).toBe(told.receivedFen - told.spentFen - told.returnedFen);
        expect(told.leftFen).toBe(told.availableFen + told.reservedFen + told.inReviewFen + told.expiredFen);
        const lines = told.activities.flatMap((activity) => activity.lines);
        const paid = lines.flatMap(({ payments }) => payments);
        expect(paid.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(told.spentFen);
        for (const member of ['plannedFen', 'reservedFen', 'inReviewFen', 'spentFen', 'reportedFen'] as const)
          expect([member, lines.reduce((sum, line) => sum + line[member], 0)]).toEqual([
            member,
            told[member],
          ]);
      }),
      { seed: SEED, numRuns: runsOr(25) },
    );
    // Each kind of step went through somewhere.
    expect([...done].sort()).toEqual(
      [
        'amount',
        'approve',
        'expire',
        'receive',
        'refuse',
        'release',
        'report',
        'reserve',
        'return',
        'reverse',
        'reverse expense',
        'spend',
      ].sort(),
    );
  });

  it('are never overspent by many at once, and everybody is told the truth', async () => {
    await world.post('donations', { id: 'rush', amountFen: 100_00 });
    await gifts().receive('rush', { amountFen: 100_00, reference: '1' });
    await gifts().reserve('rush', { ...TEA, amountFen: 70_00 });
    const wish = { donationId: 'rush', budgetLineId: 'b-tea', description: '茶', amountFen: 9_00 };
    const together = await Promise.allSettled([
      ...Array.from({ length: 30 }, (_, place) =>
        expenses().request('tea', { ...wish, voucherNumber: `r${place}` }),
      ),
      ...Array.from({ length: 5 }, () => gifts().giveBack('rush', { amountFen: 20_00, reference: '退款' })),
      ...Array.from({ length: 5 }, () => gifts().reserve('rush', { ...TEA, amountFen: 3_00 })),
    ]);
    const count = (from: number, to: number) =>
      together.slice(from, to).filter(({ status }) => status === 'fulfilled').length;
    const [spent, returned, reserved] = [count(0, 30), count(30, 35), count(35, 40)];
    const told = await api.app.get(StatementsService).ofGift('rush', 'en');
    expect(told).toMatchObject({ spentFen: spent * 9_00, returnedFen: returned * 20_00 });
    expect(told.reservedFen).toBe(70_00 + reserved * 3_00 - spent * 9_00);
    expect(spent).toBeGreaterThanOrEqual(7);
    const refusals = together.flatMap((one) => (one.status === 'rejected' ? [one.reason as AppError] : []));
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['RULE_BROKEN']));
    expect(await faultsOfBooks(dataSource())).toEqual([]);
  });
});
