import { randomUUID } from 'node:crypto';
import { type DataSource, type EntityManager } from 'typeorm';
import { type World } from '../pools/world.js';

/** What the books of all gifts say that they must not: an empty list is a balanced ledger. */
export async function faultsOfBooks(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ fault: string }[]>(`
    SELECT 'transaction ' || id || ' does not balance' AS fault
      FROM ledger_transactions head
     WHERE (SELECT coalesce(sum(amount_fen), 1) FROM ledger_lines WHERE transaction_id = head.id) <> 0
    UNION ALL
    SELECT 'balance of ' || coalesce(line.donation_id, held.donation_id) || ' ' || coalesce(line.account, held.account)
      FROM (SELECT donation_id, account, activity_id, budget_line_id, sum(amount_fen) AS fen
              FROM ledger_lines JOIN ledger_transactions head ON head.id = transaction_id
             GROUP BY 1, 2, 3, 4) line
      FULL JOIN ledger_accounts held USING (donation_id, account, activity_id, budget_line_id)
     WHERE line.fen IS DISTINCT FROM held.balance_fen
    UNION ALL
    SELECT 'below zero: ' || donation_id || ' ' || account FROM ledger_accounts
     WHERE CASE account WHEN 'pledged' THEN balance_fen > 0 ELSE balance_fen < 0 END
    UNION ALL
    SELECT 'pledge of ' || gift.id FROM donations gift
     WHERE gift.amount_fen <> coalesce((SELECT -balance_fen FROM ledger_accounts
            WHERE donation_id = gift.id AND account = 'pledged'), 0)
    UNION ALL
    SELECT 'expense ' || asked.id || ' is ' || asked.state FROM expenses asked
     WHERE (SELECT coalesce(sum(amount_fen) FILTER (WHERE account = 'spent'), 0)
              FROM ledger_lines JOIN ledger_transactions head ON head.id = transaction_id
             WHERE head.expense_id = asked.id) <> CASE asked.state WHEN 'spent' THEN asked.amount_fen ELSE 0 END
    UNION ALL
    SELECT 'no entry in the book of changes for ' || head.id FROM ledger_transactions head
     WHERE head.kind <> 'pledge' AND head.actor <> 'somebody' AND NOT EXISTS (
       SELECT 1 FROM audit_entries WHERE entity_type = 'Donation' AND after->>'transactionId' = head.id)`);
  return rows.map(({ fault }) => fault);
}

export type PlainLine = readonly [account: string, activityId: string, budgetLineId: string, fen: number];

export interface PlainTransaction {
  readonly id?: string;
  readonly donation: string;
  readonly kind: string;
  readonly lines: readonly PlainLine[];
  readonly reverses?: string;
  readonly expense?: string;
}

/** Writes into the ledger past the service, as somebody at the database could. */
export async function writePlainly(
  manager: EntityManager,
  { id = randomUUID(), donation, kind, lines, reverses, expense }: PlainTransaction,
): Promise<string> {
  await manager.query(
    `INSERT INTO ledger_transactions (id, donation_id, kind, at, actor, reverses_id, expense_id)
     VALUES ($1, $2, $3, now(), 'somebody', $4, $5)`,
    [id, donation, kind, reverses ?? null, expense ?? null],
  );
  for (const line of lines)
    await manager.query('INSERT INTO ledger_lines VALUES ($1, $2, $3, $4, $5)', [id, ...line]);
  return id;
}

/** A season with a tea party on 9 March 2013 and a first-aid course on 20 April, both with budget lines, and no gift. */
export async function teaParty(world: World): Promise<void> {
  await world.found();
  await world.post('groups', { id: 'choir', name: '合唱团', communityId: 'c1' });
  await world.post('partner-units', { id: 'bookshop', name: '书店', communityId: 'c1' });
  await world.post(
    'activities',
    world.activity('tea', {
      title: '茶话会',
      kind: 'festival',
      hostGroupId: 'choir',
      budget: [
        { id: 'b-tea', purpose: 'refreshments', minFen: 100_00 },
        { id: 'b-flag', purpose: 'decoration' },
      ],
    }),
  );
  await world.post(
    'activities',
    world.activity('course', {
      title: '急救课',
      kind: 'training',
      candidateStarts: ['2013-04-20T09:00:00+08:00'],
      budget: [{ id: 'b-teacher', purpose: 'fees' }],
    }),
  );
}
