import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import './Timeline.css';
import moment from 'moment';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DataSet } from 'vis-data/esnext';
import { Timeline as VisTimeline, type TimelineOptions } from 'vis-timeline/esnext';
import { addDays, instantOf, offsetAt } from '~/ui/zone';
import { axisFormat } from './axis';
import { cardOf } from './card';
import { boundsOf, type DayMark, type Window, type Zoom } from './days';
import { type Entry } from './model';
import { steppedStart } from './dragging';
import { NO_VENUE, type Place, type Row } from './rows';
import { type Words } from './useWords';

interface Props {
  readonly label: string;
  readonly rowsLabel: string;
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
  readonly rowOf: (entry: Entry) => string;
  readonly window: Window;
  readonly zoom: Zoom;
  readonly zone: string;
  readonly marks: ReadonlyMap<string, DayMark>;
  readonly words: Words;
  readonly communityName: (id: string) => string;
  readonly venueName: (id: string) => string;
  /** What may be dragged; its row only where rows are venues. */
  readonly movable: (entry: Entry) => boolean;
  readonly rowsAreVenues: boolean;
  readonly proposal: Place | null;
  readonly onOpen: (activityId: string) => void;
  readonly onMove: (place: Place) => void;
}

interface Item {
  readonly id: string;
  readonly content: string;
  readonly start: Date;
  readonly end?: Date;
  readonly group?: string;
  readonly type: 'box' | 'background';
  readonly className?: string;
  readonly editable: false | { updateTime: boolean; updateGroup: boolean; remove: false };
  readonly card?: HTMLElement;
}

interface Label {
  readonly id: string;
  readonly content: HTMLElement;
  readonly order: number;
}

const MINUTE = 60_000;
const ONE_DAY = 24 * 60 * MINUTE;
/** A card begins at its time and is wider than it: room for those of the last day. */
const ROOM: Readonly<Record<Zoom, number>> = { week: 0.6 * ONE_DAY, month: 3 * ONE_DAY, season: 2 * ONE_DAY };
const SCALE = {
  week: { scale: 'weekday', step: 1 },
  month: { scale: 'day', step: 1 },
  season: { scale: 'month', step: 1 },
} as const;

function labelOf({ name, note, alarm }: Row): HTMLElement {
  const box = document.createElement('div');
  box.textContent = name;
  const line = document.createElement('span');
  line.className = 'hb-group-note';
  line.textContent = note;
  if (alarm !== '') {
    const strong = document.createElement('b');
    strong.textContent = ` ${alarm}`;
    line.append(strong);
  }
  box.append(line);
  return box;
}

/** Moments whose wall clock is that of the zone; vis-timeline also asks for now, and for what is no time. */
const localMoment = (zone: string) => (at?: number | Date) => {
  const made = at === undefined ? moment() : moment(at);
  return made.isValid() ? made.utcOffset(offsetAt(made.valueOf(), zone)) : made;
};

/** Brings what a set holds in step with what is wanted. */
function bringInStep<T extends { readonly id: string }>(set: DataSet<T>, wanted: readonly T[]): void {
  const ids = new Set(wanted.map(({ id }) => id));
  set.remove(set.getIds().filter((id) => !ids.has(String(id))));
  set.update(wanted as never);
}

/** The season on a time axis, rows being communities or venues. */
export default function Timeline(props: Props) {
  const { entries, rows, rowOf, window, zoom, zone, marks, words, proposal } = props;
  const { i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const timeline = useRef<VisTimeline | null>(null);
  const items = useRef(new DataSet<Item, 'id'>([], { fieldId: 'id' } as never));
  const labels = useRef(new DataSet<Label, 'id'>([], { fieldId: 'id' } as never));
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (box.current === null) return;
    const first = latest.current;
    const bounds = boundsOf(first.window, first.zone);
    const options: TimelineOptions = {
      // Without them it would begin with all there is. A minute off, so that the window below is a change: vis-timeline shows
      // itself only after one.
      start: bounds.start - MINUTE,
      end: bounds.end + ROOM[first.zoom],
      stack: true,
      align: 'left',
      orientation: { axis: 'top', item: 'top' },
      margin: { item: { horizontal: 4, vertical: 5 }, axis: 6 },
      selectable: true,
      zoomable: false,
      verticalScroll: true,
      maxHeight: '72vh',
      minHeight: 260,
      showCurrentTime: true,
      showTooltips: false,
      itemsAlwaysDraggable: { item: true, range: false },
      editable: { add: false, remove: false, updateTime: true, updateGroup: true, overrideItems: false },
      groupOrder: 'order',
      groupEditable: false,
      // Everything that is drawn from data is an element that was built here, none is markup.
      template: ((item: Item) => item.card ?? item.content) as never,
      onMoving: (moved, done) => {
        const { entries: all, zoom: at, zone: here } = latest.current;
        const entry = all.find(({ activity }) => activity.id === moved.id);
        if (entry !== undefined) {
          moved.start = new Date(steppedStart(new Date(moved.start).getTime(), entry.start, at, here));
        }
        done(moved);
      },
      onMove: (moved, done) => {
        const { entries: all, rowsAreVenues, onMove } = latest.current;
        const entry = all.find(({ activity }) => activity.id === moved.id);
        if (entry === undefined) {
          done(null);
          return;
        }
        const row = String(moved.group ?? NO_VENUE);
        const venueId = !rowsAreVenues ? entry.venueId : row === NO_VENUE ? null : row;
        const start = new Date(moved.start).getTime();
        if (start === entry.start && venueId === entry.venueId) {
          done(null);
          return;
        }
        done(moved);
        onMove({ activityId: entry.activity.id, start, venueId });
      },
    };
    const made = new VisTimeline(box.current, items.current, labels.current, options);
    // It stays hidden until it is drawn after a change of its window, which it tells a moment later without drawing.
    const show = () => {
      made.off('rangechanged', show);
      made.redraw();
    };
    made.on('rangechanged', show);
    made.on('click', ({ item, what }: { item: string | null; what: string }) => {
      if (item !== null && what === 'item') latest.current.onOpen(item);
    });
    // The names of the rows scroll by themselves: by keyboard too.
    const names = box.current.querySelector<HTMLElement>('.vis-panel.vis-left');
    names?.setAttribute('tabindex', '0');
    names?.setAttribute('role', 'group');
    names?.setAttribute('aria-label', first.rowsLabel);
    timeline.current = made;
    return () => {
      timeline.current = null;
      made.destroy();
    };
  }, []);

  useEffect(() => {
    timeline.current?.setOptions({
      moment: localMoment(zone) as never,
      timeAxis: SCALE[zoom],
      format: axisFormat(i18n.language, (date) => words.mark(marks.get(date))) as never,
    });
  }, [zone, zoom, i18n.language, marks, words]);

  useEffect(() => {
    const { start, end } = boundsOf(window, zone);
    timeline.current?.setWindow(start, end + ROOM[zoom], { animation: false });
    // A new window only where its days change, not with every drawing of the page.
  }, [window.from, window.to, zone, zoom]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    bringInStep(
      labels.current,
      rows.map((row, order) => ({ id: row.id, content: labelOf(row), order })),
    );
  }, [rows]);

  useEffect(() => {
    const { communityName, venueName, movable, rowsAreVenues } = latest.current;
    const cards = entries.map((entry): Item => {
      const moved = proposal?.activityId === entry.activity.id ? proposal : null;
      const start = new Date(moved?.start ?? entry.start);
      const at = moved === null ? entry : { ...entry, start: moved.start, venueId: moved.venueId };
      const { format } = words;
      return {
        id: entry.activity.id,
        content: '',
        start,
        group: rowOf(at),
        type: 'box',
        editable: movable(entry) ? { updateTime: true, updateGroup: rowsAreVenues, remove: false } : false,
        card: cardOf(
          entry,
          {
            time: format.time(start.toISOString()),
            trouble: words.trouble(entry),
            sentence: words.sentence(
              entry,
              communityName(entry.activity.communityId),
              entry.venueId === null ? null : venueName(entry.venueId),
            ),
            fill: `${entry.filled}/${entry.target}`,
            more: words.more(
              entry,
              communityName(entry.activity.communityId),
              entry.venueId === null ? null : venueName(entry.venueId),
            ),
          },
          zoom === 'season',
          moved !== null,
          () => latest.current.onOpen(entry.activity.id),
        ),
      };
    });
    const days = [...marks]
      .filter(([, mark]) => mark.rest || mark.worked || mark.festival !== null)
      .map(([date, mark]): Item => {
        return {
          id: `day ${date}`,
          content: zoom === 'week' ? '' : words.shortMark(mark, zoom === 'season'),
          start: new Date(instantOf(date, '00:00', zone)),
          end: new Date(instantOf(addDays(date, 1), '00:00', zone)),
          type: 'background',
          className: mark.rest ? 'hb-rest' : mark.worked ? 'hb-worked' : 'hb-feast',
          editable: false,
        };
      });
    bringInStep(items.current, [...cards, ...days]);
  }, [entries, rowOf, marks, words, zoom, zone, proposal, i18n.language]);

  return <div ref={box} role="group" aria-label={props.label} className={`hb-timeline hb-${zoom}`} />;
}
