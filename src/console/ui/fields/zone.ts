/** Local time of an instant in a zone as `<input type="datetime-local">` has it: `2026-11-28T14:00`. */
export function localOf(instant: string, zone: string): string {
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  return made.format(new Date(instant)).replace(' ', 'T');
}

const MINUTE = 60_000;

/** Minutes that clocks of the zone are ahead of UTC at a moment. */
function offsetOf(moment: number, zone: string): number {
  const local = localOf(new Date(moment).toISOString(), zone);
  return Math.round((Date.parse(`${local}Z`) - Math.floor(moment / MINUTE) * MINUTE) / MINUTE);
}

/** The other way round; where clocks skip the time, the moment as if they had not. Null: not a local time. */
export function instantOf(local: string, zone: string): string | null {
  const naive = Date.parse(`${local}Z`);
  if (Number.isNaN(naive)) return null;
  let moment = naive;
  for (let round = 0; round < 2; round += 1) moment = naive - offsetOf(moment, zone) * MINUTE;
  return new Date(moment).toISOString();
}
