import { type DataSet } from 'vis-data/esnext';
import { addDays, instantOf } from '~/ui/zone';
import { cardOf } from './card';
import { type DayMark, type Zoom } from './days';
import { type Entry } from './model';
import { type Place, type Row } from './rows';
import { type Words } from './useWords';

/** What vis-timeline is given: an activity, or a day that has a colour. */
export interface Item {
  readonly id: string;
  readonly content: string;
  readonly start: Date;
  readonly end?: Date;
  readonly group?: string;
  readonly type: 'box' | 'background';
  readonly className?: string;
  readonly editable: false | { updateTime: boolean; updateGroup: boolean; remove: false };
  /** Made when it comes into sight, which few of a season's do. */
  readonly card?: () => HTMLElement;
  /** All that its looks depend on: it is drawn again where one of these is another. */
  readonly looks: readonly unknown[];
}

export interface Label {
  readonly id: string;
  readonly content: HTMLElement;
  readonly order: number;
  readonly looks: readonly unknown[];
}

export interface Drawn {
  readonly zoom: Zoom;
  readonly words: Words;
  readonly proposal: Place | null;
  readonly rowOf: (entry: Entry) => string;
  readonly rowsAreVenues: boolean;
  readonly movable: (entry: Entry) => boolean;
  readonly communityName: (id: string) => string;
  readonly venueName: (id: string) => string;
  readonly onOpen: (activityId: string) => void;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** An activity where it stands, or where it is proposed to be. */
export function itemOf(entry: Entry, drawn: Drawn): Item {
  const { words, zoom } = drawn;
  const moved = drawn.proposal?.activityId === entry.activity.id ? drawn.proposal : null;
  const start = new Date(moved?.start ?? entry.start);
  const community = drawn.communityName(entry.activity.communityId);
  const venue = entry.venueId === null ? null : drawn.venueName(entry.venueId);
  const group = drawn.rowOf(
    moved === null ? entry : { ...entry, start: moved.start, venueId: moved.venueId },
  );
  const movable = drawn.movable(entry);
  const { activity, standing, filled, target, short, venueState } = entry;
  return {
    id: activity.id,
    content: '',
    start,
    group,
    type: 'box',
    editable: movable ? { updateTime: true, updateGroup: drawn.rowsAreVenues, remove: false } : false,
    card: once(() =>
      cardOf(
        entry,
        {
          time: words.format.time(start.toISOString()),
          trouble: words.trouble(entry),
          sentence: words.sentence(entry, community, venue),
          fill: `${filled}/${target}`,
          more: words.more(entry, community, venue),
        },
        zoom === 'season',
        moved !== null,
        () => drawn.onOpen(activity.id),
      ),
    ),
    looks: [
      ...[start.getTime(), entry.end, group, movable, drawn.rowsAreVenues, moved !== null],
      ...[activity.title, activity.kind, standing, filled, target, short, venueState, community, venue],
      ...[words, zoom],
    ],
  };
}

/** Days of rest, worked weekend days and festivals, behind the activities. */
export const dayItems = (
  marks: ReadonlyMap<string, DayMark>,
  words: Words,
  zoom: Zoom,
  zone: string,
): Item[] =>
  [...marks]
    .filter(([, mark]) => mark.rest || mark.worked || mark.festival !== null)
    .map(([date, mark]) => {
      const content = zoom === 'week' ? '' : words.shortMark(mark, zoom === 'season');
      const className = mark.rest ? 'hb-rest' : mark.worked ? 'hb-worked' : 'hb-feast';
      return {
        id: `day ${date}`,
        content,
        start: new Date(instantOf(date, '00:00', zone)),
        end: new Date(instantOf(addDays(date, 1), '00:00', zone)),
        type: 'background',
        className,
        editable: false,
        looks: [content, className, zone],
      };
    });

export function labelOf({ id, name, note, alarm }: Row, order: number): Label {
  const content = document.createElement('div');
  content.textContent = name;
  const line = document.createElement('span');
  line.className = 'hb-group-note';
  line.textContent = note;
  if (alarm !== '') {
    const strong = document.createElement('b');
    strong.textContent = ` ${alarm}`;
    line.append(strong);
  }
  content.append(line);
  return { id, content, order, looks: [order, name, note, alarm] };
}

const same = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, at) => Object.is(part, other[at]));

interface Drawable {
  readonly id: string;
  readonly start?: Date;
  readonly group?: string;
  readonly looks: readonly unknown[];
}

/** Somebody who drags moves what the set holds. */
const standsAlike = (one: Drawable, other: Drawable): boolean =>
  one.group === other.group && one.start?.getTime() === other.start?.getTime();

/** Brings what a set holds in step with what is wanted; what looks as before is left alone. */
export function bringInStep<T extends Drawable>(set: DataSet<T>, wanted: readonly T[]): void {
  const ids = new Set(wanted.map(({ id }) => id));
  const gone = set.getIds().filter((id) => !ids.has(String(id)));
  if (gone.length > 0) set.remove(gone);
  const others = wanted.filter((one) => {
    const known = set.get(one.id);
    return known === null || !standsAlike(known, one) || !same(known.looks, one.looks);
  });
  if (others.length > 0) set.update(others as never);
}
