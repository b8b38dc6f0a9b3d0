import { dayIndex, expandRecurrence, formatInstant, weekday } from '@heli/calendar';
import { commonDivisor } from '@heli/lp';

/** What a published plan says of one activity in somebody's calendar. Instants are epoch minutes. */
export interface Entry {
  readonly activityId: string;
  readonly start: number;
  readonly end: number;
  readonly venueId: string | null;
  /** Of a person in the activity; null where it is nobody's own calendar. */
  readonly roleId: string | null;
}

/** One plan that was published, the oldest first. */
export interface Version {
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  readonly entries: readonly Entry[];
}

/** What does not change from plan to plan. */
export interface ActivityFacts {
  readonly seriesId: string | null;
  readonly zone: string;
}

/** A rule that yields exactly the starts of a series, but for those left out. */
export interface Rule {
  readonly interval: number;
  /** ISO weekdays, 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[];
  readonly count: number;
  /** Starts that the rule yields and the series has not, epoch minutes. */
  readonly except: readonly number[];
}

/** One VEVENT. */
export interface FeedEvent {
  /** What the UID is made of: the same in every version. */
  readonly key: readonly string[];
  readonly entry: Entry;
  readonly cancelled: boolean;
  readonly sequence: number;
  /** When it last changed, epoch milliseconds. */
  readonly changedAt: number;
  readonly rule?: Rule;
  /** Of a series' event that differs from the rule: the start it had by the rule. */
  readonly recurrenceId?: number;
}

interface History {
  readonly entry: Entry;
  readonly cancelled: boolean;
  readonly sequence: number;
  readonly changedAt: number;
}

/**
 * The events of a calendar from all plans of a season that were ever published. An activity keeps its UID; its SEQUENCE
 * rises with every version that moves it, drops it or brings it back; what is gone stays as cancelled. A series that was
 * regular when it was first published is one event with a rule, and whatever becomes of its single activities is told as
 * exceptions to that first rule, so that UIDs never change.
 */
export function feedEvents(
  versions: readonly Version[],
  factsOf: (activityId: string) => ActivityFacts | undefined,
): FeedEvent[] {
  const histories = historiesOf(versions);
  const ruled = new Set<string>();
  const events: FeedEvent[] = [];
  for (const [seriesId, zone, anchors] of firstSeries(versions, factsOf)) {
    const rule = ruleOf(
      anchors.map(({ start }) => start),
      zone,
    );
    const [first] = anchors;
    if (first === undefined || rule === undefined || !alike(anchors)) continue;
    for (const { activityId } of anchors) ruled.add(activityId);
    events.push(...ruledEvents(seriesId, rule, first, anchors, histories));
  }
  for (const [activityId, history] of histories)
    if (!ruled.has(activityId)) events.push({ key: ['activity', activityId], ...history });
  return events.sort((a, b) => a.entry.start - b.entry.start || (a.key.join() < b.key.join() ? -1 : 1));
}

function historiesOf(versions: readonly Version[]): Map<string, History> {
  const histories = new Map<string, History>();
  for (const { publishedAt, entries } of versions) {
    const now = new Map(entries.map((entry) => [entry.activityId, entry]));
    for (const activityId of new Set([...histories.keys(), ...now.keys()])) {
      const before = histories.get(activityId);
      const entry = now.get(activityId);
      if (before === undefined) {
        if (entry !== undefined)
          histories.set(activityId, { entry, cancelled: false, sequence: 0, changedAt: publishedAt });
      } else if ((entry === undefined) !== before.cancelled || (entry && !same(entry, before.entry))) {
        histories.set(activityId, {
          entry: entry ?? before.entry,
          cancelled: entry === undefined,
          sequence: before.sequence + 1,
          changedAt: publishedAt,
        });
      }
    }
  }
  return histories;
}

const same = (a: Entry, b: Entry): boolean =>
  a.start === b.start && a.end === b.end && a.venueId === b.venueId && a.roleId === b.roleId;

/** Each series as the first version that had some of it. */
function firstSeries(
  versions: readonly Version[],
  factsOf: (activityId: string) => ActivityFacts | undefined,
): [seriesId: string, zone: string, anchors: Entry[]][] {
  const found = new Map<string, [string, string, Entry[]]>();
  for (const { entries } of versions) {
    const here = new Map<string, [string, string, Entry[]]>();
    for (const entry of entries) {
      const facts = factsOf(entry.activityId);
      if (facts?.seriesId == null || found.has(facts.seriesId)) continue;
      const [, , anchors] = here.get(facts.seriesId) ?? [facts.seriesId, facts.zone, []];
      anchors.push(entry);
      here.set(facts.seriesId, [facts.seriesId, facts.zone, anchors]);
    }
    for (const [seriesId, series] of here) found.set(seriesId, series);
  }
  for (const [, , anchors] of found.values()) anchors.sort((a, b) => a.start - b.start);
  return [...found.values()];
}

/** A rule has one length, one place and one role. */
function alike(anchors: readonly Entry[]): boolean {
  const [first] = anchors;
  return anchors.every(
    ({ start, end, venueId, roleId }) =>
      first !== undefined &&
      end - start === first.end - first.start &&
      venueId === first.venueId &&
      roleId === first.roleId,
  );
}

function ruledEvents(
  seriesId: string,
  rule: Rule,
  first: Entry,
  anchors: readonly Entry[],
  histories: ReadonlyMap<string, History>,
): FeedEvent[] {
  const key = ['series', seriesId, first.activityId];
  const members = anchors.flatMap((anchor) => {
    const history = histories.get(anchor.activityId);
    return history === undefined ? [] : [{ anchor, history }];
  });
  // One UID, one number: it rises with every change of any of them.
  const sequence = members.reduce((all, { history }) => all + history.sequence, 0);
  const changedAt = Math.max(...members.map(({ history }) => history.changedAt));
  const cancelled = members.every(({ history }) => history.cancelled);
  const master = { key, entry: first, cancelled, sequence, changedAt, rule };
  if (cancelled) return [master];
  const exceptions = members
    .filter(({ anchor, history }) => history.cancelled || !same(history.entry, anchor))
    .map(({ anchor, history }) => ({
      key,
      entry: history.entry,
      cancelled: history.cancelled,
      sequence,
      changedAt: history.changedAt,
      recurrenceId: anchor.start,
    }));
  return [master, ...exceptions];
}

/** At most so many of the rule's starts may be left out: of three kept, one. */
const KEPT_PER_EXCEPTION = 3;

/**
 * A weekly rule for the starts, in order, epoch minutes; undefined where none is faithful: another clock time on one of
 * the days, fewer than two starts, or too many gaps.
 */
export function ruleOf(starts: readonly number[], zone: string): Rule | undefined {
  const [first] = starts;
  const last = starts.at(-1);
  if (first === undefined || last === undefined || starts.length < 2) return undefined;
  const mondays = starts.map((start) => dayIndex(start, zone) - weekday(start, zone) + 1);
  const weeks = mondays.map((monday) => (monday - (mondays[0] ?? 0)) / 7);
  const interval = commonDivisor(weeks);
  const weekdays = [...new Set(starts.map((start) => weekday(start, zone)))].sort((a, b) => a - b);
  const yielded = expandRecurrence({
    rrule: weeklyRule({ interval, weekdays }),
    firstStart: formatInstant(first, zone),
    zone,
    until: formatInstant(last + 1, zone),
  });
  const wanted = new Set(starts);
  const except = yielded.filter((start) => !wanted.has(start));
  const faithful = yielded.length - except.length === wanted.size && wanted.size === starts.length;
  if (!faithful || except.length * KEPT_PER_EXCEPTION > starts.length) return undefined;
  return { interval, weekdays, count: yielded.length, except };
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type IcsDay = (typeof DAYS)[number];

/** ISO weekdays as RFC 5545 writes them. */
export const icsDays = (weekdays: readonly number[]): IcsDay[] =>
  weekdays.map((day) => DAYS[day - 1] ?? 'MO');

const weeklyRule = ({ interval, weekdays }: Pick<Rule, 'interval' | 'weekdays'>): string =>
  `FREQ=WEEKLY;INTERVAL=${interval};BYDAY=${icsDays(weekdays).join(',')};WKST=MO`;
