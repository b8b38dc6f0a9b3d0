import {
  type LedgerQuery,
  type ReceiptCreate,
  type ReleaseCreate,
  type ReportCreate,
  type ReservationCreate,
  type ReturnCreate,
} from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Page, paginate } from '../../http/index.js';
import { Donation } from '../donations/index.js';
import { type Book, type Line } from './book.js';
import { type Entry, Journal } from './journal.js';
import { LedgerTransaction } from './ledger.entity.js';
import { assertEarmark, tooMuch } from './refusals.js';

/** What happens to the money of a gift, but for spending it. */
@Injectable()
export class GiftsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
  ) {}

  /** Newest first. */
  async list(donationId: string, { kind, ...page }: LedgerQuery): Promise<Page<LedgerTransaction>> {
    const query = this.transactions.manager
      .createQueryBuilder(LedgerTransaction, 'entry')
      .leftJoinAndSelect('entry.lines', 'line')
      .where('entry.donationId = :donationId', { donationId });
    if (kind !== undefined) query.andWhere('entry.kind = :kind', { kind });
    const held = await paginate(query, page, [{ property: 'number', direction: 'DESC' }]);
    if (held.items.length === 0) await this.assertKnown(donationId);
    return held;
  }

  private async assertKnown(donationId: string): Promise<void> {
    if (!(await this.transactions.manager.existsBy(Donation, { id: donationId })))
      throw notFound('Donation', donationId);
  }

  /** Money arrives: for what plans count on first, whichever takes place first; the rest is free. */
  receive(
    donationId: string,
    { amountFen, reference, receivedAt }: ReceiptCreate,
  ): Promise<LedgerTransaction> {
    const at = receivedAt === undefined ? new Date() : new Date(receivedAt);
    return this.move({ donationId, kind: 'receipt', at, reference }, async (book, manager) => {
      const outstanding = book.balance('receivable') + book.total('claimed');
      if (amountFen > outstanding) throw tooMuch('ledger_beyond_pledge', amountFen, outstanding);
      let left = amountFen;
      for (const purpose of await this.journal.inOrder(manager, book.purposes('claimed')))
        left -= book.take('claimed', 'reserved', left, purpose);
      book.take('receivable', 'available', left);
    });
  }

  /** Sets money aside for an activity beside what its plan says: what was received first, then what is promised. */
  reserve(donationId: string, { amountFen, ...purpose }: ReservationCreate): Promise<LedgerTransaction> {
    return this.move({ donationId, kind: 'reservation', at: new Date() }, async (book, manager) => {
      await assertEarmark(manager, donationId, purpose);
      const free = book.balance('available') + book.balance('receivable');
      if (amountFen > free) throw tooMuch('ledger_not_free', amountFen, free);
      const paid = book.take('available', 'reserved', amountFen, purpose);
      book.take('receivable', 'claimed', amountFen - paid, purpose);
    });
  }

  /** Gives back what an activity does not need: what is only promised first. */
  release(donationId: string, { amountFen, ...purpose }: ReleaseCreate): Promise<LedgerTransaction> {
    return this.move({ donationId, kind: 'release', at: new Date() }, (book) => {
      const aside = book.balance('claimed', purpose) + book.balance('reserved', purpose);
      if (aside === 0 || (amountFen ?? 0) > aside) throw tooMuch('ledger_not_aside', amountFen ?? 0, aside);
      const asked = amountFen ?? aside;
      const promised = book.take('claimed', 'receivable', asked, purpose);
      book.take('reserved', 'available', asked - promised, purpose);
    });
  }

  /** Gives back to the donor: what may no longer be used first. */
  giveBack(donationId: string, { amountFen, reference }: ReturnCreate): Promise<LedgerTransaction> {
    return this.move({ donationId, kind: 'return', at: new Date(), reference }, (book) => {
      const left = book.balance('expired') + book.balance('available');
      if (left === 0 || (amountFen ?? 0) > left) throw tooMuch('ledger_nothing_left', amountFen ?? 0, left);
      const asked = amountFen ?? left;
      const expired = book.take('expired', 'returned', asked);
      book.take('available', 'returned', asked - expired);
    });
  }

  /** The donor was told what the gift did: all that is spent by now. */
  report(donationId: string, { reference }: ReportCreate): Promise<LedgerTransaction> {
    const entry = { donationId, kind: 'report' as const, at: new Date(), reference: reference ?? null };
    return this.move(entry, (book) => {
      const spent = book.purposes('spent');
      if (spent.length === 0)
        throw new AppError(
          'STATE_CONFLICT',
          `Nothing of gift ${donationId} was spent since the last report`,
          {
            detail: 'ledger_nothing_to_report',
          },
        );
      for (const purpose of spent) book.take('spent', 'reported', Infinity, purpose);
    });
  }

  /**
   * Takes back a receipt, a return, a report or an expiry. A receipt is taken from what is free, then from what was set
   * aside last: there the plan waits for money again.
   */
  async reverse(donationId: string, transactionId: string, reason: string): Promise<LedgerTransaction> {
    return this.transactions.run(async (manager) => {
      const book = await this.journal.open(manager, donationId);
      const old = await this.journal.transaction(manager, transactionId);
      if (old.donationId !== donationId) throw notFound('LedgerTransaction', transactionId);
      await assertReversible(manager, old);
      const lines = old.kind === 'receipt' ? await this.unreceived(manager, book, old) : negated(old, book);
      const entry = {
        donationId,
        kind: 'reversal',
        at: new Date(),
        note: reason,
        reversesId: old.id,
      } satisfies Entry;
      return this.written(manager, entry, lines);
    });
  }

  /**
   * Ends gifts that expired: what is free of them may no longer be used, what is promised and not needed is not awaited
   * any more. What is set aside stays, as its activities began in time. Each fen once, however often it is called.
   * @returns ids of the gifts of which something ended
   */
  async expireGifts(now: Date): Promise<string[]> {
    const due = await this.transactions.manager.query<{ id: string }[]>(
      `SELECT DISTINCT held.id FROM donations held JOIN ledger_accounts part ON part.donation_id = held.id
        WHERE held.expires_at <= $1 AND part.account IN ('receivable', 'available') AND part.balance_fen > 0
        ORDER BY held.id`,
      [now],
    );
    const ended: string[] = [];
    for (const { id } of due) if (await this.end(id, now)) ended.push(id);
    return ended;
  }

  private end(donationId: string, now: Date): Promise<boolean> {
    return this.transactions.run(async (manager) => {
      const book = await this.journal.open(manager, donationId);
      // Somebody may have prolonged it meanwhile.
      const [due] = await manager.query<unknown[]>(
        'SELECT 1 FROM donations WHERE id = $1 AND expires_at <= $2',
        [donationId, now],
      );
      if (due === undefined) return false;
      book.take('receivable', 'lapsed', Infinity);
      book.take('available', 'expired', Infinity);
      const id = await this.journal.post(manager, { donationId, kind: 'expiry', at: now }, book.lines());
      return id !== null;
    });
  }

  private async unreceived(manager: EntityManager, book: Book, old: LedgerTransaction): Promise<Line[]> {
    const amount = (old.lines ?? []).reduce((sum, { amountFen }) => sum + Math.max(0, amountFen), 0);
    let left = amount - book.take('available', 'receivable', amount);
    for (const purpose of (await this.journal.inOrder(manager, book.purposes('reserved'))).reverse())
      left -= book.take('reserved', 'claimed', left, purpose);
    if (left > 0) throw tooMuch('ledger_moved_on', amount, amount - left);
    return book.lines();
  }

  private move(
    entry: Entry,
    change: (book: Book, manager: EntityManager) => void | Promise<void>,
  ): Promise<LedgerTransaction> {
    return this.transactions.run(async (manager) => {
      const book = await this.journal.open(manager, entry.donationId);
      await change(book, manager);
      return this.written(manager, entry, book.lines());
    });
  }

  private async written(
    manager: EntityManager,
    entry: Entry,
    lines: readonly Line[],
  ): Promise<LedgerTransaction> {
    const id = await this.journal.post(manager, entry, lines);
    if (id === null) throw new Error(`A ${entry.kind} of gift ${entry.donationId} moves nothing`);
    await this.journal.cover(manager, entry.donationId, entry.at);
    return this.journal.transaction(manager, id);
  }
}

const REVERSIBLE = ['receipt', 'return', 'report', 'expiry'];

async function assertReversible(manager: EntityManager, { id, kind }: LedgerTransaction): Promise<void> {
  if (!REVERSIBLE.includes(kind))
    throw new AppError('STATE_CONFLICT', `A ${kind} is not reversed in this way`, {
      detail: kind === 'spending' ? 'ledger_reverse_expense' : 'ledger_not_reversible',
    });
  if (await manager.existsBy(LedgerTransaction, { reversesId: id }))
    throw new AppError('STATE_CONFLICT', `Transaction ${id} is reversed already`, {
      detail: 'ledger_reversed_already',
      params: { id },
    });
}

/** The opposite of a transaction, where its money still is where it brought it. */
function negated({ lines = [] }: LedgerTransaction, book: Book): Line[] {
  return lines.map(({ account, activityId, budgetLineId, amountFen }) => {
    const balance = book.balance(account, { activityId, budgetLineId });
    if (amountFen > balance) throw tooMuch('ledger_moved_on', amountFen, balance);
    return { account, activityId, budgetLineId, amountFen: -amountFen };
  });
}
