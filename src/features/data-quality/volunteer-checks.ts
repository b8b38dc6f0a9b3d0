import { type Check, COMMUNITY, hasTime, hasTimeLeft, TODAY } from './check.js';

const OF_COMMUNITY = `FROM volunteers held WHERE held.community_id = ${COMMUNITY}`;

/** Skills that count only with a proof, of the volunteers of the community; `proof` is what they have shown. */
const PROVEN = `FROM volunteers held
  JOIN volunteer_skills has ON has.volunteer_id = held.id
  JOIN skills skill ON skill.id = has.skill_id AND skill.needs_qualification
  LEFT JOIN LATERAL (
    SELECT count(*) AS shown, max(coalesce(valid_until, 'infinity')) AS until FROM volunteer_qualifications
    WHERE volunteer_id = held.id AND skill_id = has.skill_id) proof ON true
  WHERE held.community_id = ${COMMUNITY}`;

/** Digits alone, without the code of China before a mobile number, so that two ways to write a number are one. */
const NUMBER = `regexp_replace(regexp_replace(held.phone, '\\D', '', 'g'), '^(?:00)?86(?=1\\d{10}$)', '')`;

/** About people, by their ids alone. */
export const VOLUNTEER_CHECKS: readonly Check[] = [
  {
    code: 'volunteer-without-time',
    severity: 'warning',
    kind: 'volunteers',
    sql: `SELECT held.id ${OF_COMMUNITY} AND NOT ${hasTime('held.availability')}`,
  },
  {
    code: 'volunteer-time-over',
    severity: 'warning',
    kind: 'volunteers',
    sql: `SELECT held.id ${OF_COMMUNITY} AND ${hasTime('held.availability')} AND NOT ${hasTimeLeft('held.availability')}`,
  },
  {
    code: 'volunteer-offers-nothing',
    severity: 'hint',
    kind: 'volunteers',
    sql: `SELECT held.id ${OF_COMMUNITY} AND held.offered_minutes = 0`,
  },
  {
    // The file of the service reaches nobody; a telephone number lets a coordinator call.
    code: 'volunteer-out-of-reach',
    severity: 'warning',
    kind: 'volunteers',
    sql: `SELECT held.id ${OF_COMMUNITY} AND coalesce(held.phone, '') = ''
      AND NOT EXISTS (SELECT 1 FROM notification_preferences told, jsonb_array_elements(told.channels) AS one
        WHERE told.id = 'volunteer:' || held.id AND one ->> 'channel' <> 'file')
      AND NOT EXISTS (SELECT 1 FROM accounts account
        WHERE account.volunteer_id = held.id AND account.state = 'active' AND account.contact IS NOT NULL)`,
  },
  {
    code: 'volunteer-twice',
    severity: 'hint',
    kind: 'volunteers',
    sql: `SELECT id FROM (
        SELECT held.id, count(*) OVER (PARTITION BY btrim(held.name), ${NUMBER}) AS alike
        ${OF_COMMUNITY} AND held.name IS NOT NULL AND held.phone ~ '\\d') AS one WHERE alike > 1`,
  },
  {
    code: 'qualification-ended',
    severity: 'warning',
    kind: 'volunteers',
    sql: `SELECT DISTINCT held.id ${PROVEN} AND proof.until < ${TODAY}`,
  },
  {
    code: 'qualification-missing',
    severity: 'warning',
    kind: 'volunteers',
    sql: `SELECT DISTINCT held.id ${PROVEN} AND proof.shown = 0`,
  },
];
