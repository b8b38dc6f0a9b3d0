import { type SearchStage, type SearchState } from '@heli/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, type Relation } from 'typeorm';
import { VersionedEntity } from '../../database/index.js';
import { Season } from '../seasons/index.js';

/** Who is asked, one after the other, to stand in where a place was given back. The row is the truth, not any job. */
@Entity('stand_in_searches')
@Check('ck_stand_in_searches_state', `state IN ('computing','asking','filled','exhausted','ended')`)
@Check('ck_stand_in_searches_stage', `stage IN ('stand-by','recommend')`)
@Index('uq_stand_in_searches_of_place', ['activityId', 'roleId'], {
  unique: true,
  where: `state IN ('computing','asking')`,
})
@Index(['seasonId', 'createdAt', 'id'])
export class StandInSearch extends VersionedEntity {
  @Column({ type: 'text' })
  seasonId: string;

  @ManyToOne(() => Season, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'season_id' })
  season?: Relation<Season>;

  @Column({ type: 'text' })
  activityId: string;

  @Column({ type: 'text' })
  roleId: string;

  /** The published plan that was asked. */
  @Column({ type: 'text' })
  planId: string;

  @Column({ type: 'timestamptz', precision: 3 })
  startAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  endAt: Date;

  @Column({ type: 'text' })
  state: SearchState;

  /** First the reserves of the plan, then whoever else could be had. */
  @Column({ type: 'text' })
  stage: SearchStage;

  /** The question to the plan that is being answered. */
  @Column({ type: 'text', nullable: true })
  questionId: string | null;

  /** Ids of volunteers, in the order in which they are asked. */
  @Column({ type: 'jsonb' })
  candidates: string[];

  /** How many of them had their turn. */
  @Column({ type: 'int' })
  position: number;
}
