import { type Check, COMMUNITY, hasTime, hasTimeLeft, NOW } from './check.js';

/**
 * Gifts that the community keeps: those of its earmark; without one, of its season; without a season, of its donor.
 */
const GIFTS = `FROM donations held WHERE (
  held.id IN (SELECT donation_id FROM donation_communities WHERE community_id = ${COMMUNITY})
  OR (NOT EXISTS (SELECT 1 FROM donation_communities WHERE donation_id = held.id) AND (
    held.season_id IN (SELECT season_id FROM season_communities WHERE community_id = ${COMMUNITY})
    OR (held.season_id IS NULL
      AND held.donor_unit_id IN (SELECT id FROM partner_units WHERE community_id = ${COMMUNITY})))))`;

/** Given back or never paid, and used: by published plans or by the ledger, whichever is more. */
const GONE = `(SELECT coalesce(sum(entered.balance_fen) FILTER (WHERE entered.account IN ('returned', 'lapsed')), 0)
    + greatest(coalesce(sum(entered.balance_fen) FILTER (WHERE entered.activity_id <> ''), 0),
      coalesce((SELECT sum(part.amount_fen) FROM fund_allocations part JOIN plans plan ON plan.id = part.plan_id
        WHERE part.donation_id = held.id AND plan.state = 'published'), 0))
  FROM ledger_accounts entered WHERE entered.donation_id = held.id)`;

const HOSTS = `(SELECT group_id FROM donation_groups WHERE donation_id = held.id)`;
const PLACES = `(SELECT community_id FROM donation_communities WHERE donation_id = held.id)`;
const COSTS = `(cardinality(held.purposes) = 0 AND (activity.budget <> '[]' OR activity.venue IS NOT NULL)
  OR EXISTS (SELECT 1 FROM jsonb_array_elements(activity.budget) AS line WHERE line ->> 'purpose' = ANY(held.purposes))
  OR ('venue' = ANY(held.purposes) AND activity.venue IS NOT NULL))`;

/** Only while something is planned: a gift that waits for its season is no fault. */
const FITS_NOTHING = `SELECT held.id ${GIFTS}
  AND held.amount_fen > ${GONE} AND coalesce(held.expires_at, 'infinity') > ${NOW}
  AND EXISTS (SELECT 1 FROM activities coming WHERE coming.community_id = ${COMMUNITY}
    AND (held.season_id IS NULL OR coming.season_id = held.season_id)
    AND EXISTS (SELECT 1 FROM unnest(coming.candidate_starts) AS start WHERE start > ${NOW}))
  AND NOT EXISTS (SELECT 1 FROM activities activity
    WHERE (held.season_id IS NULL OR activity.season_id = held.season_id)
      AND (activity.community_id IN ${PLACES} OR (NOT EXISTS ${PLACES} AND (held.season_id IS NOT NULL
        OR activity.season_id IN (SELECT season_id FROM season_communities WHERE community_id = ${COMMUNITY}))))
      AND (cardinality(held.kinds) = 0 OR activity.kind = ANY(held.kinds))
      AND (NOT EXISTS ${HOSTS} OR activity.host_group_id IN ${HOSTS})
      AND ${COSTS}
      AND EXISTS (SELECT 1 FROM unnest(activity.candidate_starts) AS start
        WHERE start > ${NOW} AND start >= coalesce(held.available_from, '-infinity')
          AND start < coalesce(held.expires_at, 'infinity')))`;

/** Where a season of several communities counts the way between them by distance. */
const NOWHERE = `SELECT held.id FROM communities held
  WHERE held.id = ${COMMUNITY} AND (held.latitude IS NULL OR held.longitude IS NULL)
    AND EXISTS (SELECT 1 FROM season_communities own JOIN seasons season ON season.id = own.season_id
      WHERE own.community_id = held.id AND season.ends_at > ${NOW}
        AND coalesce((season.policy ->> 'travelMinutesPerKilometre')::float8, 4) > 0
        AND EXISTS (SELECT 1 FROM season_communities other
          WHERE other.season_id = season.id AND other.community_id <> held.id))`;

/** About what there is to plan with beside people. */
export const MEANS_CHECKS: readonly Check[] = [
  {
    code: 'venue-without-opening',
    severity: 'error',
    kind: 'venues',
    sql: `SELECT held.id FROM venues held WHERE held.community_id = ${COMMUNITY} AND NOT ${hasTimeLeft('held.opening')}`,
  },
  {
    code: 'venue-unit-without-account',
    severity: 'warning',
    kind: 'venues',
    sql: `SELECT held.id FROM venues held WHERE held.community_id = ${COMMUNITY} AND held.needs_confirmation
      AND held.owner_unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM accounts account
        WHERE account.partner_unit_id = held.owner_unit_id AND account.state = 'active')`,
  },
  {
    code: 'group-without-time',
    severity: 'warning',
    kind: 'groups',
    sql: `SELECT held.id FROM grassroots_groups held WHERE held.community_id = ${COMMUNITY}
      AND NOT ${hasTime('held.availability')}`,
  },
  {
    code: 'gift-ended-with-money',
    severity: 'warning',
    kind: 'donations',
    sql: `SELECT held.id ${GIFTS} AND held.expires_at <= ${NOW} AND held.amount_fen > ${GONE}`,
  },
  { code: 'gift-fits-nothing', severity: 'warning', kind: 'donations', sql: FITS_NOTHING },
  { code: 'community-without-location', severity: 'hint', kind: 'communities', sql: NOWHERE },
];
