import { type Moment } from 'moment';

type Scale = 'millisecond' | 'second' | 'minute' | 'hour' | 'weekday' | 'day' | 'week' | 'month' | 'year';

/** What the axis says, in the language of the page; days carry what they are called (`休 端午`). */
export function axisFormat(language: string, markOf: (localDate: string) => string) {
  const intl = (options: Intl.DateTimeFormatOptions) => {
    const made = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
    // The moment carries the offset of the zone: its own wall clock is what is to be written.
    return (at: Moment) => made.format(at.valueOf() + at.utcOffset() * 60_000);
  };
  const clock = intl({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = intl({ day: 'numeric', weekday: 'short' });
  const day = intl({ day: 'numeric' });
  const monthDay = intl({ month: 'numeric', day: 'numeric' });
  const month = intl({ month: 'long' });
  const yearMonth = intl({ year: 'numeric', month: 'long' });
  const wholeDay = intl({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' });
  const year = intl({ year: 'numeric' });
  const minor = (at: Moment, scale: Scale): string => {
    switch (scale) {
      case 'weekday':
      case 'day': {
        const mark = markOf(at.format('YYYY-MM-DD'));
        const name = scale === 'weekday' ? weekday(at) : day(at);
        return mark === '' || scale === 'day' ? name : `${name} ${mark}`;
      }
      case 'week':
        return monthDay(at);
      case 'month':
        return month(at);
      case 'year':
        return year(at);
      default:
        return clock(at);
    }
  };
  const major = (at: Moment, scale: Scale): string => {
    switch (scale) {
      case 'weekday':
      case 'day':
      case 'week':
        return yearMonth(at);
      case 'month':
        return year(at);
      case 'year':
        return '';
      default: {
        const mark = markOf(at.format('YYYY-MM-DD'));
        return mark === '' ? wholeDay(at) : `${wholeDay(at)} ${mark}`;
      }
    }
  };
  return { minorLabels: minor, majorLabels: major };
}
