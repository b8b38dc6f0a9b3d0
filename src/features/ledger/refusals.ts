import { type EntityManager } from 'typeorm';
import { AppError } from '../../errors/index.js';
import { type Purpose } from './book.js';
import { yuanOf } from './money.js';

/** More is asked for than is there, fen. */
export function tooMuch(detail: string, asked: number, left: number): AppError {
  return new AppError('RULE_BROKEN', `${asked} fen are asked for, and ${left} are there (${detail})`, {
    detail,
    params: { asked: yuanOf(asked), left: yuanOf(left) },
  });
}

/** What the earmark of a gift has against paying for a budget line, as the database would say it; null: nothing. */
export async function earmarkFault(
  manager: EntityManager,
  donationId: string,
  { activityId, budgetLineId }: Purpose,
  planId: string | null = null,
): Promise<string | null> {
  const [row] = await manager.query<{ fault: string | null }[]>(
    'SELECT ledger_earmark_fault($1, $2, $3, $4) AS fault',
    [donationId, activityId, budgetLineId, planId],
  );
  return row?.fault ?? null;
}

export async function assertEarmark(
  manager: EntityManager,
  donationId: string,
  purpose: Purpose,
): Promise<void> {
  const fault = await earmarkFault(manager, donationId, purpose);
  if (fault === null) return;
  const { activityId, budgetLineId } = purpose;
  throw new AppError(
    'RULE_BROKEN',
    `Gift ${donationId} must not pay for line ${budgetLineId} of activity ${activityId}: ${fault}`,
    { detail: `ledger_earmark_${fault}`, params: { donationId, activityId, budgetLineId } },
  );
}
