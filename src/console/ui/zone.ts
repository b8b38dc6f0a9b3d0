/** Local dates `YYYY-MM-DD` and clock times in a time zone, for calendars that are drawn or filled in. */
const kept = new Map<string, Intl.DateTimeFormat>();

function partsOf(zone: string): Intl.DateTimeFormat {
  const known = kept.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  kept.set(zone, made);
  return made;
}

/** `2026-11-28 14:30:00` on the clocks of the zone. */
export const localText = (at: number, zone: string): string => partsOf(zone).format(at);

/** Minutes that clocks of the zone are ahead of UTC then. */
export const offsetAt = (at: number, zone: string): number =>
  Math.round((Date.parse(`${localText(at, zone).replace(' ', 'T')}Z`) - at) / 60_000);

export const localDateOf = (at: number, zone: string): string => localText(at, zone).slice(0, 10);

/** `14:30`. */
export const clockOf = (at: number, zone: string): string => localText(at, zone).slice(11, 16);

/** The instant at which clocks of the zone show what `asIfUtc` shows in UTC; where they skip it, the one right after. */
export function instantShown(asIfUtc: number, zone: string): number {
  const guess = asIfUtc - offsetAt(asIfUtc, zone) * 60_000;
  return asIfUtc - offsetAt(guess, zone) * 60_000;
}

/** The instant of a date and clock time (also `24:00`). Milliseconds. */
export const instantOf = (date: string, clock: string, zone: string): number =>
  instantShown(Date.parse(`${date}T${clock}:00Z`), zone);

/** The same as ISO 8601 in UTC. */
export const zonedInstant = (date: string, clock: string, zone: string): string =>
  new Date(instantOf(date, clock, zone)).toISOString();

/** So many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** ISO weekday, 1 Monday to 7 Sunday. */
export const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
