import { type DutyOrigin, type DutyState } from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { StoredPlan } from '../plans/index.js';
import { Season } from '../seasons/index.js';

/**
 * A volunteer's place in an activity of the published plan, with what they answered and whether they came. The sealed plan
 * never changes; this does. One row a place: it stays when the next plan gives the volunteer the same place at the same
 * time, and is taken up again when they come back to it.
 */
@Entity('duties')
@Check(
  'ck_duties_state',
  `state IN ('offered','accepted','declined','expired','withdrawn','checked-in','no-show','excused','confirmed')`,
)
@Check('ck_duties_origin', `origin IN ('plan','stand-in','sign-up','wait-list','swap')`)
@Check('ck_duties_order', '"end_at" > "start_at"')
@Check('ck_duties_minutes', 'minutes >= 0')
@Index(['activityId', 'roleId', 'volunteerId'], { unique: true })
@Index(['seasonId', 'startAt', 'id'])
@Index(['volunteerId', 'startAt', 'id'])
@Index('ix_duties_respond_by', ['respondBy'], { where: `state = 'offered'` })
export class Duty extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  /** The published plan under which it stands. */
  @Column({ type: 'text' })
  planId: string;

  @ManyToOne(() => StoredPlan, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan?: Relation<StoredPlan>;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  roleId: string;

  @Column({ type: 'text' })
  volunteerId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;

  @Column({ type: 'text' })
  state: DutyState;

  @Column({ type: 'text' })
  origin: DutyOrigin;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  respondBy: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  answeredAt: Date | null;

  /** Why it was declined, excused or taken back. */
  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  checkedInAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  checkedOutAt: Date | null;

  /** Confirmed minutes of service. */
  @Column({ type: 'int', nullable: true })
  minutes: number | null;
}
