import { type ExpenseView, type LedgerTransactionView } from '@heli/contracts';
import { type Expense } from './expense.entity.js';
import { type LedgerTransaction } from './ledger.entity.js';

export function transactionView(held: LedgerTransaction): LedgerTransactionView {
  const { id, donationId, kind, actor, reference, note, planId, expenseId, reversesId } = held;
  return {
    id,
    number: Number(held.number),
    donationId,
    kind,
    at: held.at.toISOString(),
    createdAt: held.createdAt.toISOString(),
    actor,
    reference,
    note,
    planId,
    expenseId,
    reversesId,
    lines: (held.lines ?? []).map(({ account, activityId, budgetLineId, amountFen }) => ({
      account,
      activityId: activityId === '' ? null : activityId,
      budgetLineId: budgetLineId === '' ? null : budgetLineId,
      amountFen,
    })),
  };
}

export function expenseViewOf({ createdAt, updatedAt, decidedAt, ...held }: Expense): ExpenseView {
  return {
    ...held,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
