import { type Progress, type RunFailure, type RunRequest, type RunState } from '@heli/contracts';
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
import { Season } from '../seasons/index.js';

/**
 * One computation. Its state lives in this row alone; jobs and events only point to it. A worker holds it by a lease:
 * `leaseOwner` and `attempt` together are the fence without which nothing may be written any more.
 */
@Entity('allocation_runs')
@Check('ck_allocation_runs_state', `state IN ('queued','running','succeeded','cancelled','refused','failed')`)
@Index(['seasonId', 'createdAt', 'id'])
@Index(['state', 'leaseUntil'])
export class AllocationRun {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  seasonId: string;

  /** Trials go with their season; a plan holds on to both. */
  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  state: RunState;

  @Column({ type: 'jsonb' })
  request: RunRequest;

  @Column({ type: 'int', default: 0 })
  attempt: number;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelRequestedAt: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  progress: Progress | null;

  /** Grows with every change that watchers should see. */
  @Column({ type: 'int', default: 0 })
  sequence: number;

  @Column({ type: 'text', nullable: true })
  problemSha256: string | null;

  @Column({ type: 'text', nullable: true })
  planId: string | null;

  @Column({ type: 'jsonb', nullable: true })
  failure: RunFailure | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
