import { clockText, formatInstant, minuteOfDay, weekday } from '@heli/calendar';
import { AGE_ORDER, type Change, type OneMore, type OpenPlace, type ProblemVolunteer } from '@heli/contracts';
import { VENUE_PURPOSE } from '../../rules/budget-covered.js';
import { nth, type SeasonActivity, type SeasonRole, type SeasonStart } from '../../season/season.js';
import { NeedsOf } from '../repairs/needs.js';
import { placeOf, type Site } from '../repairs/place.js';
import { equipmentOptions, groupOptions } from '../repairs/thing-options.js';
import { venueOptions } from '../repairs/venue-options.js';

/** One more of something, and the change that brings it. */
export interface Possibility {
  readonly what: OneMore;
  readonly change: Change;
  /** Places or activities that lack it: what it is looked at by where there are no prices. */
  readonly wanted: number;
}

/** Hours after which a day's second and third part begin: morning, afternoon, evening. */
const AFTERNOON = 12 * 60;
const EVENING = 17 * 60;
const HALF_HOUR = 30;
const DAY = 24 * 60;

interface Slot {
  readonly activity: SeasonActivity;
  readonly skillIds: readonly string[];
  readonly role: SeasonRole;
  readonly weekday: number;
  from: number;
  to: number;
  wanted: number;
}

/** Collects what is lacking, so that many places which lack the same are one possibility. */
class Collected {
  private readonly slots = new Map<string, Slot>();
  private readonly others = new Map<string, Possibility>();

  constructor(private readonly site: Site) {}

  /** Somebody with the skills of a role, at the time of week of a start. */
  person(
    activity: SeasonActivity,
    role: SeasonRole,
    start: SeasonStart,
    wanted: number,
    leads: boolean,
  ): void {
    const { season } = this.site.workbench;
    const zone = nth(season.zones, activity.community);
    const travel = season.travelMinutes(activity.community, activity.community);
    const minute = minuteOfDay(start.start, zone);
    const part = minute < AFTERNOON ? 0 : minute < EVENING ? 1 : 2;
    const day = weekday(start.start, zone);
    const leader = leads ? (season.problem.policy.leaderSkillId ?? null) : null;
    const skillIds = [...new Set([...role.raw.skillIds, ...(leader === null ? [] : [leader])])].sort();
    const key = JSON.stringify([activity.community, skillIds, role.raw.minAgeClass, day, part]);
    // Outwards to half hours, and never over midnight: weekly windows end there.
    const from = Math.max(0, Math.floor((minute - travel) / HALF_HOUR) * HALF_HOUR);
    const to = Math.min(
      DAY,
      Math.ceil((minute + activity.raw.durationMinutes + travel) / HALF_HOUR) * HALF_HOUR,
    );
    const slot = this.slots.get(key);
    if (!slot) this.slots.set(key, { activity, skillIds, role, weekday: day, from, to, wanted });
    else {
      slot.from = Math.min(slot.from, from);
      slot.to = Math.max(slot.to, to);
      slot.wanted += wanted;
    }
  }

  add(what: OneMore, change: Change, key: unknown = change): void {
    const name = JSON.stringify([what.unit, key]);
    const known = this.others.get(name);
    this.others.set(name, { ...(known ?? { what, change }), wanted: (known?.wanted ?? 0) + 1 });
  }

  all(): Possibility[] {
    const people = [...this.slots.values()].map((slot) => this.personOf(slot));
    return numbered([...people, ...this.others.values()]);
  }

  private personOf({ activity, skillIds, role, weekday: day, from, to, wanted }: Slot): Possibility {
    const { season } = this.site.workbench;
    const { communityId } = activity.raw;
    const { minAgeClass } = role.raw;
    const window = { type: 'weekly' as const, weekdays: [day], from: clockText(from), to: clockText(to) };
    const volunteer: ProblemVolunteer = {
      id: 'new-volunteer',
      communityId,
      servesCommunityIds: [],
      ageClass: AGE_ORDER[minAgeClass] > AGE_ORDER.adult ? minAgeClass : 'adult',
      guardianConsent: false,
      skillIds: [...skillIds],
      qualifications: skillIds
        .filter((skillId) => season.needsQualification.has(skillId))
        .map((skillId) => ({ skillId })),
      availability: [{ ...window, status: 'available' }],
      limits: {},
      offeredMinutes: this.site.usualMinutes,
      servedSeriesIds: [],
    };
    return {
      what: {
        unit: 'person',
        communityId,
        skillIds: [...skillIds],
        minAgeClass,
        weekdays: window.weekdays,
        from: window.from,
        to: window.to,
        offeredMinutes: this.site.usualMinutes,
      },
      change: { type: 'add-volunteer', volunteer },
      wanted,
    };
  }
}

/** New entries with ids of their own, so that all of them can stand in one season beside each other. */
function numbered(possibilities: readonly Possibility[]): Possibility[] {
  return possibilities.map((possibility, position) => {
    const { change } = possibility;
    const id = `one-more-${position + 1}`;
    switch (change.type) {
      case 'add-volunteer':
        return { ...possibility, change: { ...change, volunteer: { ...change.volunteer, id } } };
      case 'add-donation':
        return { ...possibility, change: { ...change, donation: { ...change.donation, id } } };
      case 'add-equipment':
        return { ...possibility, change: { ...change, equipment: { ...change.equipment, id } } };
      case 'add-group':
        return { ...possibility, change: { ...change, group: { ...change.group, id, name: id } } };
      default:
        return possibility;
    }
  });
}

/** What open places and dropped activities lack, each thing once. */
export function possibilitiesFor(site: Site, open: readonly OpenPlace[]): Possibility[] {
  const found = new Collected(site);
  for (const entry of open) {
    const { activity, role, start } = placeOf(site.workbench, entry);
    if (role && start) found.person(activity, role, start, entry.missing, false);
    else if (!start) lackingOf(site, activity, found);
  }
  return found.all();
}

function lackingOf(site: Site, activity: SeasonActivity, found: Collected): void {
  const needsOf = new NeedsOf(site.occupied, activity);
  const { raw } = activity;
  const { communityId } = raw;
  for (const start of activity.starts) {
    const needs = needsOf.at(start);
    // Where nothing is plainly lacking people are what activities compete for.
    if (needs.length === 0)
      for (const role of activity.roles)
        if (role.raw.min > 0) found.person(activity, role, start, 1, role.raw.leader);
    for (const need of needs)
      switch (need.kind) {
        case 'people':
          found.person(activity, nth(activity.roles, need.role), start, need.missing, need.asks === 'leader');
          break;
        case 'venue':
          for (const { changes } of venueOptions(site, activity, start)) {
            const [change] = changes;
            if (change?.type === 'open-venue' || change?.type === 'share-venue')
              found.add(
                { unit: 'venue-slot', venueId: change.venueId, start: start.iso, end: endOf(change, start) },
                change,
              );
          }
          break;
        case 'money': {
          const amountFen = Math.max(need.missingFen, minimaOf(activity, need.purposes));
          const { purposes } = need;
          const earmark = {
            kinds: [],
            communityIds: [communityId],
            hostGroupIds: [],
            purposes: [...purposes],
          };
          found.add(
            { unit: 'money', communityId, purposes: [...purposes], amountFen },
            { type: 'add-donation', donation: { id: 'new-gift', amountFen, earmark } },
            [communityId, purposes, amountFen],
          );
          break;
        }
        case 'equipment':
          for (const { changes } of equipmentOptions(site, activity, need))
            for (const change of changes)
              if (change.type === 'add-equipment') {
                const { type, quantity } = change.equipment;
                found.add({ unit: 'equipment', communityId, type, quantity }, change, [communityId, type]);
              }
          break;
        case 'group':
          for (const { changes } of groupOptions(site, activity, start, { ...need, missing: 1 }))
            for (const change of changes)
              if (change.type === 'add-group')
                found.add(
                  {
                    unit: 'group',
                    communityId,
                    tags: change.group.tags,
                    start: start.iso,
                    end: endOf(change, start),
                  },
                  change,
                );
          break;
        // What may be spent is the council's to decide, not to be found.
        case 'spending':
        case 'pin':
        case 'season':
        case 'holiday':
        case 'predecessor':
          break;
      }
  }
}

/** End of the window that a change brings; of a venue that is lent for good, the end of the activity. */
function endOf(
  change: Extract<Change, { type: 'open-venue' | 'share-venue' | 'add-group' }>,
  start: SeasonStart,
): string {
  const windows =
    change.type === 'open-venue'
      ? change.windows
      : change.type === 'add-group'
        ? change.group.availability
        : [];
  const [window] = windows;
  return window?.type === 'dated' ? window.end : formatInstant(start.end, 'UTC');
}

const minimaOf = ({ raw }: SeasonActivity, purposes: readonly string[]): number =>
  raw.budget.reduce(
    (sum, { purpose, minFen }) =>
      purposes.includes(purpose) && purpose !== VENUE_PURPOSE ? sum + minFen : sum,
    0,
  );
