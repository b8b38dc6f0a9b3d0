import { Column, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';

@Entity('partner_units')
@Index(['communityId'])
@Index(['name'])
export class PartnerUnit extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'boolean' })
  isUnitMember: boolean;
}
