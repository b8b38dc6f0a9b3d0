import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';

/** Half hours of a day. */
export const SLOTS = 48;
const SLOT_MINUTES = 30;
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** What a half hour of the week says; null: no window covers it. `cells[weekday - 1][slot]`. */
export type Cell = AvailabilityStatus | null;
export type Cells = readonly (readonly Cell[])[];

export interface WeekGrid {
  readonly cells: Cells;
  /** Weekly windows that no such grid can show: of working days, of some months, not on half hours. They stay as they are. */
  readonly kept: readonly AvailabilityWindow[];
  readonly dated: readonly Extract<AvailabilityWindow, { type: 'dated' }>[];
}

/** Among windows that meet, the strongest holds. */
const STRENGTH: Readonly<Record<AvailabilityStatus, number>> = {
  available: 0,
  preferred: 1,
  avoid: 2,
  unavailable: 3,
};

const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
};
export const clockOfSlot = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;

export const emptyCells = (): Cell[][] => WEEKDAYS.map(() => Array.from({ length: SLOTS }, () => null));

export function toGrid(windows: readonly AvailabilityWindow[]): WeekGrid {
  const cells = emptyCells();
  const kept: AvailabilityWindow[] = [];
  const dated: Extract<AvailabilityWindow, { type: 'dated' }>[] = [];
  for (const window of windows) {
    if (window.type === 'dated') {
      dated.push(window);
      continue;
    }
    const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
    const plain =
      window.days === undefined &&
      window.validFrom === undefined &&
      window.validUntil === undefined &&
      from % SLOT_MINUTES === 0 &&
      to % SLOT_MINUTES === 0 &&
      window.weekdays !== undefined;
    if (!plain) {
      kept.push(window);
      continue;
    }
    for (const weekday of window.weekdays ?? [])
      for (let slot = from / SLOT_MINUTES; slot < to / SLOT_MINUTES; slot += 1) {
        const column = cells[weekday - 1];
        const before = column?.[slot] ?? null;
        if (column !== undefined && (before === null || STRENGTH[window.status] > STRENGTH[before]))
          column[slot] = window.status;
      }
  }
  return { cells, kept, dated };
}

/** The fewest windows in order of time: runs of one day, and days with the same run together. */
export function toWindows({ cells, kept, dated }: WeekGrid): AvailabilityWindow[] {
  const runs = new Map<
    string,
    { from: number; to: number; status: AvailabilityStatus; weekdays: number[] }
  >();
  cells.forEach((column, day) => {
    let begun = 0;
    for (let slot = 1; slot <= SLOTS; slot += 1) {
      if (slot < SLOTS && column[slot] === column[begun]) continue;
      const status = column[begun] ?? null;
      if (status !== null) {
        const key = `${begun} ${slot} ${status}`;
        const run = runs.get(key) ?? { from: begun, to: slot, status, weekdays: [] };
        run.weekdays.push(day + 1);
        runs.set(key, run);
      }
      begun = slot;
    }
  });
  const weekly = [...runs.values()]
    .sort((a, b) => (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || a.from - b.from)
    .map(({ from, to, status, weekdays }): AvailabilityWindow => ({
      ...{ type: 'weekly', weekdays, from: clockOfSlot(from), to: clockOfSlot(to), status },
    }));
  return [...weekly, ...kept, ...dated];
}

/** The same cells with a rectangle painted, both corners within. */
export function painted(
  cells: Cells,
  from: readonly [day: number, slot: number],
  to: readonly [day: number, slot: number],
  cell: Cell,
): Cells {
  const between = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);
  return cells.map((column, day) =>
    between(day, from[0], to[0])
      ? column.map((old, slot) => (between(slot, from[1], to[1]) ? cell : old))
      : column,
  );
}

/**
 * What windows that a grid cannot hold say in an ordinary week: Monday to Friday are worked, Saturday and Sunday are not;
 * half hours that are covered in part count as covered.
 */
export function ordinaryWeek(windows: readonly AvailabilityWindow[]): Cells {
  const cells = emptyCells();
  for (const window of windows) {
    if (window.type === 'dated') continue;
    const usual = WEEKDAYS.filter(
      (day) => window.days === undefined || (window.days === 'workdays') === day <= 5,
    );
    for (const weekday of usual.filter(
      (day) => window.weekdays === undefined || window.weekdays.includes(day),
    )) {
      const column = cells[weekday - 1] ?? [];
      const last = Math.ceil(minutesOf(window.to) / SLOT_MINUTES);
      for (let slot = Math.floor(minutesOf(window.from) / SLOT_MINUTES); slot < last; slot += 1) {
        const before = column[slot] ?? null;
        if (before === null || STRENGTH[window.status] > STRENGTH[before]) column[slot] = window.status;
      }
    }
  }
  return cells;
}
