import { createHash } from 'node:crypto';
import { type ActivityKind } from '@heli/contracts';
import ical, {
  ICalCalendarMethod,
  ICalEventRepeatingFreq,
  ICalEventStatus,
  ICalWeekday,
} from 'ical-generator';
import { DateTime } from 'luxon';
import { type Language, translate } from '../../i18n/index.js';
import { reportTexts } from '../../reports/texts/texts.js';
import { zoneBlock } from '../../reports/zone-block.js';
import { type FeedEvent, icsDays } from './events.js';

/** What an event says beside its times. */
export interface EventWords {
  readonly title: string;
  readonly kind: ActivityKind;
  readonly community: string;
  readonly zone: string;
  readonly venue: string | null;
  readonly role: string | null;
}

export interface Feed {
  /** Whose calendar it is: part of every UID, so that two feeds of one reader never mix. */
  readonly scope: string;
  readonly name: string;
  readonly language: Language;
  readonly events: readonly { readonly event: FeedEvent; readonly words: EventWords }[];
}

/** Calendars ask again after this time, seconds. */
const REFRESH = 60 * 60;

/** iCalendar (RFC 5545) with the VTIMEZONE of every zone. The same feed is the same text, byte by byte. */
export function calendarText({ scope, name, language, events }: Feed): string {
  const calendar = ical({
    name,
    prodId: { company: 'heli', product: 'feed', language: language === 'zh-CN' ? 'ZH' : 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: REFRESH,
  });
  calendar.timezone({ name: null, generator: (zone) => zoneBlock(zone)?.block ?? null });
  for (const { event, words } of events) {
    const { entry, rule, recurrenceId } = event;
    // Without a VTIMEZONE the local time would be anybody's guess: such zones are written in UTC.
    const zone = zoneBlock(words.zone)?.name ?? 'UTC';
    const at = (minutes: number): DateTime => DateTime.fromMillis(minutes * 60_000, { zone });
    const changed = new Date(event.changedAt);
    const kind = reportTexts(language).kinds[words.kind];
    calendar.createEvent({
      id: uidOf(scope, event.key),
      sequence: event.sequence,
      stamp: changed,
      lastModified: changed,
      start: at(entry.start),
      end: at(entry.end),
      timezone: zone,
      summary: words.title,
      location: words.venue === null ? words.community : `${words.venue} (${words.community})`,
      categories: [{ name: kind }],
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      description: [
        `${kind} · ${words.community}`,
        ...(words.role === null ? [] : [translate(language, 'feeds.role', { role: words.role })]),
        ...(event.cancelled ? [translate(language, 'feeds.cancelled')] : []),
      ].join('\n'),
      ...(recurrenceId === undefined ? {} : { recurrenceId: at(recurrenceId) }),
      ...(rule === undefined
        ? {}
        : {
            repeating: {
              freq: ICalEventRepeatingFreq.WEEKLY,
              interval: rule.interval,
              count: rule.count,
              byDay: icsDays(rule.weekdays).map((day) => ICalWeekday[day]),
              startOfWeek: ICalWeekday.MO,
              ...(rule.except.length === 0 ? {} : { exclude: rule.except.map(at) }),
            },
          }),
    });
  }
  return calendar.toString();
}

function uidOf(scope: string, key: readonly string[]): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([scope, ...key]))
    .digest('hex');
  return `${hash.slice(0, 32)}@heli`;
}
