import {
  type AnswerTo,
  type Question,
  type QuestionFailure,
  type QuestionKind,
  type QuestionState,
} from '@heli/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { StoredPlan } from '../plans/index.js';

/** A question about a plan that a worker answers. As of a run, its state lives in this row alone, and a worker holds it by a lease. */
@Entity('questions')
@Check('ck_questions_state', `state IN ('queued','running','answered','refused','cancelled','failed')`)
@Index(['planId', 'createdAt', 'id'])
@Index(['state', 'leaseUntil'])
export class StoredQuestion {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  planId: string;

  /** Whoever throws a draft away has no questions about it any more. */
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan?: Relation<StoredPlan>;

  @Column({ type: 'jsonb' })
  question: Question;

  @Column({ type: 'text' })
  state: QuestionState;

  @Column({ type: 'int', default: 0 })
  attempt: number;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelRequestedAt: Date | null;

  /** May be large, so it does not come along unasked. */
  @Column({ type: 'jsonb', nullable: true, select: false })
  answer?: AnswerTo<QuestionKind> | null;

  @Column({ type: 'jsonb', nullable: true })
  failure: QuestionFailure | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
