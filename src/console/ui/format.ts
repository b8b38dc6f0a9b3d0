import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export const DEFAULT_ZONE = 'Asia/Shanghai';

export interface Format {
  readonly number: (value: number, digits?: number) => string;
  /** Share of 1 as per cent. */
  readonly percent: (share: number, digits?: number) => string;
  /** Fen as yuan, `¥8,400.00`. */
  readonly money: (fen: number) => string;
  /** `11月28日 周六`. */
  readonly day: (instant: string) => string;
  /** A month, `2026-11`, as `2026年11月`. */
  readonly month: (month: string) => string;
  /** `2026年11月28日 周六`. */
  readonly longDay: (instant: string) => string;
  /** `14:00`. */
  readonly time: (instant: string) => string;
  /** `11月28日 周六 14:00–16:00`; names both days where it goes over midnight, and whole days without hours. */
  readonly span: (start: string, end: string) => string;
  readonly dateTime: (instant: string) => string;
  /** `2 小时 30 分钟`. */
  readonly duration: (minutes: number) => string;
  /** Local date in the zone, `2026-11-28`. */
  readonly localDate: (instant: string) => string;
}

interface Words {
  readonly duration: (minutes: number) => string;
  readonly wholeDays: (days: string) => string;
}

const MINUTE_MS = 60_000;

function formatOf(language: string, timeZone: string, { duration, wholeDays }: Words): Format {
  const intl = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(language, { timeZone, ...options });
    return (instant: string) => made.format(new Date(instant));
  };
  const plain = new Intl.NumberFormat(language);
  const yuan = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  });
  const day = intl({ month: 'short', day: 'numeric', weekday: 'short' });
  const longDay = intl({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' });
  const time = intl({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dateTime = (instant: string) => `${day(instant)} ${time(instant)}`;
  const inSwedish = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const localDate = (instant: string) => inSwedish.format(new Date(instant));
  const month = new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: 'long' });
  const lastMinute = (end: string) => new Date(Date.parse(end) - MINUTE_MS).toISOString();
  return {
    number: (value, digits) =>
      digits === undefined
        ? plain.format(value)
        : new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value),
    percent: (share, digits = 1) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share),
    money: (fen) => yuan.format(fen / 100),
    day,
    longDay,
    time,
    dateTime,
    month: (text) => month.format(new Date(`${text}-01T00:00:00Z`)),
    span: (start, end) => {
      if (localDate(start) === localDate(end)) return `${dateTime(start)}–${time(end)}`;
      if (time(start) !== '00:00' || time(end) !== '00:00') return `${dateTime(start)} – ${dateTime(end)}`;
      const [first, last] = [day(start), day(lastMinute(end))];
      return wholeDays(first === last ? first : `${first} – ${last}`);
    },
    duration,
    localDate,
  };
}

/** Numbers, money and times as people here write them, in the zone of the community. */
export function useFormat(timeZone: string = DEFAULT_ZONE): Format {
  const { i18n, t } = useTranslation('common');
  return useMemo(
    () =>
      formatOf(i18n.language, timeZone, {
        duration: (minutes) => {
          const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
          const parts = [
            ...(hours > 0 ? [t('time.hours', { count: hours })] : []),
            ...(rest > 0 || hours === 0 ? [t('time.minutes', { count: rest })] : []),
          ];
          return parts.join(' ');
        },
        wholeDays: (days) => t('time.wholeDays', { days }),
      }),
    [i18n.language, t, timeZone],
  );
}
