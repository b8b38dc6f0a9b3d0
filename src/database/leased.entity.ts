import { Column, CreateDateColumn, PrimaryColumn } from 'typeorm';

/**
 * What work carries that workers take up, see `LeasedRows`. `leaseOwner` and `attempt` together are the fence without
 * which nothing may be written any more.
 */
export abstract class LeasedEntity {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'int', default: 0 })
  attempt: number;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelRequestedAt: Date | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finishedAt: Date | null;
}
