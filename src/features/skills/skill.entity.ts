import { Column, Entity, Index } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';

@Entity('skills')
@Index(['name'])
export class Skill extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'boolean' })
  needsQualification: boolean;
}
