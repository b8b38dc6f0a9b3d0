import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
} from 'typeorm';
import { type Role } from '../../auth/index.js';
import { Organization } from '../organizations/index.js';
import { Account } from './account.entity.js';

/** One link of a chain that began with a sign-in. Each is used once; whoever shows a used one ends the chain. */
@Entity('refresh_tokens')
@Index(['family'])
@Index(['accountId'])
@Index(['expiresAt'])
export class RefreshToken {
  @PrimaryColumn({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  account?: Account;

  @Column({ type: 'text' })
  family: string;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  rotatedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;
}

/** A credential of a machine. The key itself is shown once; kept are its digest and its beginning. */
@Entity('api_keys')
@Check('ck_api_keys_role', `role IN ('admin','council','coordinator','auditor')`)
@Index('uq_api_keys_sha256', ['sha256'], { unique: true })
@Index(['organizationId'])
export class ApiKey {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  name: string;

  @Column({ type: 'text' })
  prefix: string;

  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'text' })
  organizationId: string;

  @ManyToOne(() => Organization, { onDelete: 'RESTRICT', nullable: false })
  @JoinColumn()
  organization?: Organization;

  @Column({ type: 'text' })
  role: Role;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;
}

/** The last code that was sent to somebody; a new one takes its place. */
@Entity('one_time_codes')
@Index('uq_one_time_codes_account_id', ['accountId'], { unique: true })
export class OneTimeCode {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  account?: Account;

  /** Keyed digest: six digits alone could be found from a plain one. */
  @Column({ type: 'text' })
  seal: string;

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;
}
