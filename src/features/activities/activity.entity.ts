import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { Organization } from '../organizations/index.js';
import { Season } from '../seasons/index.js';
import { Skill } from '../skills/index.js';
import { Venue } from '../venues/index.js';
import {
  type ActivityKind,
  type BudgetLine,
  type GroupDemand,
  type ProblemActivity,
  type RoleDemand,
  type SeriesTemplate,
} from '@heli/contracts';

@Entity('activity_series')
@Index(['seasonId'])
@Index(['communityId'])
export class ActivitySeries extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'text' })
  rrule: string;

  @Column({ type: 'timestamptz', precision: 3 })
  firstStart: Date;

  @Column({ type: 'text', array: true })
  exceptDates: string[];

  @Column({ type: 'boolean', default: false })
  skipHolidays: boolean;

  @Column({ type: 'jsonb', nullable: true })
  template: SeriesTemplate | null;
}

@Entity('activities')
@Index(['seasonId', 'firstCandidate', 'id'])
@Index(['organizationId'])
@Index(['communityId'])
@Index(['seriesId'])
@Index(['hostGroupId'])
export class Activity extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  season?: Season;

  @Column({ type: 'text', nullable: true })
  organizationId: string | null;

  @ManyToOne(() => Organization, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  organization?: Organization;

  @Column({ type: 'text' })
  title: string;

  @Column({ type: 'text' })
  kind: ActivityKind;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'text', nullable: true })
  seriesId: string | null;

  @ManyToOne(() => ActivitySeries, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  series?: ActivitySeries;

  /** The start by the rule of its series. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  occurrenceStart: Date | null;

  /** Changed on its own: the series no longer overwrites it. */
  @Column({ type: 'boolean', default: false })
  detached: boolean;

  @Column({ type: 'text', nullable: true })
  hostGroupId: string | null;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  hostGroup?: GrassrootsGroup;

  @Column({ type: 'integer' })
  priority: number;

  @Column({ type: 'integer' })
  durationMinutes: number;

  @Column({ type: 'timestamptz', array: true })
  candidateStarts: Date[];

  /** Earliest of the candidates, to sort and page by. */
  @Column({ type: 'timestamptz', precision: 3 })
  firstCandidate: Date;

  @Column({ type: 'integer' })
  expectedAttendance: number;

  @Column({ type: 'jsonb' })
  roles: RoleDemand[];

  @Column({ type: 'jsonb', nullable: true })
  venue: NonNullable<ProblemActivity['venue']> | null;

  @Column({ type: 'jsonb' })
  equipment: ProblemActivity['equipment'];

  @Column({ type: 'jsonb' })
  groups: GroupDemand[];

  @Column({ type: 'jsonb' })
  budget: BudgetLine[];

  @Column({ type: 'boolean', nullable: true })
  allowHolidays: boolean | null;
}

@Entity('activity_predecessors')
@Index(['predecessorId'])
export class ActivityPredecessor {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @PrimaryColumn({ type: 'text' })
  predecessorId: string;

  @ManyToOne(() => Activity, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  predecessor?: Activity;
}

/** What the demands of an activity name: kept beside them, so that the database holds on to it. */
@Entity('activity_skills')
@Index(['skillId'])
export class ActivitySkill {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @PrimaryColumn({ type: 'text' })
  skillId: string;

  @ManyToOne(() => Skill, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  skill?: Skill;
}

@Entity('activity_venues')
@Index(['venueId'])
export class ActivityVenue {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @PrimaryColumn({ type: 'text' })
  venueId: string;

  @ManyToOne(() => Venue, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  venue?: Venue;
}

@Entity('activity_groups')
@Index(['groupId'])
export class ActivityGroup {
  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  @PrimaryColumn({ type: 'text' })
  groupId: string;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  group?: GrassrootsGroup;
}
