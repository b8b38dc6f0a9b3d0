import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Activity } from '../activities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { Season } from '../seasons/index.js';
import { Venue } from '../venues/index.js';
import { Volunteer } from '../volunteers/index.js';
import { type Pin } from '@heli/contracts';

@Entity('season_pins')
@Index(['seasonId', 'id'])
@Index(['activityId'])
@Index(['volunteerId'])
@Index(['groupId'])
@Index(['venueId'])
export class SeasonPin extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'text' })
  type: Pin['type'];

  @Column({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @Column({ type: 'text', nullable: true })
  volunteerId: string | null;

  @ManyToOne(() => Volunteer, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  volunteer?: Volunteer;

  @Column({ type: 'text', nullable: true })
  roleId: string | null;

  @Column({ type: 'text', nullable: true })
  groupId: string | null;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  group?: GrassrootsGroup;

  @Column({ type: 'text', nullable: true })
  venueId: string | null;

  @ManyToOne(() => Venue, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  venue?: Venue;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  start: Date | null;

  @Column({ type: 'text', nullable: true })
  reason: string | null;
}
