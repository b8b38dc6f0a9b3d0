import { type ExpenseCreate, type ExpenseQuery, type ExpenseState, type LedgerKind } from '@heli/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditService } from '../../audit/index.js';
import { HELI_CONFIG, type HeliConfig } from '../../config/index.js';
import { newId, Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { currentContext, type Page, paginate } from '../../http/index.js';
import { translate } from '../../i18n/index.js';
import { narrowToReach } from '../pools/index.js';
import { type Book, type Purpose } from './book.js';
import { Expense } from './expense.entity.js';
import { Journal } from './journal.js';
import { LedgerTransaction } from './ledger.entity.js';
import { assertEarmark, tooMuch } from './refusals.js';

/** Of whom somebody reaches the activity, that one reaches what is spent for it. */
const OF_ACTIVITIES_IN_REACH = `EXISTS (SELECT 1 FROM activities reached WHERE reached.id = held.activity_id
  AND (reached.community_id = ANY(:reachCommunities) OR reached.organization_id = ANY(:reachOrganizations)))`;

/** Spending what is set aside, with a voucher; above a threshold only with a second pair of eyes. */
@Injectable()
export class ExpensesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly journal: Journal,
    private readonly audit: AuditService,
    @Inject(HELI_CONFIG) private readonly config: Pick<HeliConfig, 'fourEyesFen'>,
  ) {}

  async get(id: string): Promise<Expense> {
    const expense = await this.transactions.manager.findOneBy(Expense, { id });
    if (expense === null) throw notFound('Expense', id);
    return expense;
  }

  /** Newest first. */
  list({ state, activityId, donationId, ...page }: ExpenseQuery): Promise<Page<Expense>> {
    const query = this.transactions.manager.createQueryBuilder(Expense, 'held');
    const filters = Object.entries({ state, activityId, donationId });
    for (const [property, value] of filters)
      if (value !== undefined) query.andWhere(`held.${property} = :${property}`, { [property]: value });
    narrowToReach(query, { shared: OF_ACTIVITIES_IN_REACH });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  /** Spends at once, or holds the money until a second person decides. */
  request(activityId: string, { id = newId(), ...wish }: ExpenseCreate): Promise<Expense> {
    return this.transactions.run(async (manager) => {
      const purpose = { activityId, budgetLineId: wish.budgetLineId };
      const book = await this.journal.open(manager, wish.donationId);
      if (await manager.existsBy(Expense, { id }))
        throw new AppError('ALREADY_EXISTS', `Expense ${id} exists already`);
      await assertEarmark(manager, wish.donationId, purpose);
      const vouched = await this.vouched(manager, activityId, wish);
      const reserved = book.balance('reserved', purpose);
      if (wish.amountFen > reserved) {
        const promised = book.balance('claimed', purpose) + reserved >= wish.amountFen;
        throw tooMuch(promised ? 'ledger_not_received' : 'ledger_not_reserved', wish.amountFen, reserved);
      }
      const needsSecond = vouched + wish.amountFen > this.config.fourEyesFen;
      const expense = await manager.save(Expense, {
        id,
        activityId,
        ...wish,
        state: needsSecond ? 'requested' : 'spent',
        needsSecond,
        requestedBy: currentContext().actor,
        decidedBy: null,
        decidedAt: null,
        reason: null,
      });
      await this.note('requested', expense, null);
      await this.post(manager, expense, needsSecond ? 'hold' : 'spending', book);
      return this.get(id);
    });
  }

  /** Fen of the same voucher for this activity so far: one invoice in two parts is still one. */
  private async vouched(
    manager: EntityManager,
    activityId: string,
    { voucherNumber, budgetLineId, donationId }: Omit<ExpenseCreate, 'id'>,
  ): Promise<number> {
    const others = await manager.find(Expense, { where: { activityId, voucherNumber } });
    const live = others.filter(({ state }) => state === 'requested' || state === 'spent');
    if (live.some((other) => other.budgetLineId === budgetLineId && other.donationId === donationId))
      throw new AppError('ALREADY_EXISTS', `Voucher ${voucherNumber} is there already`, {
        detail: 'ledger_voucher_taken',
        params: { voucher: voucherNumber },
      });
    return live.reduce((sum, { amountFen }) => sum + amountFen, 0);
  }

  /** By an account that is not the one that asked. */
  approve(id: string): Promise<Expense> {
    return this.decide(id, 'spent', null, async (manager, expense, book) => {
      const { principal, actor } = currentContext();
      if (principal?.kind !== 'account')
        throw new AppError('FORBIDDEN', 'Only a person with an account can be the second one', {
          detail: 'ledger_second_is_person',
        });
      if (actor === expense.requestedBy)
        throw new AppError('FORBIDDEN', 'Whoever asks does not approve', { detail: 'ledger_same_person' });
      await assertEarmark(manager, expense.donationId, expense);
      await this.post(manager, expense, 'unhold', book);
      await this.post(manager, expense, 'spending', await this.journal.open(manager, expense.donationId));
    });
  }

  refuse(id: string, reason: string): Promise<Expense> {
    return this.decide(id, 'refused', reason, (manager, expense, book) =>
      this.post(manager, expense, 'unhold', book),
    );
  }

  /** By whoever asked. */
  withdraw(id: string, reason: string): Promise<Expense> {
    return this.decide(id, 'withdrawn', reason, (manager, expense, book) => {
      if (currentContext().actor !== expense.requestedBy)
        throw new AppError('FORBIDDEN', 'Only whoever asked withdraws', { detail: 'ledger_not_yours' });
      return this.post(manager, expense, 'unhold', book);
    });
  }

  /** The money came back, or was never paid: it is set aside again. */
  reverse(id: string, reason: string): Promise<Expense> {
    return this.decide(id, 'reversed', reason, async (manager, expense, book) => {
      if (book.balance('spent', expense) < expense.amountFen)
        throw new AppError('STATE_CONFLICT', `Expense ${id} is reported to the donor`, {
          detail: 'ledger_reported',
        });
      const spending = await manager.findOneByOrFail(LedgerTransaction, { expenseId: id, kind: 'spending' });
      book.take('spent', 'reserved', expense.amountFen, expense);
      await this.journal.post(
        manager,
        {
          donationId: expense.donationId,
          kind: 'reversal',
          at: new Date(),
          expenseId: id,
          reversesId: spending.id,
          note: reason,
        },
        book.lines(),
      );
    });
  }

  private decide(
    id: string,
    state: ExpenseState,
    reason: string | null,
    move: (manager: EntityManager, expense: Expense, book: Book) => Promise<void>,
  ): Promise<Expense> {
    return this.transactions.run(async (manager) => {
      const { donationId } = await this.get(id);
      const book = await this.journal.open(manager, donationId);
      // Whoever decided meanwhile had the gift's lock: what they wrote is seen only now.
      const expense = await this.get(id);
      const from: ExpenseState = state === 'reversed' ? 'spent' : 'requested';
      if (expense.state !== from) throw notNow(expense);
      const before = { state: expense.state };
      await move(manager, expense, book);
      expense.state = state;
      if (reason !== null) expense.reason = reason;
      // Who let it be spent stays on record when it is reversed.
      if (state !== 'reversed') {
        expense.decidedBy = currentContext().actor;
        expense.decidedAt = new Date();
      }
      await manager.save(expense);
      await this.note(state === 'spent' ? 'approved' : state, expense, before);
      return this.get(id);
    });
  }

  private async post(
    manager: EntityManager,
    expense: Expense,
    kind: 'hold' | 'unhold' | 'spending',
    book: Book,
  ): Promise<void> {
    const { id: expenseId, donationId, activityId, budgetLineId, amountFen } = expense;
    const purpose: Purpose = { activityId, budgetLineId };
    const [from, to] = MOVES[kind];
    book.take(from, to, amountFen, purpose);
    await this.journal.post(manager, { donationId, kind, at: new Date(), expenseId }, book.lines());
  }

  private note(verb: string, expense: Expense, before: object | null): Promise<void> {
    const { id, donationId, activityId, budgetLineId, amountFen, voucherNumber, state } = expense;
    const after = { state, donationId, activityId, budgetLineId, amountFen, voucherNumber };
    return this.audit.record({
      action: `expense.${verb}`,
      entityType: 'Expense',
      entityId: id,
      before,
      after,
    });
  }
}

const MOVES = {
  hold: ['reserved', 'held'],
  unhold: ['held', 'reserved'],
  spending: ['reserved', 'spent'],
} as const satisfies Partial<Record<LedgerKind, readonly [string, string]>>;

function notNow({ id, state }: Expense): AppError {
  return new AppError('STATE_CONFLICT', `Expense ${id} is ${state}`, {
    detail: 'ledger_expense_state',
    params: { id, state: translate(currentContext().language, `ledger.states.${state}`) },
  });
}
