import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Season } from '../seasons/index.js';
import { Volunteer } from '../volunteers/index.js';

/** Busy time, ISO instants. */
export interface BusyWindow {
  readonly start: string;
  readonly end: string;
}

/** What an import added to somebody's availability, so that the next one from the same source can take it away again. */
@Entity('busy_imports')
@Index(['seasonId'])
export class BusyImport {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  source: string;

  @PrimaryColumn({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'jsonb' })
  windows: BusyWindow[];

  @Column({ type: 'timestamptz', precision: 3 })
  importedAt: Date;
}
