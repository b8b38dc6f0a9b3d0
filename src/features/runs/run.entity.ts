import {
  type Progress,
  type RunFailure,
  type RunKind,
  type RunRequest,
  type RunState,
} from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { LeasedEntity } from '../../database/index.js';
import { Season } from '../seasons/index.js';

/** One computation. Its state lives in this row alone; jobs and events only point to it. */
@Entity('allocation_runs')
@Check('ck_allocation_runs_state', `state IN ('queued','running','succeeded','cancelled','refused','failed')`)
@Check('ck_allocation_runs_kind', `kind IN ('allocation','replan')`)
@Index(['seasonId', 'createdAt', 'id'])
@Index(['state', 'leaseUntil'])
export class AllocationRun extends LeasedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  /** Trials go with their season; a plan holds on to both. */
  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text', default: 'allocation' })
  kind: RunKind;

  /** Names the communities that it is for, see `RunShares`; null: a run of a release that knew no shares. */
  @Column({ type: 'text', nullable: true })
  share: string | null;

  /** Runs with a lower one are begun first. */
  @Column({ type: 'int', default: 0 })
  turn: number;

  /** Of the request that asked for it (W3C Trace Context), so that whoever computes it goes on with the trace. */
  @Column({ type: 'text', nullable: true })
  traceParent: string | null;

  @Column({ type: 'text' })
  state: RunState;

  @Column({ type: 'jsonb' })
  request: RunRequest;

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
}
