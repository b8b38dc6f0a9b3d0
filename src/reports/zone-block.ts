import { tzlib_get_ical_block } from 'timezones-ical-library';

/** The VTIMEZONE of a zone and the name it goes by there; undefined for a zone that the library does not know. */
export function zoneBlock(zone: string): { readonly name: string; readonly block: string } | undefined {
  const found = tzlib_get_ical_block(zone);
  if (!Array.isArray(found)) return undefined;
  const [block, tzid] = found;
  return block === undefined || tzid === undefined ? undefined : { name: tzid.replace(/^TZID=/, ''), block };
}
