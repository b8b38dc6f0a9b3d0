import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { StoredPlan } from './plan.entity.js';

/** When an activity takes place. */
@Entity('scheduled_activities')
@Index(['activityId'])
export class ScheduledActivity {
  @PrimaryColumn({ type: 'text' })
  planId: string;

  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;
}

/** Something that a plan gives to an activity. People and things are named by id; their rows may go, the plan stays. */
abstract class PlanPart extends VersionedEntity {
  @Column({ type: 'text' })
  planId: string;

  @Column({ type: 'text' })
  activityId: string;
}

/** A volunteer serves in a role of an activity. */
@Entity('assignments')
@Index(['planId', 'activityId', 'roleId', 'volunteerId'], { unique: true })
@Index(['volunteerId'])
export class Assignment extends PlanPart {
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @Column({ type: 'text' })
  roleId: string;

  @Column({ type: 'text' })
  volunteerId: string;
}

/** An activity has a venue for its time. */
@Entity('venue_bookings')
@Index(['planId', 'activityId'], { unique: true })
@Index(['venueId'])
export class VenueBooking extends PlanPart {
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @Column({ type: 'text' })
  venueId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;
}

/** A group takes part. */
@Entity('group_engagements')
@Index(['planId', 'activityId', 'demandId', 'groupId'], { unique: true })
@Index(['groupId'])
export class GroupEngagement extends PlanPart {
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @Column({ type: 'text' })
  demandId: string;

  @Column({ type: 'text' })
  groupId: string;
}

/** Equipment is lent. */
@Entity('equipment_loans')
@Index(['planId', 'activityId', 'equipmentId'], { unique: true })
@Index(['equipmentId'])
export class EquipmentLoan extends PlanPart {
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @Column({ type: 'text' })
  equipmentId: string;

  @Column({ type: 'int' })
  quantity: number;
}

/** Money of a donation pays for a budget line; `venue` is the price of the booking. */
@Entity('fund_allocations')
@Index(['planId', 'activityId', 'budgetLineId', 'donationId'], { unique: true })
@Index(['donationId'])
export class FundAllocation extends PlanPart {
  @ManyToOne(() => StoredPlan, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan: Relation<StoredPlan>;

  @Column({ type: 'text' })
  budgetLineId: string;

  @Column({ type: 'text' })
  donationId: string;

  /** Text in JavaScript's eyes: more fen than an int4 holds. */
  @Column({ type: 'bigint' })
  amountFen: string;
}
