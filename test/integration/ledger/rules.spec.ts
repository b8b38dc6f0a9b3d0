import { DataSource, type EntityManager } from 'typeorm';
import { LedgerRules1764200300100 } from '../../../src/database/migrations/1764200300100-ledger-rules.js';
import { startTestApp, type TestApp } from '../../support/app.js';
import { World } from '../pools/world.js';
import { faultsOfBooks, type PlainLine, type PlainTransaction, teaParty, writePlainly } from './books.js';

let api: TestApp;
const world = new World(() => api.server);
const dataSource = (): DataSource => api.app.get(DataSource);

beforeAll(async () => {
  api = await startTestApp();
  await teaParty(world);
  await world.post('groups', { id: 'drummers', name: '鼓队', communityId: 'c1' });
  await gift('free');
  await world.post('donations/free/receipts', { amountFen: 60_00, reference: '1' });
});
afterEach(async () => expect(await faultsOfBooks(dataSource())).toEqual([]));
afterAll(() => api.close());

const gift = (id: string, more: object = {}) => world.post('donations', { id, amountFen: 100_00, ...more });

/** The rule that the database names when it refuses; null: it lets it through. */
async function brokenRule(work: (manager: EntityManager) => Promise<unknown>): Promise<string | null> {
  try {
    await dataSource().transaction(work);
    return null;
  } catch (error) {
    return (error as { driverError: { constraint?: string } }).driverError.constraint ?? String(error);
  }
}
const write = (transaction: PlainTransaction): Promise<string | null> =>
  brokenRule((manager) => writePlainly(manager, transaction));
const reservation = (donation: string, activity = 'tea', line = 'b-tea', fen = 1): PlainTransaction => ({
  donation,
  kind: 'reservation',
  lines: [
    ['receivable', '', '', -fen],
    ['claimed', activity, line, fen],
  ],
});

describe('an earmark, by plain SQL', () => {
  it.each([
    ['of another kind', { earmark: { kinds: ['training'] } }],
    ['for another community', { earmark: { communityIds: ['c2'] } }],
    ['for another group', { earmark: { hostGroupIds: ['drummers'] } }],
    ['for another purpose', { earmark: { purposes: ['decoration'] } }],
    ['that is good later', { availableFrom: '2013-03-09T14:01:00+08:00' }],
    ['that expires as the activity begins', { expiresAt: '2013-03-09T14:00:00+08:00' }],
  ])('%s pays for no tea', async (name, more) => {
    await gift(name, more);
    expect(await write(reservation(name))).toBe('ledger_earmark');
  });

  it('that agrees in all of this lets it through', async () => {
    await gift('agreed', {
      earmark: {
        kinds: ['festival'],
        communityIds: ['c1'],
        hostGroupIds: ['choir'],
        purposes: ['refreshments'],
      },
      availableFrom: '2013-03-09T14:00:00+08:00',
      expiresAt: '2013-03-09T14:01:00+08:00',
    });
    expect(await write(reservation('agreed'))).toBeNull();
    expect(await write(reservation('agreed', 'tea', 'b-flag'))).toBe('ledger_earmark');
    expect(await write(reservation('agreed', 'course', 'b-teacher'))).toBe('ledger_earmark');
  });

  it('for the purpose "venue" pays the price of a booking and nothing else', async () => {
    await gift('hall', { earmark: { purposes: ['venue'] } });
    expect(await write(reservation('hall', 'tea', 'venue'))).toBeNull();
    expect(await write(reservation('hall'))).toBe('ledger_earmark');
  });

  it('knows no lines and activities that are not there', async () => {
    expect(await write(reservation('free', 'tea', 'b-none'))).toBe('ledger_earmark');
    expect(await write(reservation('free', 'nowhere'))).toBe('ledger_earmark');
    expect(await write(reservation('nobody'))).toBe('ledger_donation');
  });

  it('that was narrowed later lets nothing more be spent of what was set aside', async () => {
    await gift('narrow');
    await world.post('donations/narrow/receipts', { amountFen: 50_00, reference: '1' });
    const place = { activityId: 'tea', budgetLineId: 'b-tea' };
    await world.post('donations/narrow/reservations', { ...place, amountFen: 50_00 });
    await world.patch('donations/narrow', '*', {
      earmark: { kinds: ['training'], communityIds: [], hostGroupIds: [], purposes: [] },
    });
    const wish = { donationId: 'narrow', budgetLineId: 'b-tea', voucherNumber: 'n', description: '茶' };
    const refused = await world.post('activities/tea/expenses', { ...wish, amountFen: 1 }, 422);
    expect(refused.body.detail).toContain('other kinds');
    await world.post('donations/narrow/releases', place);
    await world.post('donations/narrow/reservations', { ...place, amountFen: 50_00 }, 422);
  });
});

describe('the journal, by plain SQL', () => {
  const fromFree = (kind: string, ...lines: PlainLine[]) => write({ donation: 'free', kind, lines });

  it('takes only what sums to zero', async () => {
    expect(await fromFree('return', ['available', '', '', -2], ['returned', '', '', 1])).toBe(
      'ledger_balanced',
    );
    expect(await fromFree('return')).toBe('ledger_balanced');
  });

  it('moves money only where its kind does, and never from one activity to another', async () => {
    expect(await write(reservation('free'))).toBeNull();
    const moves: readonly (readonly [string, ...PlainLine[]])[] = [
      ['reservation', ['available', '', '', -1], ['spent', 'tea', 'b-tea', 1]],
      ['return', ['receivable', '', '', -1], ['returned', '', '', 1]],
      ['receipt', ['receivable', '', '', -1], ['reserved', 'tea', 'b-tea', 1]],
      ['cover', ['claimed', 'tea', 'b-tea', -1], ['reserved', 'tea', 'b-flag', 1]],
    ];
    for (const [kind, ...lines] of moves)
      expect([kind, await fromFree(kind, ...lines)]).toEqual([kind, 'ledger_moves']);
  });

  it('lets no account fall below zero', async () => {
    expect(await fromFree('return', ['available', '', '', -60_01], ['returned', '', '', 60_01])).toBe(
      'ck_ledger_accounts_balance',
    );
  });

  it('is neither changed nor deleted, nor are its balances written', async () => {
    const statements = {
      "UPDATE ledger_transactions SET kind = 'pledge'": 'ledger_append_only',
      "UPDATE ledger_transactions SET note = 'other'": 'ledger_append_only',
      'DELETE FROM ledger_transactions': 'ledger_append_only',
      'UPDATE ledger_lines SET amount_fen = 1': 'ledger_append_only',
      'DELETE FROM ledger_lines': 'ledger_append_only',
      'TRUNCATE ledger_lines': 'ledger_append_only',
      'UPDATE ledger_accounts SET balance_fen = 1': 'ledger_derived',
      'DELETE FROM ledger_accounts': 'ledger_derived',
      'TRUNCATE ledger_accounts': 'ledger_derived',
      "INSERT INTO ledger_accounts VALUES ('free', 'available', '', '', 1)": 'ledger_derived',
      "UPDATE donations SET id = 'other' WHERE id = 'free'": 'ledger_donation',
      "DELETE FROM donations WHERE id = 'free'": 'ledger_donation',
      "UPDATE donations SET amount_fen = 59 WHERE id = 'free'": 'ledger_amount',
    };
    for (const [statement, rule] of Object.entries(statements))
      expect([statement, await brokenRule((manager) => manager.query(statement))]).toEqual([statement, rule]);
  });

  it('may be rid of a note that turned out to tell of a person', async () => {
    expect(
      await brokenRule((manager) => manager.query('UPDATE ledger_transactions SET note = NULL')),
    ).toBeNull();
  });

  it('takes no further lines once it was committed, and none that unbalance it after it was looked at', async () => {
    const [old] = await dataSource().query<{ id: string }[]>(
      `SELECT id FROM ledger_transactions WHERE donation_id = 'free' AND kind = 'receipt'`,
    );
    const add = `INSERT INTO ledger_lines VALUES ($1, 'expired', '', '', 1)`;
    expect(await brokenRule((manager) => manager.query(add, [old?.id]))).toBe('ledger_sealed');
    const looked = brokenRule(async (manager) => {
      const lines: PlainLine[] = [
        ['available', '', '', -1],
        ['returned', '', '', 1],
      ];
      const id = await writePlainly(manager, { donation: 'free', kind: 'return', lines });
      await manager.query('SET CONSTRAINTS ALL IMMEDIATE');
      await manager.query(add, [id]);
    });
    expect(await looked).toBe('ledger_balanced');
  });

  it('reverses what it names, exactly and once', async () => {
    await gift('back');
    const receipt: PlainTransaction = {
      id: 'receipt-of-back',
      donation: 'back',
      kind: 'receipt',
      lines: [
        ['receivable', '', '', -9],
        ['available', '', '', 9],
      ],
    };
    expect(await write(receipt)).toBeNull();
    const reversal = (fen: number, donation = 'back') =>
      write({
        donation,
        kind: 'reversal',
        reverses: 'receipt-of-back',
        lines: [
          ['available', '', '', -fen],
          ['receivable', '', '', fen],
        ],
      });
    expect(await reversal(8)).toBe('ledger_reversal');
    expect(await reversal(9, 'free')).toBe('ledger_reversal');
    expect(await reversal(9)).toBeNull();
    await write({ ...receipt, id: 'another' });
    expect(await reversal(9)).toBe('uq_ledger_transactions_reverses_id');
  });
});

describe('spending, by plain SQL', () => {
  const place = ['tea', 'b-tea'] as const;
  const expense = (id: string, state: string, more = { second: false, by: 'NULL' }) =>
    `INSERT INTO expenses (id, version, donation_id, activity_id, budget_line_id, amount_fen, voucher_number, description, state, needs_second, requested_by, decided_by)
     VALUES ('${id}', 1, 'paid', 'tea', 'b-tea', 5, '${id}', '茶', '${state}', ${more.second}, 'a', ${more.by})`;
  const spending = (id: string, fen: number): PlainTransaction => ({
    donation: 'paid',
    kind: 'spending',
    expense: id,
    lines: [
      ['reserved', ...place, -fen],
      ['spent', ...place, fen],
    ],
  });

  beforeAll(async () => {
    await gift('paid');
    await world.post('donations/paid/receipts', { amountFen: 50_00, reference: '1' });
    await world.post('donations/paid/reservations', {
      activityId: 'tea',
      budgetLineId: 'b-tea',
      amountFen: 50_00,
    });
  });

  it('needs an expense of just that amount, and an expense needs its spending', async () => {
    const both = (state: string, fen: number) =>
      brokenRule(async (manager) => {
        await manager.query(expense('e1', state));
        await writePlainly(manager, spending('e1', fen));
      });
    expect(await brokenRule((manager) => manager.query(expense('e1', 'spent')))).toBe('ledger_expense');
    expect(await both('spent', 4)).toBe('ledger_expense');
    expect(await both('requested', 5)).toBe('ledger_expense');
    expect(await write({ ...spending('e1', 5), kind: 'report' })).not.toBeNull();
    expect(await both('spent', 5)).toBeNull();
    expect(await write(spending('e1', 5))).toBe('ledger_expense');
    expect(await brokenRule((manager) => manager.query(`UPDATE expenses SET amount_fen = 6`))).toBe(
      'ledger_append_only',
    );
    expect(await brokenRule((manager) => manager.query(`DELETE FROM expenses`))).toBe('ledger_append_only');
  });

  it('above the threshold needs somebody else than who asked', async () => {
    const alone = { second: true, by: `'a'` };
    for (const more of [alone, { second: true, by: 'NULL' }])
      expect(await brokenRule((manager) => manager.query(expense('e2', 'spent', more)))).toBe(
        'ck_expenses_four_eyes',
      );
  });
});

it('gifts from before the ledger are promised, and what published plans give of them is set aside', async () => {
  const old = await startTestApp();
  try {
    const source = old.app.get(DataSource);
    const rules = new LedgerRules1764200300100();
    const runner = source.createQueryRunner();
    await rules.down(runner);
    const before = new World(() => old.server);
    await teaParty(before);
    const add = (id: string, fen: number, kinds = '{}') =>
      source.query(
        `INSERT INTO donations (id, version, amount_fen, kinds, purposes) VALUES ('${id}', 1, ${fen}, '${kinds}', '{}')`,
      );
    await add('old', 100);
    await add('short', 30);
    await add('changed', 50, '{training}');
    await source.query(
      `INSERT INTO allocation_runs (id, season_id, state, request) VALUES ('r', 's1', 'succeeded', '{}')`,
    );
    await source.query(
      `INSERT INTO plans (id, version, run_id, season_id, state, problem_sha256, quality, termination, gap, counts, certificate, open_places, document_gzip)
       VALUES ('p', 1, 'r', 's1', 'published', '', 'optimal', 'converged', 0, '{}', '{}', '[]', '')`,
    );
    for (const [donation, line, fen] of [
      ['old', 'b-tea', 40],
      ['short', 'b-tea', 20],
      ['short', 'b-flag', 20],
      ['changed', 'b-tea', 10],
    ])
      await source.query(
        `INSERT INTO fund_allocations (id, version, plan_id, activity_id, budget_line_id, donation_id, amount_fen)
         VALUES (gen_random_uuid()::text, 1, 'p', 'tea', $1, $2, $3)`,
        [line, donation, fen],
      );
    await runner.startTransaction();
    await rules.up(runner);
    await runner.commitTransaction();
    await runner.release();
    const planned = async (id: string) => {
      const { body } = await before.get(`donations/${id}/statement`);
      return [body.pledgedFen, body.plannedFen];
    };
    expect([await planned('old'), await planned('short'), await planned('changed')]).toEqual([
      [100, 40],
      [30, 30],
      [50, 0],
    ]);
    const faults = await faultsOfBooks(source);
    expect(faults.filter((fault) => !fault.startsWith('no entry'))).toEqual([]);
  } finally {
    await old.close();
  }
});
