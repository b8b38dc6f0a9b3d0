import {
  type AnswerTo,
  type Question,
  type QuestionFailure,
  type QuestionKind,
  type QuestionState,
} from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { LeasedEntity } from '../../database/index.js';
import { StoredPlan } from '../plans/index.js';
import { type PoolMark } from '../problems/index.js';

/** A question about a plan that a worker answers. As of a run, its state lives in this row alone, and a worker holds it by a lease. */
@Entity('questions')
@Check('ck_questions_state', `state IN ('queued','running','answered','refused','cancelled','failed')`)
@Index(['planId', 'createdAt', 'id'])
@Index(['planId', 'eventKey'], { unique: true })
@Index(['state', 'leaseUntil'])
export class StoredQuestion extends LeasedEntity {
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

  /** May be large, so it does not come along unasked. */
  @Column({ type: 'jsonb', nullable: true, select: false })
  answer?: AnswerTo<QuestionKind> | null;

  @Column({ type: 'jsonb', nullable: true })
  failure: QuestionFailure | null;

  /** Names what made the service ask, which it does once; null: somebody asked. */
  @Column({ type: 'text', nullable: true })
  eventKey: string | null;

  /** How far the book of changes was written when the service asked. */
  @Column({ type: 'jsonb', nullable: true, select: false })
  poolMark?: PoolMark | null;
}
