import {
  type Certificate,
  type OpenPlace,
  type PlanState,
  type Quality,
  type Termination,
} from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { AllocationRun } from '../runs/index.js';
import { Resolution, RuleSet } from '../resolutions/index.js';
import { Season } from '../seasons/index.js';

/** How much a plan holds. */
export interface PlanCounts {
  readonly scheduled: number;
  readonly dropped: number;
  readonly assignments: number;
  readonly groupEngagements: number;
  readonly equipmentLoans: number;
  readonly fundAllocations: number;
  readonly openPlaces: number;
}

/**
 * A verified plan with its proof. draft → reviewed → published → superseded; a season has at most one published plan,
 * and publishing needs a resolution.
 */
@Entity('plans')
@Check('ck_plans_state', `state IN ('draft','reviewed','published','superseded')`)
@Index('ix_plans_season_id_created_at_id', ['seasonId', 'createdAt', 'id'])
@Index(['ruleSetId'])
@Index(['resolutionId'])
@Index('uq_plans_published_of_season', ['seasonId'], { unique: true, where: `state = 'published'` })
export class StoredPlan extends VersionedEntity {
  /** One plan a run, however often workers were lost over it. */
  @Column({ type: 'text' })
  runId: string;

  @OneToOne(() => AllocationRun, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'run_id' })
  run: Relation<AllocationRun>;

  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  state: PlanState;

  @Column({ type: 'text' })
  problemSha256: string;

  @Column({ type: 'text' })
  quality: Quality;

  @Column({ type: 'text' })
  termination: Termination;

  @Column({ type: 'double precision' })
  gap: number;

  @Column({ type: 'jsonb' })
  counts: PlanCounts;

  /** Tens of kilobytes, as the open places are: neither comes along unasked. */
  @Column({ type: 'jsonb', select: false })
  certificate: Certificate;

  @Column({ type: 'jsonb', select: false })
  openPlaces: OpenPlace[];

  /** heli-plan/1 as JSON, compressed by gzip: the sealed original. */
  @Column({ type: 'bytea', select: false })
  documentGzip: Buffer;

  /** Rules and weights that it was made under; null: it is older than their versions. */
  @Column({ type: 'text', nullable: true })
  ruleSetId: string | null;

  @ManyToOne(() => RuleSet, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'rule_set_id' })
  ruleSet?: Relation<RuleSet> | null;

  /** The decision by which it was published. */
  @Column({ type: 'text', nullable: true })
  resolutionId: string | null;

  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id' })
  resolution?: Relation<Resolution> | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  reviewedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  reviewNote: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  publishedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  supersededAt: Date | null;
}
