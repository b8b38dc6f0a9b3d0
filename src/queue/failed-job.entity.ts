import { type FailedJobClosing, type FailedJobKind } from '@heli/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Work that failed, for an operator to see. One matter is open at most once; failing again counts it up. */
@Entity('failed_jobs')
@Check('ck_failed_jobs_kind', `kind IN ('run','question','upkeep','job')`)
@Check('ck_failed_jobs_closed_by', `closed_by IN ('retried','recovered','set-aside')`)
@Index('uq_failed_jobs_open', ['queue', 'subject'], { unique: true, where: 'closed_at IS NULL' })
@Index(['failedAt', 'id'])
export class FailedJob {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  kind: FailedJobKind;

  @Column({ type: 'text' })
  queue: string;

  /** Name of the job in its queue. */
  @Column({ type: 'text' })
  name: string;

  /** Id of the run, question or job, or the task of the schedule. */
  @Column({ type: 'text' })
  subject: string;

  /** What the job said, where it could not be carried out as it was: ids alone. */
  @Column({ type: 'jsonb', nullable: true })
  payload: object | null;

  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'int', default: 1 })
  times: number;

  @Column({ type: 'timestamptz', precision: 3 })
  failedAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  closedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  closedBy: FailedJobClosing | null;

  @Column({ type: 'text', nullable: true })
  retriedAs: string | null;
}
