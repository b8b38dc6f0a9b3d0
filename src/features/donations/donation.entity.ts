import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { PartnerUnit } from '../partners/index.js';
import { FEN_COLUMN } from '../pools/index.js';
import { Season } from '../seasons/index.js';
import { type ActivityKind } from '@heli/contracts';

@Entity('donations')
@Check('ck_donations_amount', '"amount_fen" >= 0')
@Check('ck_donations_expiry', '"expires_at" > "available_from"')
@Index(['name'])
@Index(['donorUnitId'])
@Index(['seasonId'])
export class Donation extends VersionedEntity {
  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ ...FEN_COLUMN })
  amountFen: number;

  @Column({ type: 'text', nullable: true })
  donorUnitId: string | null;

  @ManyToOne(() => PartnerUnit, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  donorUnit?: PartnerUnit;

  @Column({ type: 'text', nullable: true })
  seasonId: string | null;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'text', array: true })
  kinds: ActivityKind[];

  @Column({ type: 'text', array: true })
  purposes: string[];

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  availableFrom: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  expiresAt: Date | null;
}

@Entity('donation_communities')
@Index(['communityId'])
export class DonationCommunity {
  @PrimaryColumn({ type: 'text' })
  donationId: string;

  @ManyToOne(() => Donation, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  donation?: Donation;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}

@Entity('donation_groups')
@Index(['groupId'])
export class DonationGroup {
  @PrimaryColumn({ type: 'text' })
  donationId: string;

  @ManyToOne(() => Donation, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  donation?: Donation;

  @PrimaryColumn({ type: 'text' })
  groupId: string;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  group?: GrassrootsGroup;
}
