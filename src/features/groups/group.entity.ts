import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { type AvailabilityWindow } from '@heli/contracts';

@Entity('grassroots_groups')
@Index(['communityId'])
@Index(['name'])
export class GrassrootsGroup extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'text', array: true })
  tags: string[];

  @Column({ type: 'jsonb' })
  availability: AvailabilityWindow[];

  @Column({ type: 'integer', nullable: true })
  activitiesPerWeek: number | null;
}

@Entity('group_communities')
@Index(['communityId'])
export class GroupCommunity {
  @PrimaryColumn({ type: 'text' })
  groupId: string;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  group?: GrassrootsGroup;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}
