import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AllocationRun } from './run.entity.js';

/**
 * One model of a run that another worker process may solve. Numbers alone, no names. The job in the queue only points
 * here; whoever solves it writes the answer here. Removed when the run is over, at the latest with the run.
 */
@Entity('errands')
@Index(['runId'])
export class Errand {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  runId: string;

  @ManyToOne(() => AllocationRun, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'run_id' })
  run?: Relation<AllocationRun>;

  /** Attempt of the run that asked: an answer is of no use to another one. */
  @Column({ type: 'integer' })
  attempt: number;

  /** heli-errand/1, see `src/solving/errand-codec.ts`. */
  @Column({ type: 'bytea' })
  question: Buffer;

  /** Of the run (W3C Trace Context), so that whoever solves it goes on with the trace. */
  @Column({ type: 'text', nullable: true })
  traceParent: string | null;

  @Column({ type: 'bytea', nullable: true })
  answer: Buffer | null;
}
