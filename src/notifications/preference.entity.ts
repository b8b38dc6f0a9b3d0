import { type ChannelChoice } from '@heli/contracts';
import { Column, Entity } from 'typeorm';
import { VersionedEntity } from '../database/versioned.entity.js';
import { type Language } from '../i18n/index.js';

/** How somebody wants to be told. `id` is the recipient, `audience:id`. The only place that knows addresses. */
@Entity('notification_preferences')
export class NotificationPreference extends VersionedEntity {
  @Column({ type: 'text' })
  language: Language;

  @Column({ type: 'jsonb' })
  channels: ChannelChoice[];

  /** Clock time `HH:mm`; null together with `quietTo`. */
  @Column({ type: 'text', nullable: true })
  quietFrom: string | null;

  @Column({ type: 'text', nullable: true })
  quietTo: string | null;

  @Column({ type: 'boolean' })
  urgentBreaksQuiet: boolean;
}
