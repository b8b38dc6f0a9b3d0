import { type ExpenseState } from '@heli/contracts';
import { Check, Column, Entity, Index } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { FEN_COLUMN } from '../pools/index.js';

/**
 * Money that somebody wants to spend of what is reserved for a budget line, with its voucher. Small ones are spent at
 * once; others wait for a second person. The journal tells where the money is; the database holds both together.
 */
@Entity('expenses')
@Check('ck_expenses_amount', 'amount_fen > 0')
@Check('ck_expenses_state', `state IN ('requested','spent','refused','withdrawn','reversed')`)
@Check(
  'ck_expenses_four_eyes',
  `state NOT IN ('spent','reversed') OR NOT needs_second OR (decided_by IS NOT NULL AND decided_by <> requested_by)`,
)
@Index(['donationId'])
@Index(['createdAt', 'id'])
@Index('uq_expenses_voucher_of_line', ['activityId', 'budgetLineId', 'donationId', 'voucherNumber'], {
  unique: true,
  where: `state IN ('requested','spent')`,
})
export class Expense extends VersionedEntity {
  @Column({ type: 'text' })
  donationId: string;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  budgetLineId: string;

  @Column({ ...FEN_COLUMN })
  amountFen: number;

  @Column({ type: 'text' })
  voucherNumber: string;

  /** What was bought. */
  @Column({ type: 'text' })
  description: string;

  @Column({ type: 'text' })
  state: ExpenseState;

  /** Whether it needs a second person. */
  @Column({ type: 'boolean' })
  needsSecond: boolean;

  @Column({ type: 'text' })
  requestedBy: string;

  @Column({ type: 'text', nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  decidedAt: Date | null;

  /** Why it was refused, withdrawn or reversed. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
