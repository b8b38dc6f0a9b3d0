import { type LedgerKind } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { newId } from '../../database/index.js';
import { notFound } from '../../errors/index.js';
import { currentContext } from '../../http/index.js';
import { Book, type Line, type Purpose, purposeKey } from './book.js';
import { LedgerTransaction } from './ledger.entity.js';

export interface Entry {
  readonly donationId: string;
  readonly kind: LedgerKind;
  readonly at: Date;
  readonly reference?: string | null;
  readonly note?: string | null;
  readonly planId?: string | null;
  readonly expenseId?: string | null;
  readonly reversesId?: string | null;
}

/**
 * The only writer of the ledger. Every transaction goes together with an entry of the book of changes; what it must obey
 * is held by the database.
 */
@Injectable()
export class Journal {
  constructor(private readonly audit: AuditService) {}

  /** The books of a gift, for this transaction alone until it ends. */
  async open(manager: EntityManager, donationId: string): Promise<Book> {
    const locked = await manager.query<unknown[]>('SELECT 1 FROM donations WHERE id = $1 FOR NO KEY UPDATE', [
      donationId,
    ]);
    if (locked.length === 0) throw notFound('Donation', donationId);
    return this.read(manager, donationId);
  }

  private async read(manager: EntityManager, donationId: string): Promise<Book> {
    const rows = await manager.query<(Omit<Line, 'amountFen'> & { amountFen: string })[]>(
      `SELECT account, activity_id AS "activityId", budget_line_id AS "budgetLineId", balance_fen AS "amountFen"
         FROM ledger_accounts WHERE donation_id = $1 ORDER BY account, activity_id, budget_line_id`,
      [donationId],
    );
    return new Book(rows.map((row) => ({ ...row, amountFen: Number(row.amountFen) })));
  }

  /**
   * Writes down what was moved in a book.
   * @returns the id of the transaction, or null when nothing was moved
   */
  async post(manager: EntityManager, entry: Entry, lines: readonly Line[]): Promise<string | null> {
    if (lines.length === 0) return null;
    const id = newId();
    await manager.query(
      `INSERT INTO ledger_transactions
         (id, donation_id, kind, at, actor, reference, note, plan_id, expense_id, reverses_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        entry.donationId,
        entry.kind,
        entry.at,
        currentContext().actor,
        entry.reference ?? null,
        entry.note ?? null,
        entry.planId ?? null,
        entry.expenseId ?? null,
        entry.reversesId ?? null,
      ],
    );
    await manager.query(
      `INSERT INTO ledger_lines (transaction_id, account, activity_id, budget_line_id, amount_fen)
       SELECT $1, account, activity, line, fen
         FROM jsonb_to_recordset($2::jsonb) AS part (account text, activity text, line text, fen bigint)`,
      [
        id,
        JSON.stringify(
          lines.map(({ account, activityId, budgetLineId, amountFen }) => ({
            account,
            activity: activityId,
            line: budgetLineId,
            fen: amountFen,
          })),
        ),
      ],
    );
    await this.audit.record({
      action: `ledger.${entry.kind}`,
      entityType: 'Donation',
      entityId: entry.donationId,
      after: {
        transactionId: id,
        ...(entry.reversesId == null ? {} : { reverses: entry.reversesId }),
        lines: lines.map(({ account, activityId, budgetLineId, amountFen }) =>
          activityId === '' ? { account, amountFen } : { account, activityId, budgetLineId, amountFen },
        ),
      },
    });
    return id;
  }

  /** What is free covers what plans count on, whichever takes place first. Call it after what may leave both. */
  async cover(manager: EntityManager, donationId: string, at: Date): Promise<void> {
    const book = await this.read(manager, donationId);
    if (book.balance('available') === 0) return;
    for (const purpose of await this.inOrder(manager, book.purposes('claimed'))) {
      const covered = book.take('claimed', 'reserved', book.balance('available'), purpose);
      book.take('available', 'receivable', covered);
    }
    await this.post(manager, { donationId, kind: 'cover', at }, book.lines());
  }

  /** Whichever takes place first comes first. */
  async inOrder(manager: EntityManager, purposes: readonly Purpose[], planId?: string): Promise<Purpose[]> {
    if (purposes.length < 2) return [...purposes];
    const rows = await manager.query<{ id: string; start: Date | null }[]>(
      'SELECT id, ledger_start(id, $2) AS start FROM unnest($1::text[]) AS id',
      [[...new Set(purposes.map(({ activityId }) => activityId))], planId ?? null],
    );
    const startOf = new Map(rows.map(({ id, start }) => [id, start?.getTime() ?? Infinity]));
    const at = ({ activityId }: Purpose): number => startOf.get(activityId) ?? Infinity;
    return [...purposes].sort((a, b) => compare(at(a), at(b)) || compare(purposeKey(a), purposeKey(b)));
  }

  async transaction(manager: EntityManager, id: string): Promise<LedgerTransaction> {
    const found = await manager.findOne(LedgerTransaction, { where: { id }, relations: { lines: true } });
    if (found === null) throw notFound('LedgerTransaction', id);
    return found;
  }
}

const compare = <T extends number | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
