/** How a table that names things of pools appears in the API. */
export interface Referrer {
  /** Last part of its address: `activities`. */
  readonly kind: string;
  /** Column with the id of the thing that refers. */
  readonly owner: string;
  /** Field of the API behind each column that names something. Columns left out say whose part a row is. */
  readonly fields: Readonly<Record<string, string>>;
}

const whole = (kind: string, fields: Referrer['fields']): Referrer => ({ kind, owner: 'id', fields });
const part = (kind: string, owner: string, fields: Referrer['fields']): Referrer => ({ kind, owner, fields });
const partOfPlan = (column: string, field: string): Referrer => part('plans', 'plan_id', { [column]: field });

const IN_COMMUNITY = { community_id: 'communityId' };
const SERVES = { community_id: 'servesCommunityIds' };
const OWNED = { ...IN_COMMUNITY, owner_unit_id: 'ownerUnitId' };
const IN_SEASON = { season_id: 'seasonId' };

/** Every table that refers to a pool. */
export const REFERRERS: Readonly<Record<string, Referrer>> = {
  organizations: whole('organizations', IN_COMMUNITY),
  partner_units: whole('partner-units', IN_COMMUNITY),
  grassroots_groups: whole('groups', IN_COMMUNITY),
  group_communities: part('groups', 'group_id', SERVES),
  venues: whole('venues', OWNED),
  venue_communities: part('venues', 'venue_id', SERVES),
  equipment_items: whole('equipment', OWNED),
  equipment_communities: part('equipment', 'equipment_id', SERVES),
  seasons: whole('seasons', {
    leader_skill_id: 'policy.leaderSkillId',
    predecessor_id: 'predecessorId',
  }),
  season_communities: part('seasons', 'season_id', { community_id: 'communityIds' }),
  season_pins: whole('pins', {
    activity_id: 'pin.activityId',
    volunteer_id: 'pin.volunteerId',
    group_id: 'pin.groupId',
    venue_id: 'pin.venueId',
  }),
  donations: whole('donations', { ...IN_SEASON, donor_unit_id: 'donorUnitId' }),
  donation_communities: part('donations', 'donation_id', { community_id: 'earmark.communityIds' }),
  donation_groups: part('donations', 'donation_id', { group_id: 'earmark.hostGroupIds' }),
  activity_series: whole('series', { ...IN_SEASON, ...IN_COMMUNITY }),
  activities: whole('activities', {
    ...IN_SEASON,
    ...IN_COMMUNITY,
    organization_id: 'organizationId',
    series_id: 'seriesId',
    host_group_id: 'hostGroupId',
  }),
  activity_predecessors: part('activities', 'activity_id', { predecessor_id: 'predecessorIds' }),
  activity_skills: part('activities', 'activity_id', { skill_id: 'roles.skillIds' }),
  activity_venues: part('activities', 'activity_id', { venue_id: 'venue.venueIds' }),
  activity_groups: part('activities', 'activity_id', { group_id: 'groups.groupIds' }),
  volunteers: whole('volunteers', IN_COMMUNITY),
  volunteer_communities: part('volunteers', 'volunteer_id', SERVES),
  volunteer_skills: part('volunteers', 'volunteer_id', { skill_id: 'skillIds' }),
  volunteer_qualifications: part('volunteers', 'volunteer_id', { skill_id: 'qualifications.skillId' }),
  volunteer_activity_wishes: part('volunteers', 'volunteer_id', { activity_id: 'wishes' }),
  volunteer_group_wishes: part('volunteers', 'volunteer_id', { group_id: 'wishes.hostGroupIds' }),
  volunteer_served_series: part('volunteers', 'volunteer_id', { series_id: 'servedSeriesIds' }),
  memberships: whole('members', { organization_id: 'organizationId' }),
  api_keys: whole('api-keys', { organization_id: 'organizationId' }),
  attendances: part('activities', 'activity_id', { activity_id: 'attendance' }),
  hour_entries: whole('hour-entries', { duty_id: 'dutyId', corrects: 'corrects' }),
  allocation_runs: whole('runs', IN_SEASON),
  plans: whole('plans', IN_SEASON),
  duties: whole('duties', IN_SEASON),
  booking_requests: whole('bookings', IN_SEASON),
  resolutions: whole('resolutions', IN_SEASON),
  scheduled_activities: partOfPlan('activity_id', 'scheduled'),
  assignments: partOfPlan('volunteer_id', 'assignments'),
  venue_bookings: partOfPlan('venue_id', 'scheduled.venueId'),
  group_engagements: partOfPlan('group_id', 'groupEngagements'),
  equipment_loans: partOfPlan('equipment_id', 'equipmentLoans'),
  fund_allocations: partOfPlan('donation_id', 'fundAllocations'),
  ledger_transactions: whole('ledger', { donation_id: 'donationId' }),
  ledger_accounts: part('donations', 'donation_id', { activity_id: 'ledger' }),
};
