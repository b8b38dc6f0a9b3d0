import { type ActivityKind } from '@heli/contracts';
import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Duty } from '../duties/index.js';

/**
 * A line of the ledger of service hours. It is never changed: a correction is a further line, with the difference, the
 * line that it corrects and why. The database refuses to change or delete one, and that a duty falls below zero.
 */
@Entity('hour_entries')
@Check('ck_hour_entries_kind', `kind IN ('self_governance','volunteer_service','training','festival')`)
@Check('ck_hour_entries_first', 'corrects IS NOT NULL OR minutes >= 0')
@Check('ck_hour_entries_correction', 'corrects IS NULL OR (minutes <> 0 AND reason IS NOT NULL)')
@Index('uq_hour_entries_first', ['dutyId'], { unique: true, where: 'corrects IS NULL' })
@Index(['dutyId'])
@Index(['volunteerId', 'date'])
@Index(['seasonId'])
export class HourEntry {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  dutyId: string;

  @ManyToOne(() => Duty, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  duty?: Relation<Duty>;

  @Column({ type: 'text' })
  seasonId: string;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  volunteerId: string;

  @Column({ type: 'text' })
  kind: ActivityKind;

  /** Day of the service on the community's calendar. */
  @Column({ type: 'date' })
  date: string;

  /** Below 0 only where it corrects. */
  @Column({ type: 'int' })
  minutes: number;

  @Column({ type: 'text', nullable: true })
  corrects: string | null;

  @ManyToOne(() => HourEntry, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'corrects' })
  corrected?: Relation<HourEntry>;

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  bookedAt: Date;

  /** As the book of changes names who acts: never a name. */
  @Column({ type: 'text' })
  bookedBy: string;
}
