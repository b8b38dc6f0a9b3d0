import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import './Timeline.css';
import moment from 'moment';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DataSet } from 'vis-data/esnext';
import { Timeline as VisTimeline, type TimelineOptions } from 'vis-timeline/esnext';
import { whenIdle } from '~/ui/whenIdle';
import { offsetAt } from '~/ui/zone';
import { axisFormat } from './axis';
import { boundsOf, type DayMark, type Window, type Zoom } from './days';
import { type Entry } from './model';
import { steppedStart } from './dragging';
import { bringInStep, dayItems, type Item, itemOf, type Label, labelOf } from './items';
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

const MINUTE = 60_000;
const ONE_DAY = 24 * 60 * MINUTE;
/** A card begins at its time and is wider than it: room for those of the last day. */
const ROOM: Readonly<Record<Zoom, number>> = { week: 0.6 * ONE_DAY, month: 3 * ONE_DAY, season: 2 * ONE_DAY };
const SCALE = {
  week: { scale: 'weekday', step: 1 },
  month: { scale: 'day', step: 1 },
  season: { scale: 'month', step: 1 },
} as const;

/** Moments whose wall clock is that of the zone; vis-timeline also asks for now, and for what is no time. */
const localMoment = (zone: string) => (at?: number | Date) => {
  const made = at === undefined ? moment() : moment(at);
  return made.isValid() ? made.utcOffset(offsetAt(made.valueOf(), zone)) : made;
};

type Axis = Pick<Props, 'zone' | 'zoom' | 'marks' | 'words'> & { readonly language: string };

const axisOf = ({ zone, zoom, language, marks, words }: Axis): TimelineOptions => ({
  moment: localMoment(zone) as never,
  timeAxis: SCALE[zoom],
  format: axisFormat(language, (date) => words.mark(marks.get(date))) as never,
});

/** At once, and told at once: vis-timeline shows nothing until it has told of a change of its window, else a fifth of a second later. */
const NOW = { animation: { duration: -1, easingFunction: 'linear' } } as const;

/** The season on a time axis, rows being communities or venues. */
export default function Timeline(props: Props) {
  const { entries, rows, rowOf, window, zoom, zone, marks, words, proposal, movable } = props;
  const { language } = useTranslation().i18n;
  const box = useRef<HTMLDivElement>(null);
  const timeline = useRef<VisTimeline | null>(null);
  const items = useRef(new DataSet<Item, 'id'>([], { fieldId: 'id' } as never));
  const labels = useRef(new DataSet<Label, 'id'>([], { fieldId: 'id' } as never));
  const whole = useRef(false);
  const axis = useRef({ zone, zoom, language, marks, words });
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (box.current === null) return;
    const first = latest.current;
    const bounds = boundsOf(first.window, first.zone);
    const [start, end] = [bounds.start, bounds.end + ROOM[first.zoom]];
    const options: TimelineOptions = {
      start,
      end,
      ...axisOf(axis.current),
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
      template: ((item: Item) => item.card?.() ?? item.content) as never,
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
    // It is drawn once, when what follows has given it all.
    const made = new VisTimeline(box.current, undefined as never, options);
    made.setWindow(start - MINUTE, end, NOW);
    made.setWindow(start, end, NOW);
    made.setGroups(labels.current as never);
    made.setItems(items.current as never);
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
    const wanted = { zone, zoom, language, marks, words };
    const drawn = axis.current;
    axis.current = wanted;
    // It began with these.
    if (Object.entries(wanted).every(([name, value]) => drawn[name as keyof typeof drawn] === value)) return;
    timeline.current?.setOptions(axisOf(wanted));
  }, [zone, zoom, language, marks, words]);

  useEffect(() => {
    const { start, end } = boundsOf(window, zone);
    timeline.current?.setWindow(start, end + ROOM[zoom], { animation: false });
    // A new window only where its days change, not with every drawing of the page.
  }, [window.from, window.to, zone, zoom]); // eslint-disable-line react-hooks/exhaustive-deps

  useEffect(() => {
    bringInStep(labels.current, rows.map(labelOf));
  }, [rows]);

  useEffect(() => {
    const { communityName, venueName, rowsAreVenues } = latest.current;
    const onOpen = (activityId: string) => latest.current.onOpen(activityId);
    const drawn = { zoom, words, proposal, rowOf, rowsAreVenues, movable, communityName, venueName, onOpen };
    const all = [...entries.map((entry) => itemOf(entry, drawn)), ...dayItems(marks, words, zoom, zone)];
    if (whole.current) {
      bringInStep(items.current, all);
      return undefined;
    }
    // First what is in sight, then the rest of the season.
    const bounds = boundsOf(latest.current.window, zone);
    const near = all.filter(
      ({ start, end = start }) =>
        end.getTime() >= bounds.start - ONE_DAY && start.getTime() <= bounds.end + ROOM[zoom],
    );
    bringInStep(items.current, near);
    return whenIdle(() => {
      whole.current = true;
      bringInStep(items.current, all);
    });
  }, [entries, rowOf, marks, words, zoom, zone, proposal, movable]);

  return <div ref={box} role="group" aria-label={props.label} className={`hb-timeline hb-${zoom}`} />;
}
