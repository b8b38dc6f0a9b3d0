import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { PartnerUnit } from '../partners/index.js';
import { FEN_COLUMN } from '../pools/index.js';
import { type AvailabilityWindow } from '@heli/contracts';

@Entity('venues')
@Check('ck_venues_cost', '"cost_fen" >= 0')
@Index(['communityId'])
@Index(['name'])
@Index(['ownerUnitId'])
export class Venue extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

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
  capacity: number;

  @Column({ type: 'text', array: true })
  features: string[];

  @Column({ type: 'jsonb' })
  opening: AvailabilityWindow[];

  @Column({ type: 'integer' })
  bufferBeforeMinutes: number;

  @Column({ type: 'integer' })
  bufferAfterMinutes: number;

  @Column({ ...FEN_COLUMN })
  costFen: number;

  @Column({ type: 'boolean' })
  needsConfirmation: boolean;
}

@Entity('venue_communities')
@Index(['communityId'])
export class VenueCommunity {
  @PrimaryColumn({ type: 'text' })
  venueId: string;

  @ManyToOne(() => Venue, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  venue?: Venue;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}
