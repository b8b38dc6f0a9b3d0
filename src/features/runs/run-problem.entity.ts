import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AllocationRun } from './run.entity.js';

/** The problem that a run solves, as the pools were when its first worker read them: every later attempt solves the same. */
@Entity('run_problems')
export class RunProblem {
  @PrimaryColumn({ type: 'text' })
  runId: string;

  @OneToOne(() => AllocationRun, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'run_id' })
  run: Relation<AllocationRun>;

  /** heli-problem/1 as JSON, compressed by gzip. */
  @Column({ type: 'bytea' })
  gzip: Buffer;
}
