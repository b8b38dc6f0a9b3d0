import { type ActivityKind } from '@heli/contracts';
import { Check, Column, CreateDateColumn, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Activity } from '../activities/index.js';
import { Season } from '../seasons/index.js';

/**
 * How many took part in an activity beside those on duty. A count that was wrong stays, and the next revision says why it
 * took its place; the database refuses to change or delete a row.
 */
@Entity('attendances')
@Check('ck_attendances_parts', 'volunteers BETWEEN 0 AND total AND migrants BETWEEN 0 AND total')
@Check('ck_attendances_named', 'cardinality(participant_ids) <= volunteers')
@Check('ck_attendances_reason', 'revision = 1 OR reason IS NOT NULL')
export class Attendance {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  activity?: Activity;

  /** From 1; the last one holds. */
  @PrimaryColumn({ type: 'int' })
  revision: number;

  @Column({ type: 'int' })
  total: number;

  @Column({ type: 'int' })
  volunteers: number;

  @Column({ type: 'int', nullable: true })
  migrants: number | null;

  /** Volunteers among them who are named; of some nobody took the name. */
  @Column({ type: 'text', array: true })
  participantIds: string[];

  @Column({ type: 'text', nullable: true })
  reason: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  countedAt: Date;

  /** As the book of changes names who acts: never a name. */
  @Column({ type: 'text' })
  countedBy: string;
}

/** What a coordinator says aloud where nobody can scan. */
@Entity('check_in_words')
export class CheckInWord {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @Column({ type: 'text' })
  word: string;
}

/** Which kinds of activities of a season give hours of service; without a row: the usual ones. */
@Entity('hour_rules')
@Check(
  'ck_hour_rules_kinds',
  `service_kinds <@ ARRAY['self_governance','volunteer_service','training','festival']::text[]`,
)
export class HourRule {
  @PrimaryColumn({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'text', array: true })
  serviceKinds: ActivityKind[];
}
