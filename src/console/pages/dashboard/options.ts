import { KIND_HEX } from '~/app/theme';

export interface Series {
  readonly name: string;
  readonly color: string;
  readonly values: readonly number[];
  /** A line over the bars. */
  readonly line?: boolean;
}

interface Look {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly say: (value: number) => string;
  /** Categories down the side: for names. */
  readonly sideways?: boolean;
  readonly stacked?: boolean;
  readonly max?: number;
}

export const COLORS = {
  jade: KIND_HEX.volunteer_service.strong,
  indigo: KIND_HEX.self_governance.strong,
  amber: '#e0930b',
  cinnabar: KIND_HEX.festival.strong,
  grey: '#c3cbc7',
  soft: '#76c5ac',
  dark: '#33403a',
} as const;

const INK = '#5a635e';
const LINE = '#e3e8e5';

/** Bars beside or upon each other, with lines over them. */
export function bars({ categories, series, say, sideways = false, stacked = true, max }: Look) {
  const names = {
    type: 'category',
    data: categories,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: LINE } },
    axisLabel: { color: INK, ...(sideways ? { width: 120, overflow: 'truncate' } : { hideOverlap: true }) },
    ...(sideways ? { inverse: true } : {}),
  };
  const values = {
    type: 'value',
    minInterval: max === undefined ? 1 : 0,
    splitNumber: 4,
    axisLabel: { color: INK, formatter: say, hideOverlap: true },
    splitLine: { lineStyle: { color: LINE } },
    ...(max === undefined ? {} : { max, interval: max / 4 }),
  };
  return {
    aria: { enabled: true },
    grid: {
      left: 4,
      right: 16,
      top: 12,
      bottom: series.length > 1 ? 34 : 6,
      outerBoundsMode: 'same',
      containLabel: true,
    },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, valueFormatter: say, confine: true },
    ...(series.length > 1
      ? { legend: { type: 'scroll', bottom: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: INK } } }
      : {}),
    xAxis: sideways ? values : names,
    yAxis: sideways ? names : values,
    series: series.map(({ name, color, values: data, line = false }) => ({
      type: line ? 'line' : 'bar',
      name,
      data,
      itemStyle: { color, ...(line ? {} : { borderRadius: 2 }) },
      ...(line
        ? { lineStyle: { color, width: 2 }, symbolSize: 6, z: 3 }
        : { barMaxWidth: sideways ? 16 : 30 }),
      ...(stacked && !line ? { stack: 'all' } : {}),
      ...(line ? {} : { emphasis: { focus: 'series' } }),
    })),
  };
}

interface Heat {
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** [column, row, value] */
  readonly cells: readonly (readonly [number, number, number])[];
  readonly say: (value: number) => string;
}

/** The darker the more. */
export function heatMap({ columns, rows, cells, say }: Heat) {
  const axis = {
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: INK },
  };
  return {
    aria: { enabled: true },
    grid: { left: 4, right: 8, top: 8, bottom: 44, outerBoundsMode: 'same', containLabel: true },
    tooltip: {
      confine: true,
      formatter: ({ value: [column = 0, row = 0, value = 0] }: { value: readonly number[] }) =>
        `${rows[row] ?? ''} ${columns[column] ?? ''}<br><b>${say(value)}</b>`,
    },
    xAxis: { type: 'category', data: columns, ...axis },
    yAxis: { type: 'category', data: rows, inverse: true, ...axis },
    visualMap: {
      min: 0,
      max: Math.max(1, ...cells.map(([, , value]) => value)),
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 120,
      itemWidth: 12,
      calculable: false,
      formatter: say,
      textStyle: { color: INK },
      inRange: { color: ['#eaf7f3', '#76c5ac', '#0f6b5c', '#06433a'] },
    },
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: '#fff', borderWidth: 1 } }],
  };
}

/** Values of each category in the order of the categories; nothing there: 0. */
export const alongside = <T>(
  categories: readonly string[],
  rows: readonly T[],
  categoryOf: (row: T) => string,
  valueOf: (row: T) => number,
): number[] => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(categoryOf(row), (sums.get(categoryOf(row)) ?? 0) + valueOf(row));
  return categories.map((category) => sums.get(category) ?? 0);
};

const DAY_MS = 86_400_000;

/** All Mondays from the first to the last one, so that weeks without anything are seen as such. */
export function everyWeek(weeks: readonly string[]): string[] {
  const sorted = [...new Set(weeks)].toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const found: string[] = [];
  for (let at = Date.parse(first); at <= Date.parse(last); at += 7 * DAY_MS)
    found.push(new Date(at).toISOString().slice(0, 10));
  return found;
}

/** Part of a whole; null where there is no whole. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const hoursOf = (minutes: number): number => Math.round((minutes / 60) * 10) / 10;
export const yuanOf = (fen: number): number => fen / 100;
