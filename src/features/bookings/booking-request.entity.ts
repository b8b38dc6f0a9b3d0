import { type BookingState } from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { SeasonPin } from '../pins/index.js';
import { StoredPlan } from '../plans/index.js';
import { Season } from '../seasons/index.js';

/**
 * A venue at the time of an activity of the published plan, with what its owner answered. The sealed plan never changes;
 * this does. One row an activity, venue and time: it stays when the next plan holds the same, and is asked anew when it
 * comes back.
 */
@Entity('booking_requests')
@Check('ck_booking_requests_state', `state IN ('asked','confirmed','declined','released','withdrawn')`)
@Check('ck_booking_requests_order', '"end_at" > "start_at"')
@Check('ck_booking_requests_respond_by', `state <> 'asked' OR respond_by IS NOT NULL`)
@Index(['activityId', 'venueId', 'startAt', 'endAt'], { unique: true })
@Index(['startAt', 'id'])
@Index(['seasonId', 'startAt', 'id'])
@Index(['venueId', 'startAt', 'id'])
@Index('ix_booking_requests_respond_by', ['respondBy'], { where: `state = 'asked'` })
export class BookingRequest extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  /** The last published plan that holds it. */
  @Column({ type: 'text' })
  planId: string;

  @ManyToOne(() => StoredPlan, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'plan_id' })
  plan?: Relation<StoredPlan>;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  venueId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;

  @Column({ type: 'text' })
  state: BookingState;

  /** Links of messages name it: those of an earlier request are worth nothing. */
  @Column({ type: 'timestamptz', precision: 3 })
  askedAt: Date;

  /** Null where no answer is needed. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  respondBy: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  answeredAt: Date | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  /** The decision that it left behind so that no plan takes the venue then; gone when somebody takes it back. */
  @Column({ type: 'text', nullable: true })
  pinId: string | null;

  @ManyToOne(() => SeasonPin, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'pin_id' })
  pin?: Relation<SeasonPin> | null;
}
