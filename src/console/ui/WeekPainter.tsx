import { Button, Group, Stack, Switch, Text } from '@mantine/core';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Cell, type Cells, clockOfSlot, painted, SLOTS, WEEKDAYS } from './weekGrid';
import classes from './WeekPainter.module.css';

const DAY_FROM = 12;
const DAY_TO = 44;

interface Props {
  readonly label: string;
  readonly cells: Cells;
  readonly onChange: (cells: Cells) => void;
  /** What can be painted; null takes away. */
  readonly brushes: readonly Cell[];
  /** What holds where nothing is painted. */
  readonly under?: Cells;
  /** Whose time it is. */
  readonly of?: 'brush' | 'opening';
}

/**
 * A week of half hours, painted with mouse or finger, or by keyboard: arrows go, space paints, Shift and arrows paint on
 * the way, digits choose what is painted.
 */
export function WeekPainter({ label, cells, onChange, brushes, under, of = 'brush' }: Props) {
  const { t } = useTranslation('duty');
  const [brush, setBrush] = useState<Cell>(brushes[0] ?? null);
  const [whole, setWhole] = useState(false);
  const [at, setAt] = useState<readonly [number, number]>([0, 18]);
  const drag = useRef<{ from: readonly [number, number]; before: Cells } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const [first, last] = whole ? [0, SLOTS] : [DAY_FROM, DAY_TO];
  const slots = Array.from({ length: last - first }, (_, place) => first + place);
  const wordOf = (cell: Cell) => t(`${of}.${cell ?? 'none'}`);
  const placeOf = (event: PointerEvent): readonly [number, number] | null => {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const place = under instanceof HTMLElement ? under.dataset.place : undefined;
    const [day, slot] = (place ?? '').split(' ').map(Number);
    return place === undefined || day === undefined || slot === undefined ? null : [day, slot];
  };
  const go = (day: number, slot: number) => {
    setAt([day, slot]);
    box.current?.querySelector<HTMLElement>(`[data-place="${day} ${slot}"]`)?.focus();
  };
  const key = (event: KeyboardEvent, day: number, slot: number) => {
    const digit = Number(event.key);
    const chosen = brushes[digit - 1];
    if (chosen !== undefined && digit >= 1) {
      setBrush(chosen);
      return;
    }
    const step: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
    };
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      onChange(painted(cells, [day, slot], [day, slot], cells[day]?.[slot] === brush ? null : brush));
      return;
    }
    const way = step[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const to = [
      Math.min(6, Math.max(0, day + way[0])),
      Math.min(last - 1, Math.max(first, slot + way[1])),
    ] as const;
    if (event.shiftKey) onChange(painted(cells, [day, slot], to, brush));
    go(to[0], to[1]);
  };
  return (
    <Stack gap="sm">
      <Group gap="xs" role="radiogroup" aria-label={t('brush.label')}>
        {brushes.map((one, place) => (
          <Button
            key={one ?? 'none'}
            role="radio"
            aria-checked={brush === one}
            variant={brush === one ? 'light' : 'default'}
            size="sm"
            h={40}
            onClick={() => setBrush(one)}
            leftSection={
              <span aria-hidden className={`${classes.swatch} ${one === null ? '' : classes[one]}`} />
            }
          >
            {wordOf(one)}
            <Text component="span" size="xs" c="dimmed" ml={6} visibleFrom="sm">
              {place + 1}
            </Text>
          </Button>
        ))}
        <Switch
          label={t('brush.whole')}
          checked={whole}
          onChange={({ currentTarget }) => setWhole(currentTarget.checked)}
        />
      </Group>
      <Text size="xs" c="dimmed">
        {t('brush.hint')}
      </Text>
      <div
        ref={box}
        role="grid"
        aria-label={label}
        className={classes.grid}
        onPointerMove={(event) => {
          const to = placeOf(event);
          if (drag.current !== null && to !== null)
            onChange(painted(drag.current.before, drag.current.from, to, brush));
        }}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
        onPointerLeave={() => (drag.current = null)}
      >
        <div role="row" className={classes.row}>
          <div role="columnheader" className={classes.head} aria-label={t('brush.time')} />
          {WEEKDAYS.map((day) => (
            <div role="columnheader" key={day} className={classes.head}>
              {t(`weekday.${day}`)}
            </div>
          ))}
        </div>
        {slots.map((slot) => (
          <div role="row" key={slot} className={classes.row}>
            <div role="rowheader" className={classes.time} aria-label={clockOfSlot(slot)}>
              {slot % 2 === 0 ? clockOfSlot(slot) : ''}
            </div>
            {WEEKDAYS.map((weekday) => {
              const day = weekday - 1;
              const own = cells[day]?.[slot] ?? null;
              const cell = own ?? under?.[day]?.[slot] ?? null;
              return (
                <div
                  role="gridcell"
                  key={weekday}
                  data-place={`${day} ${slot}`}
                  tabIndex={at[0] === day && at[1] === slot ? 0 : -1}
                  aria-label={t('brush.cell', {
                    day: t(`weekday.${weekday}`),
                    from: clockOfSlot(slot),
                    to: clockOfSlot(slot + 1),
                    word: wordOf(cell),
                  })}
                  className={`${classes.cell} ${slot % 2 === 0 ? classes.hour : ''} ${cell === null ? '' : classes[cell]} ${own === null ? classes.under : ''}`}
                  onPointerDown={(event) => {
                    event.currentTarget.releasePointerCapture(event.pointerId);
                    drag.current = { from: [day, slot], before: cells };
                    setAt([day, slot]);
                    onChange(painted(cells, [day, slot], [day, slot], brush));
                  }}
                  onKeyDown={(event) => key(event, day, slot)}
                />
              );
            })}
          </div>
        ))}
      </div>
    </Stack>
  );
}
