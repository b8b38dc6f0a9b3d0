import { type ProposalState } from '@heli/contracts';
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { StoredPlan } from '../plans/index.js';
import { Season } from '../seasons/index.js';

/** Why there is no proposal. */
export interface ProposalFailure {
  readonly code: string;
  readonly detail: string;
}

/** The new plan that a season needs because venues of its published plan are lost: one a season, the newest. */
@Entity('season_proposals')
@Check('ck_season_proposals_state', `state IN ('wanted','asked','proposed','impossible','failed','stopped')`)
export class SeasonProposal {
  @PrimaryColumn({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  /** The published plan that it is a change of. */
  @Column({ type: 'text' })
  planId: string;

  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan?: Relation<StoredPlan>;

  @Column({ type: 'text' })
  state: ProposalState;

  /** Lost bookings that it does without. */
  @Column({ type: 'int' })
  bookings: number;

  @Column({ type: 'text', nullable: true })
  questionId: string | null;

  @Column({ type: 'text', nullable: true })
  draftPlanId: string | null;

  /** People who would hear something new. */
  @Column({ type: 'int', nullable: true })
  people: number | null;

  @Column({ type: 'int' })
  attempts: number;

  @Column({ type: 'timestamptz', precision: 3 })
  nextAttemptAt: Date;

  @Column({ type: 'jsonb', nullable: true })
  failure: ProposalFailure | null;
}
