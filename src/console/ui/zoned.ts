/** Local dates `YYYY-MM-DD` and clock times on the clock of a zone. */

const MINUTE = 60_000;

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function aheadOf(epoch: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(epoch));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(epoch / 1000) * 1000;
}

/** The instant at which the zone's clock shows `date` and `time` (`HH:mm`, also `24:00`), as ISO 8601 in UTC. */
export function zonedInstant(date: string, time: string, timeZone: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const local = Date.parse(`${date}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE;
  const guess = local - aheadOf(local, timeZone);
  // Where the clock changes between the two, the second look is right.
  return new Date(local - aheadOf(guess, timeZone)).toISOString();
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);

/** ISO weekday of a local date, 1 Monday … 7 Sunday. */
export const isoWeekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
