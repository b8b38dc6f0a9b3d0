import { type SwapState } from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { Season } from '../seasons/index.js';
import { Duty } from './duty.entity.js';

/** Somebody is asked to take over a duty. Whoever asks keeps it until they have. */
@Entity('swap_requests')
@Check('ck_swap_requests_state', `state IN ('asked','accepted','refused','withdrawn','ended')`)
@Index('uq_swap_requests_asked', ['dutyId'], { unique: true, where: `state = 'asked'` })
@Index(['dutyId'])
@Index(['seasonId', 'createdAt', 'id'])
@Index(['toVolunteerId'])
export class SwapRequest extends VersionedEntity {
  @Column({ type: 'text' })
  dutyId: string;

  @ManyToOne(() => Duty, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'duty_id' })
  duty?: Relation<Duty>;

  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  toVolunteerId: string;

  @Column({ type: 'text' })
  state: SwapState;

  @Column({ type: 'timestamptz', precision: 3 })
  respondBy: Date;
}
