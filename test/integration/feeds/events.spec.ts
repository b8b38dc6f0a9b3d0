import { parseInstant } from '@heli/calendar';
import fc from 'fast-check';
import nodeIcal, { type VEvent } from 'node-ical';
import { calendarText } from '../../../src/features/feeds/calendar.js';
import {
  type Entry,
  feedEvents,
  type FeedEvent,
  ruleOf,
  type Version,
} from '../../../src/features/feeds/events.js';
import { runsOr, SEED } from '../../support/property.js';

const NEW_YORK = 'America/New_York';
/** A choir that meets on Saturdays at 10:00; clocks go forward on 10 March 2024. */
const saturdays = [
  '2024-03-02T10:00:00-05:00',
  '2024-03-09T10:00:00-05:00',
  '2024-03-16T10:00:00-04:00',
  '2024-03-23T10:00:00-04:00',
];
const choir = (starts: readonly string[] = saturdays): Entry[] =>
  starts.map((start, week) => entry(`choir-${week + 1}`, start));
const entry = (activityId: string, start: string, more: Partial<Entry> = {}): Entry => ({
  activityId,
  start: parseInstant(start),
  end: parseInstant(start) + 90,
  venueId: 'hall',
  roleId: null,
  ...more,
});
const version = (day: number, entries: readonly Entry[]): Version => ({
  publishedAt: Date.UTC(2024, 1, day),
  entries,
});
const facts =
  (zone = NEW_YORK) =>
  (activityId: string) => ({
    seriesId: activityId.startsWith('choir') ? 'choir' : null,
    zone,
  });
const words = (zone = NEW_YORK) => ({
  title: '合唱团',
  kind: 'training' as const,
  community: '望京社区',
  zone,
  venue: '礼堂',
  role: null,
});
const textOf = (events: readonly FeedEvent[], zone = NEW_YORK): string =>
  calendarText({
    scope: 'group:choir',
    name: '合唱团',
    language: 'zh-CN',
    events: events.map((event) => ({ event, words: words(zone) })),
  });
/** The feed as another library reads it. */
const read = (text: string): VEvent[] =>
  Object.values(nodeIcal.sync.parseICS(text)).filter((part): part is VEvent => part.type === 'VEVENT');
/** Every start that a reader sees, with its state. */
const seen = (text: string): string[] =>
  read(text)
    .flatMap((event) => {
      const line = (one: Omit<VEvent, 'recurrences'>, start: Date): string =>
        `${start.toISOString()} ${one.status ?? ''}`;
      if (event.rrule === undefined) return [line(event, event.start)];
      const changed = Object.values(event.recurrences ?? {});
      const left = Object.keys((event.exdate ?? {}) as Record<string, Date>);
      const moved = new Set(changed.map(({ recurrenceid }) => (recurrenceid as Date).toISOString()));
      return [
        ...event.rrule
          .all()
          .filter(
            (start) => !moved.has(start.toISOString()) && !left.includes(start.toISOString().slice(0, 10)),
          )
          .map((start) => line(event, start)),
        ...changed.map((one) => line(one, one.start)),
      ];
    })
    .sort();

describe('a feed', () => {
  it('tells a regular series by one rule, at the same clock time across the change of clocks', () => {
    const events = feedEvents([version(1, choir())], facts());
    expect(events).toHaveLength(1);
    const text = textOf(events);
    expect(text).toContain('BEGIN:VTIMEZONE');
    expect(text).toContain('DTSTART;TZID=America/New_York:20240302T100000');
    expect(text).toMatch(/RRULE:FREQ=WEEKLY;(?:[A-Z]+=[^;\r]+;)*COUNT=4/);
    expect(seen(text)).toEqual(saturdays.map((start) => `${new Date(start).toISOString()} CONFIRMED`));
  });

  it('tells what was moved and what is gone as exceptions to the first rule, under the same UID', () => {
    const [one, two, three, four] = choir() as [Entry, Entry, Entry, Entry];
    const first = feedEvents([version(1, [one, two, three, four])], facts());
    const moved = { ...three, start: three.start + 24 * 60, end: three.end + 24 * 60 };
    const second = feedEvents([version(1, [one, two, three, four]), version(5, [one, moved, four])], facts());
    const text = textOf(second);
    expect(seen(text)).toEqual(
      [
        `${new Date(saturdays[0] ?? '').toISOString()} CONFIRMED`,
        `${new Date(saturdays[1] ?? '').toISOString()} CANCELLED`,
        '2024-03-17T14:00:00.000Z CONFIRMED',
        `${new Date(saturdays[3] ?? '').toISOString()} CONFIRMED`,
      ].sort(),
    );
    const uids = (events: readonly FeedEvent[]) => new Set(textOf(events).match(/^UID:.*$/gm));
    expect(uids(second)).toEqual(uids(first));
    expect([first[0]?.sequence, second[0]?.sequence]).toEqual([0, 2]);
  });

  it('leaves out the one Saturday that the rule has and the series has not', () => {
    const gap = [...saturdays.slice(0, 2), saturdays[3] ?? '', '2024-03-30T10:00:00-04:00'];
    const text = textOf(feedEvents([version(1, choir(gap))], facts()));
    expect(text).toContain('EXDATE;TZID=America/New_York:20240316T100000');
    expect(seen(text)).toEqual(gap.map((start) => `${new Date(start).toISOString()} CONFIRMED`));
  });

  it('tells each on its own where the clock time is not the same, or the length or the place', () => {
    const evening = choir([...saturdays.slice(0, 3), '2024-03-23T19:00:00-04:00']);
    const [one, two, three, four] = choir() as [Entry, Entry, Entry, Entry];
    for (const entries of [
      evening,
      [one, two, three, { ...four, venueId: 'yard' }],
      [one, two, three, { ...four, end: four.end + 30 }],
    ]) {
      const events = feedEvents([version(1, entries)], facts());
      expect(events.map(({ rule }) => rule)).toEqual([undefined, undefined, undefined, undefined]);
      expect(seen(textOf(events))).toEqual(
        entries.map(({ start }) => `${new Date(start * 60_000).toISOString()} CONFIRMED`),
      );
    }
  });

  it('keeps a UID, raises SEQUENCE with each change, and tells what is gone as cancelled until it is back', () => {
    const gala = (start: string): Entry => entry('gala', start);
    const [a, b] = ['2024-11-02T19:00:00-04:00', '2024-11-03T19:00:00-05:00'];
    const versions = [
      version(1, [gala(a)]),
      version(2, [gala(a)]),
      version(3, [gala(b)]),
      version(4, []),
      version(5, []),
      version(6, [gala(b)]),
    ];
    const states = versions.map((_, index) => {
      const [event] = read(textOf(feedEvents(versions.slice(0, index + 1), facts())));
      return [event?.uid, Number(event?.sequence), event?.status, event?.start.toISOString()];
    });
    const [[uid]] = states as [[string]];
    expect(states).toEqual([
      [uid, 0, 'CONFIRMED', '2024-11-02T23:00:00.000Z'],
      [uid, 0, 'CONFIRMED', '2024-11-02T23:00:00.000Z'],
      [uid, 1, 'CONFIRMED', '2024-11-04T00:00:00.000Z'],
      [uid, 2, 'CANCELLED', '2024-11-04T00:00:00.000Z'],
      [uid, 2, 'CANCELLED', '2024-11-04T00:00:00.000Z'],
      [uid, 3, 'CONFIRMED', '2024-11-04T00:00:00.000Z'],
    ]);
  });

  it('is the same text for the same plans', () => {
    const events = () => textOf(feedEvents([version(1, choir())], facts()));
    expect(events()).toBe(events());
  });

  it('shows a reader exactly what the newest plan holds, whatever was published before', () => {
    const start = fc
      .integer({ min: 0, max: 5 })
      .map((slot) => parseInstant('2024-03-05T18:00:00-05:00') + slot * 24 * 60);
    const some = fc
      .tuple(
        ...['choir-1', 'choir-2', 'choir-3', 'gala'].map((id) =>
          fc.tuple(fc.constant(id), fc.boolean(), start),
        ),
      )
      .map((all) =>
        all
          .filter(([, held]) => held)
          .map(([activityId, , at]): Entry => ({
            activityId,
            start: at,
            end: at + 60,
            venueId: null,
            roleId: null,
          })),
      );
    const regular = fc.constant(choir(saturdays.slice(0, 3)));
    fc.assert(
      fc.property(fc.array(fc.oneof(some, regular), { minLength: 1, maxLength: 4 }), (plans) => {
        const versions = plans.map((entries, index) => version(index + 1, entries));
        const shown = seen(textOf(feedEvents(versions, facts()))).filter((line) =>
          line.endsWith('CONFIRMED'),
        );
        const held = (plans.at(-1) ?? []).map(
          ({ start: at }) => `${new Date(at * 60_000).toISOString()} CONFIRMED`,
        );
        expect(shown).toEqual(held.sort());
        // A reader that had the feed before never sees a lower number under a UID that it knows.
        const numbers = (count: number): Map<string, number> => {
          const found = new Map<string, number>();
          for (const { key, sequence } of feedEvents(versions.slice(0, count), facts()))
            found.set(key.join(), sequence);
          return found;
        };
        for (let count = 1; count < versions.length; count++) {
          const [before, after] = [numbers(count), numbers(count + 1)];
          for (const [key, sequence] of before) expect(after.get(key)).toBeGreaterThanOrEqual(sequence);
        }
      }),
      { seed: SEED, numRuns: runsOr(100) },
    );
  });
});

describe('the rule of a series', () => {
  it.each([
    [
      'twice a week',
      [
        '2013-03-05T19:00:00+08:00',
        '2013-03-07T19:00:00+08:00',
        '2013-03-12T19:00:00+08:00',
        '2013-03-14T19:00:00+08:00',
      ],
      { interval: 1, weekdays: [2, 4], count: 4, except: [] },
    ],
    [
      'every other week',
      ['2013-03-05T19:00:00+08:00', '2013-03-19T19:00:00+08:00', '2013-04-02T19:00:00+08:00'],
      { interval: 2, weekdays: [2], count: 3, except: [] },
    ],
    ['once', ['2013-03-05T19:00:00+08:00'], undefined],
    ['at the same time twice', ['2013-03-05T19:00:00+08:00', '2013-03-05T19:00:00+08:00'], undefined],
  ])('%s', (_name, starts, rule) => {
    expect(ruleOf(starts.map(parseInstant), 'Asia/Shanghai')).toEqual(rule);
  });
});
