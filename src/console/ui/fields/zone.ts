import { instantShown, localText } from '../zone';

/** Local time of an instant in a zone as `<input type="datetime-local">` has it: `2026-11-28T14:00`. */
export const localOf = (instant: string, zone: string): string =>
  localText(Date.parse(instant), zone).slice(0, 16).replace(' ', 'T');

/** The other way round; where clocks skip the time, the moment as if they had not. Null: not a local time. */
export function instantOf(local: string, zone: string): string | null {
  const naive = Date.parse(`${local}Z`);
  return Number.isNaN(naive) ? null : new Date(instantShown(naive, zone)).toISOString();
}
