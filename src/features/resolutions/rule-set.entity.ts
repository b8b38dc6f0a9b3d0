import { type DayCalendar, type Problem, type ProblemPolicy } from '@heli/contracts';
import {
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Season } from '../seasons/index.js';
import { Resolution } from './resolution.entity.js';

/** Rules, aims and weights under which plans of a season were made: one row for each that there ever were, with a number. */
@Entity('rule_sets')
@Index(['seasonId', 'number'], { unique: true })
@Index(['seasonId', 'sha256'], { unique: true })
@Index(['resolutionId'])
export class RuleSet {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'int' })
  number: number;

  /** Of the canonical JSON of policy, objective and calendar. */
  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'jsonb' })
  policy: ProblemPolicy;

  @Column({ type: 'jsonb' })
  objective: Problem['objective'];

  @Column({ type: 'jsonb' })
  calendar: DayCalendar;

  /** The decision by which it was adopted. */
  @Column({ type: 'text', nullable: true })
  resolutionId: string | null;

  @ManyToOne(() => Resolution, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'resolution_id' })
  resolution?: Relation<Resolution> | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
