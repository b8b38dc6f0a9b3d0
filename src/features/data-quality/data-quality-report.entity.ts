import { type DataQualityCounts } from '@heli/contracts';
import { Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Community } from '../communities/index.js';

/** How many things were worth looking at on one day: numbers alone, so that a trend names nobody. */
@Entity('data_quality_reports')
export class StoredDataQualityReport {
  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  community?: Community;

  /** Local date of the community. */
  @PrimaryColumn({ type: 'date' })
  day: string;

  @Column({ type: 'jsonb' })
  counts: DataQualityCounts;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
