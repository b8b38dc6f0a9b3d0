import {
  Column,
  CreateDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Venue } from '../venues/index.js';

/** Why a venue is open or closed for once. The span itself is a dated window of its opening, where every plan reads it. */
@Entity('venue_exception_reasons')
export class VenueExceptionReason {
  @PrimaryColumn({ type: 'text' })
  venueId: string;

  @ManyToOne(() => Venue, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'venue_id' })
  venue?: Relation<Venue>;

  @PrimaryColumn({ type: 'text' })
  exceptionId: string;

  @Column({ type: 'text' })
  reason: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
