import { type WaitState } from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { Season } from '../seasons/index.js';

/** A volunteer who would take a place of a role as soon as there is one; who came first is asked first. */
@Entity('wait_list')
@Check('ck_wait_list_state', `state IN ('waiting','offered','taken','ended','cancelled')`)
@Index('uq_wait_list_once', ['activityId', 'roleId', 'volunteerId'], {
  unique: true,
  where: `state IN ('waiting','offered')`,
})
@Index(['seasonId', 'createdAt', 'id'])
@Index(['volunteerId'])
@Index(['dutyId'])
export class Waiting extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  roleId: string;

  @Column({ type: 'text' })
  volunteerId: string;

  @Column({ type: 'text' })
  state: WaitState;

  /** The duty that was offered. */
  @Column({ type: 'text', nullable: true })
  dutyId: string | null;

  /** When it was their turn and they could not take the place: others need not wait for them. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  passedAt: Date | null;
}
