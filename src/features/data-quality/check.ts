import { type DataQualityCode, type DataQualitySeverity } from '@heli/contracts';

/** One thing to look for. A new check is a line of a table here, and a sentence in both catalogues. */
export interface Check {
  readonly code: DataQualityCode;
  readonly severity: DataQualitySeverity;
  /** What the ids name: a word of the API. */
  readonly kind: string;
  /**
   * SQL that yields the `id` of each thing that is found, once. It may use the parameters `COMMUNITY`, `NOW`, `TODAY` and
   * `ZONE`, and reads sets by indices that there are, so that a district costs seconds.
   */
  readonly sql: string;
}

/** Parameters of every check. */
export const COMMUNITY = '$1::text';
export const NOW = '$2::timestamptz';
/** Local date of the community. */
export const TODAY = '$3::date';
export const ZONE = '$4::text';

/** A window in which something can be had, of a list of windows; `$window` is the row. */
const USABLE = `coalesce(one ->> 'status', 'available') <> 'unavailable'`;
const NOT_OVER = `CASE WHEN one ->> 'type' = 'dated' THEN (one ->> 'end')::timestamptz > ${NOW}
  ELSE coalesce((one ->> 'validUntil')::date, 'infinity') >= ${TODAY} END`;

/** Whether a list of windows has one in which something can be had at all. */
export const hasTime = (windows: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(${windows}) AS one WHERE ${USABLE})`;

/** Whether it has one that is not over. */
export const hasTimeLeft = (windows: string): string =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(${windows}) AS one WHERE ${USABLE} AND ${NOT_OVER})`;

/** Activities of the community that may still take place: those with a start ahead. */
export const AHEAD = `held.community_id = ${COMMUNITY} AND EXISTS (
  SELECT 1 FROM unnest(held.candidate_starts) AS start WHERE start > ${NOW})`;
