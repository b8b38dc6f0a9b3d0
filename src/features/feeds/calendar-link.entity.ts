import { type FeedScope } from '@heli/contracts';
import { Check, Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import { type Language } from '../../i18n/index.js';

/** Whoever knows the secret reads the calendar, until the link is revoked. */
@Entity('calendar_links')
@Check('ck_calendar_links_scope', `scope IN ('volunteer','group','venue','community')`)
@Index(['secretSha256'], { unique: true })
@Index(['scope', 'scopeId'])
@Index(['createdAt', 'id'])
export class CalendarLink {
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Hexadecimal; the secret itself is nowhere. It is random, so that no salt is needed. */
  @Column({ type: 'text' })
  secretSha256: string;

  @Column({ type: 'text' })
  scope: FeedScope;

  @Column({ type: 'text' })
  scopeId: string;

  @Column({ type: 'text' })
  language: Language;

  @CreateDateColumn({ type: 'timestamptz', precision: 3 })
  createdAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  revokedAt: Date | null;
}
