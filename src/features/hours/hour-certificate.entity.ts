import { type CertificateState, type HourCertificateView } from '@heli/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { type Language } from '../../i18n/index.js';

/** What was certified, as it was then. */
@Entity('hour_certificates')
@Check('ck_hour_certificates_state', `state IN ('valid','corrected','revoked')`)
@Check('ck_hour_certificates_revoked', `(state = 'valid') = (revoked_at IS NULL)`)
@Check('ck_hour_certificates_order', 'until_date >= from_date')
@Index(['number'], { unique: true })
@Index(['code'], { unique: true })
@Index(['volunteerId', 'issuedAt'])
export class HourCertificate {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** As people read it out: `HL-2013-000042`. */
  @Column({ type: 'text' })
  number: string;

  /** Whoever has it may ask whether the certificate holds: 130 bits by chance. */
  @Column({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  volunteerId: string;

  /** Null: the person had it erased. */
  @Column({ type: 'text', nullable: true })
  name: string | null;

  @Column({ type: 'text' })
  issuer: string;

  @Column({ type: 'date' })
  fromDate: string;

  /** The last day. */
  @Column({ type: 'date' })
  untilDate: string;

  @Column({ type: 'text' })
  language: Language;

  @Column({ type: 'int' })
  minutes: number;

  @Column({ type: 'jsonb' })
  services: HourCertificateView['services'];

  /** Of the canonical JSON of what is certified, the name included. */
  @Column({ type: 'text' })
  sha256: string;

  @Column({ type: 'timestamptz', precision: 3 })
  issuedAt: Date;

  /** Day of the issue on the community's calendar. */
  @Column({ type: 'date' })
  issuedOn: string;

  @Column({ type: 'text' })
  issuedBy: string;

  @Column({ type: 'text' })
  state: CertificateState;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;

  @Column({ type: 'text', nullable: true })
  revokedReason: string | null;
}
