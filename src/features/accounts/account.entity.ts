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
import { VersionedEntity } from '../../database/versioned.entity.js';
import { type Language } from '../../i18n/index.js';
import { Organization } from '../organizations/index.js';
import { PartnerUnit } from '../partners/index.js';
import { Volunteer } from '../volunteers/index.js';

export type AccountState = 'active' | 'disabled' | 'erased';

/** Somebody who may sign in. */
@Entity('accounts')
@Check('ck_accounts_state', `state IN ('active','disabled','erased')`)
@Check('ck_accounts_login', 'login = lower(login)')
@Index('uq_accounts_login', ['login'], { unique: true })
@Index('uq_accounts_oidc_subject', ['oidcSubject'], { unique: true })
@Index(['volunteerId'])
@Index(['partnerUnitId'])
export class Account extends VersionedEntity {
  /** In small letters. */
  @Column({ type: 'text' })
  login: string;

  /** Argon2id, with its parameters; null: no sign-in by password. */
  @Column({ type: 'text', nullable: true, select: false })
  passwordHash?: string | null;

  @Column({ type: 'text' })
  displayName: string;

  @Column({ type: 'text' })
  language: Language;

  @Column({ type: 'text' })
  state: AccountState;

  /** Where one-time codes go: an e-mail address or a telephone number. Null: no sign-in by code. */
  @Column({ type: 'text', nullable: true })
  contact: string | null;

  /** Issuer and subject of an OpenID Connect provider. */
  @Column({ type: 'text', nullable: true })
  oidcSubject: string | null;

  @Column({ type: 'text', nullable: true })
  volunteerId: string | null;

  @ManyToOne(() => Volunteer, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn()
  volunteer?: Volunteer;

  @Column({ type: 'text', nullable: true })
  partnerUnitId: string | null;

  @ManyToOne(() => PartnerUnit, { onDelete: 'SET NULL', nullable: true })
  @JoinColumn()
  partnerUnit?: PartnerUnit;

  /** Since the last success. */
  @Column({ type: 'integer', default: 0 })
  failedAttempts: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  lockedUntil: Date | null;
}

/** What an account may do where; without an organization: an admin of the platform. */
@Entity('memberships')
@Check('ck_memberships_role', `role IN ('admin','council','coordinator','partner','volunteer','auditor')`)
@Check('ck_memberships_platform', `organization_id IS NOT NULL OR role = 'admin'`)
@Index('uq_memberships_role', ['accountId', 'organizationId', 'role'], {
  unique: true,
  where: 'organization_id IS NOT NULL',
})
@Index('uq_memberships_platform', ['accountId'], { unique: true, where: 'organization_id IS NULL' })
@Index(['organizationId'])
export class AccountMembership {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  accountId: string;

  @ManyToOne(() => Account, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn()
  account?: Account;

  @Column({ type: 'text', nullable: true })
  organizationId: string | null;

  @ManyToOne(() => Organization, { onDelete: 'RESTRICT', nullable: true })
  @JoinColumn()
  organization?: Organization;

  @Column({ type: 'text' })
  role: Role;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
