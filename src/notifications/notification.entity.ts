import { type NoticeTemplate, type NotificationChannel, type NotificationState } from '@heli/contracts';
import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import { type Language } from '../i18n/index.js';

/**
 * One message to one recipient on one channel, written with the change that it tells of. The event key makes it happen
 * once: writing the same notice again does nothing.
 */
@Entity('notifications')
@Check('ck_notifications_state', `state IN ('queued','sending','sent','failed','given-up')`)
@Unique(['eventKey', 'recipient', 'channel'])
@Index(['state', 'notBefore'])
@Index(['createdAt', 'id'])
@Index(['recipient'])
export class Notification {
  @PrimaryColumn({ type: 'text' })
  id: string;

  @Column({ type: 'text' })
  eventKey: string;

  /** `audience:id`; addresses are looked up when it is sent, and never kept here. */
  @Column({ type: 'text' })
  recipient: string;

  @Column({ type: 'text' })
  channel: NotificationChannel;

  @Column({ type: 'text' })
  language: Language;

  @Column({ type: 'text' })
  template: NoticeTemplate;

  /** Emptied once nobody can need them any more. */
  @Column({ type: 'jsonb' })
  parameters: object;

  /** The clock that times are told in, and that quiet hours are counted by. */
  @Column({ type: 'text' })
  zone: string;

  @Column({ type: 'boolean' })
  urgent: boolean;

  @Column({ type: 'text' })
  state: NotificationState;

  @Column({ type: 'int', default: 0 })
  attempts: number;

  @Column({ type: 'timestamptz', precision: 3 })
  notBefore: Date;

  /** Later than this it would tell of what is over. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  notAfter: Date | null;

  @Column({ type: 'text', nullable: true })
  leaseOwner: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  leaseUntil: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  sentAt: Date | null;

  @Column({ type: 'text', nullable: true })
  error: string | null;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;
}
