import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { PartnerUnit } from '../partners/index.js';

@Entity('equipment_items')
@Check('ck_equipment_items_quantity', '"quantity" >= 0')
@Index(['communityId'])
@Index(['name'])
@Index(['type'])
@Index(['ownerUnitId'])
export class EquipmentItem extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ type: 'integer' })
  quantity: number;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'text', nullable: true })
  ownerUnitId: string | null;

  @ManyToOne(() => PartnerUnit, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  ownerUnit?: PartnerUnit;

  @Column({ type: 'integer' })
  turnaroundMinutes: number;
}

@Entity('equipment_communities')
@Index(['communityId'])
export class EquipmentCommunity {
  @PrimaryColumn({ type: 'text' })
  equipmentId: string;

  @ManyToOne(() => EquipmentItem, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  equipment?: EquipmentItem;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}
