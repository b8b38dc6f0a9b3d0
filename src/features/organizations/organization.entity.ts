import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';

@Entity('organizations')
@Index(['communityId'])
@Index(['name'])
export class Organization extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'integer' })
  councilSeats: number;

  @Column({ type: 'integer' })
  councilSeatsHeldByResidents: number;

  @Column({ type: 'integer' })
  leadingPosts: number;

  @Column({ type: 'integer' })
  leadingPostsHeldByResidents: number;

  @Column({ type: 'integer' })
  subBodies: number;

  @Column({ type: 'integer' })
  individualMembers: number;
}
