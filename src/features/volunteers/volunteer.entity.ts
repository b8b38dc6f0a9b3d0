import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { VersionedEntity } from '../../database/versioned.entity.js';
import { Activity, ActivitySeries } from '../activities/index.js';
import { Community } from '../communities/index.js';
import { GrassrootsGroup } from '../groups/index.js';
import { Skill } from '../skills/index.js';
import { type ActivityKind, type AgeClass, type AvailabilityWindow, type WorkLimits } from '@heli/contracts';

@Entity('volunteers')
@Index(['communityId', 'id'])
@Index(['name'])
export class Volunteer extends VersionedEntity {
  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;

  @Column({ type: 'text' })
  ageClass: AgeClass;

  @Column({ type: 'boolean' })
  guardianConsent: boolean;

  @Column({ type: 'jsonb' })
  availability: AvailabilityWindow[];

  @Column({ type: 'jsonb' })
  limits: WorkLimits;

  @Column({ type: 'integer', nullable: true })
  minRestMinutes: number | null;

  @Column({ type: 'integer', nullable: true })
  offeredMinutes: number | null;

  @Column({ type: 'text', array: true })
  wishedKinds: ActivityKind[];

  /** 0 to 1. */
  @Column({ type: 'double precision', nullable: true })
  reliability: number | null;

  @Column({ type: 'text', nullable: true })
  phone: string | null;
}

@Entity('volunteer_communities')
@Index(['communityId'])
export class VolunteerCommunity {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  communityId: string;

  @ManyToOne(() => Community, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  community?: Community;
}

@Entity('volunteer_skills')
@Index(['skillId'])
export class VolunteerSkill {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  skillId: string;

  @ManyToOne(() => Skill, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  skill?: Skill;
}

@Entity('volunteer_qualifications')
@Index(['skillId'])
export class VolunteerQualification {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  /** Place in the person's list; a proof renewed is a second row. */
  @PrimaryColumn({ type: 'integer' })
  place: number;

  @Column({ type: 'text' })
  skillId: string;

  @ManyToOne(() => Skill, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  skill?: Skill;

  @Column({ type: 'date', nullable: true })
  validFrom: string | null;

  @Column({ type: 'date', nullable: true })
  validUntil: string | null;
}

@Entity('volunteer_activity_wishes')
@Index(['activityId'])
export class VolunteerActivityWish {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  activityId: string;

  @ManyToOne(() => Activity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  activity?: Activity;

  /** True: rather not. */
  @Column({ type: 'boolean' })
  avoid: boolean;
}

@Entity('volunteer_group_wishes')
@Index(['groupId'])
export class VolunteerGroupWish {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  groupId: string;

  @ManyToOne(() => GrassrootsGroup, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  group?: GrassrootsGroup;
}

@Entity('volunteer_served_series')
@Index(['seriesId'])
export class VolunteerServedSeries {
  @PrimaryColumn({ type: 'text' })
  volunteerId: string;

  @ManyToOne(() => Volunteer, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  volunteer?: Volunteer;

  @PrimaryColumn({ type: 'text' })
  seriesId: string;

  @ManyToOne(() => ActivitySeries, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  series?: ActivitySeries;
}
