import { addDays, clockOf, instantOf, localDateOf } from '../../ui/zone';
import { type Zoom } from './days';

const HALF_HOUR = 30 * 60_000;
const DAY = 24 * 60 * 60_000;

/**
 * Where a card that is dragged comes to stand: in a week at half hours; where days are narrow it keeps its clock time and
 * changes the day. Milliseconds.
 */
export function steppedStart(at: number, before: number, zoom: Zoom, zone: string): number {
  if (zoom === 'week') return Math.round(at / HALF_HOUR) * HALF_HOUR;
  const days = Math.round((at - before) / DAY);
  return instantOf(addDays(localDateOf(before, zone), days), clockOf(before, zone), zone);
}
