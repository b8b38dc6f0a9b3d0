import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { Skill } from '../skills/index.js';
import { type DayCalendar, type Problem, type ProblemPolicy } from '@heli/contracts';

@Entity('seasons')
@Check('ck_seasons_order', '"ends_at" > "starts_at"')
@Index(['name'])
@Index(['leaderSkillId'])
@Index(['predecessorId'], { unique: true })
export class Season extends VersionedEntity {
  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endsAt: Date;

  @Column({ type: 'jsonb' })
  calendar: DayCalendar;

  @Column({ type: 'jsonb' })
  policy: Omit<ProblemPolicy, 'leaderSkillId'>;

  @Column({ type: 'text', nullable: true })
  leaderSkillId: string | null;

  @ManyToOne(() => Skill, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  leaderSkill?: Skill;

  @Column({ type: 'jsonb' })
  objective: Problem['objective'];

  /** The data set that it was loaded from, so that loading it again is recognised. */
  @Column({ type: 'text', nullable: true })
  datasetSha256: string | null;

  /** The season after it is made by itself before it ends. */
  @Column({ type: 'boolean', default: false })
  rollsOn: boolean;

  /** The season that it goes on from: each has at most one that does. */
  @Column({ type: 'text', nullable: true })
  predecessorId: string | null;

  @ManyToOne(() => Season, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn({ name: 'predecessor_id' })
  predecessor?: Relation<Season> | null;
}

@Entity('season_communities')
@Index(['communityId'])
export class SeasonCommunity {
  @PrimaryColumn({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  season?: Season;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}
