import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { Duty } from './duty.entity.js';

/** From when on a volunteer is counted on for a place at a time, or is no more. Written by the database. */
@Entity('duty_changes')
@Index(['dutyId', 'id'])
export class DutyChange {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ type: 'text' })
  dutyId: string;

  @ManyToOne(() => Duty, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'duty_id' })
  duty?: Relation<Duty>;

  /** The published plan of that moment. */
  @Column({ type: 'text' })
  planId: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;

  @Column({ type: 'boolean' })
  counted: boolean;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;
}
