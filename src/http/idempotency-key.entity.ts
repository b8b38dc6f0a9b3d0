import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The answer to a POST that carried an `Idempotency-Key`. It is written in the transaction of the effect itself. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn({ type: 'text' })
  key: string;

  /** Method and address; the same key may be used again elsewhere. */
  @PrimaryColumn({ type: 'text' })
  route: string;

  @Column({ type: 'text' })
  bodySha256: string;

  @Column({ type: 'jsonb', default: {} })
  headers: Record<string, string>;

  /** JSON text of the answer; null for one without content. */
  @Column({ type: 'text', nullable: true })
  response: string | null;

  @Index()
  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
