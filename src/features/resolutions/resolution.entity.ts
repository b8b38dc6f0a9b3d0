import { Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { Season } from '../seasons/index.js';

/** What a council decided about a season, under its own number. It is never changed: a later decision has another number. */
@Entity('resolutions')
@Index(['seasonId', 'number'], { unique: true })
export class Resolution extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  number: string;

  @Column({ type: 'date' })
  decidedOn: string;

  @Column({ type: 'text', nullable: true })
  title: string | null;

  @Column({ type: 'text', nullable: true })
  note: string | null;
}
