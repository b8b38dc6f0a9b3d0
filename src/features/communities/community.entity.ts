import { Column, Entity, Index } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';

@Entity('communities')
@Index(['name'])
export class Community extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text', nullable: true })
  regionCode: string | null;

  @Column({ type: 'text' })
  timeZone: string;

  @Column({ type: 'double precision', nullable: true })
  latitude: number | null;

  @Column({ type: 'double precision', nullable: true })
  longitude: number | null;

  /** Stand-by lists of this community count how reliably people come. */
  @Column({ type: 'boolean', nullable: true })
  countsReliability: boolean | null;
}
