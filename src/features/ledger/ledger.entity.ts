import { type LedgerAccountName, type LedgerKind } from '@heli/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { FEN_COLUMN } from '../pools/index.js';
import { Expense } from './expense.entity.js';

/** One event in the life of a gift. Never changed, never deleted; what was wrong is reversed by another that names it. */
@Entity('ledger_transactions')
@Check(
  'ck_ledger_transactions_kind',
  `kind IN ('pledge','receipt','reservation','release','cover','hold','unhold','spending','report','return','expiry','reversal')`,
)
@Check('ck_ledger_transactions_expense', `kind NOT IN ('hold','unhold','spending') OR expense_id IS NOT NULL`)
@Check('ck_ledger_transactions_reversal', `(kind = 'reversal') = (reverses_id IS NOT NULL)`)
@Unique(['number'])
@Unique(['reversesId'])
@Index(['donationId', 'number'])
@Index('ix_ledger_transactions_expense_id', ['expenseId'], { where: 'expense_id IS NOT NULL' })
export class LedgerTransaction {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Set by the database. Grows with every transaction; of one gift in the order in which they were committed. */
  @Column({ type: 'bigint' })
  number: string;

  @Column({ type: 'text' })
  donationId: string;

  @Column({ type: 'text' })
  kind: LedgerKind;

  /** When it happened. */
  @Column({ type: 'timestamptz', precision: 3 })
  at: Date;

  /** When it was written down. */
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'text' })
  actor: string;

  /** Number of a bank slip or receipt. */
  @Column({ type: 'text', nullable: true })
  reference: string | null;

  /** The only column that may be emptied later, where it turned out to tell of a person. */
  @Column({ type: 'text', nullable: true })
  note: string | null;

  @Column({ type: 'text', nullable: true })
  planId: string | null;

  @Column({ type: 'text', nullable: true })
  expenseId: string | null;

  @ManyToOne(() => Expense, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'expense_id' })
  expense?: Relation<Expense>;

  @Column({ type: 'text', nullable: true })
  reversesId: string | null;

  @ManyToOne(() => LedgerTransaction, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'reverses_id' })
  reverses?: Relation<LedgerTransaction>;

  /** Number of the database's transaction, set by the database: later ones cannot add lines. */
  @Column({ type: 'text' })
  writtenIn: string;

  @OneToMany(() => LedgerLine, ({ transaction }) => transaction)
  lines?: Relation<LedgerLine>[];
}

/** What one transaction takes from (negative) or puts into (positive) one account. */
@Entity('ledger_lines')
@Check('ck_ledger_lines_amount', 'amount_fen <> 0')
export class LedgerLine {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_lines' })
  transactionId: string;

  @ManyToOne(() => LedgerTransaction, ({ lines }) => lines, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'transaction_id' })
  transaction?: Relation<LedgerTransaction>;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_lines' })
  account: LedgerAccountName;

  /** Empty where the account is that of the whole gift. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_lines' })
  activityId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_lines' })
  budgetLineId: string;

  @Column({ ...FEN_COLUMN })
  amountFen: number;
}

/** Sum of the lines of an account; kept by the database, which refuses whoever writes it otherwise. */
@Entity('ledger_accounts')
@Check(
  'ck_ledger_accounts_balance',
  `CASE account WHEN 'pledged' THEN balance_fen <= 0 ELSE balance_fen >= 0 END`,
)
@Check(
  'ck_ledger_accounts_place',
  `CASE
          WHEN account IN ('claimed','reserved','held','spent','reported') THEN activity_id <> '' AND budget_line_id <> ''
          WHEN account IN ('pledged','receivable','available','lapsed','expired','returned') THEN activity_id = '' AND budget_line_id = ''
          ELSE false END`,
)
@Index('ix_ledger_accounts_activity_id', ['activityId'], { where: `activity_id <> ''` })
export class LedgerAccount {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_accounts' })
  donationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_accounts' })
  account: LedgerAccountName;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_accounts' })
  activityId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_ledger_accounts' })
  budgetLineId: string;

  @Column({ ...FEN_COLUMN })
  balanceFen: number;
}
