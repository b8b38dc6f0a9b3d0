import { type AvailabilityStatus, type AvailabilityWindow } from '@heli/contracts';
import { formatDate } from '@heli/calendar';
import { type SeasonDays } from './season.js';

/** Every week on these ISO weekdays, holidays or not. */
export const weekdays = (
  days: readonly number[],
  from: string,
  to: string,
  status: AvailabilityStatus = 'available',
): AvailabilityWindow => ({ type: 'weekly', weekdays: [...days], from, to, status });

/** On these weekdays, where they are worked. */
export const workdays = (
  days: readonly number[],
  from: string,
  to: string,
  status: AvailabilityStatus = 'available',
): AvailabilityWindow => ({ type: 'weekly', weekdays: [...days], days: 'workdays', from, to, status });

/** On days of rest: weekends that are not worked, and public holidays. */
export const rest = (
  from: string,
  to: string,
  status: AvailabilityStatus = 'available',
): AvailabilityWindow => ({ type: 'weekly', days: 'rest-days', from, to, status });

/** On those of these weekdays that are days of rest. */
export const restOn = (
  days: readonly number[],
  from: string,
  to: string,
  status: AvailabilityStatus = 'available',
): AvailabilityWindow => ({ type: 'weekly', weekdays: [...days], days: 'rest-days', from, to, status });

/** Whole days from the first to the last, both included. */
export const away = (season: SeasonDays, firstDay: number, lastDay: number): AvailabilityWindow => ({
  type: 'dated',
  start: season.instant(firstDay, 0),
  end: season.instant(lastDay + 1, 0),
  status: 'unavailable',
});

export const between = (window: AvailabilityWindow, firstDay: number, lastDay: number): AvailabilityWindow =>
  window.type === 'weekly'
    ? { ...window, validFrom: formatDate(firstDay), validUntil: formatDate(lastDay) }
    : window;
