import { isInstant, isTimeZone, parseInstant, windowIsForward } from '@heli/calendar';
import { type AvailabilityWindow, type Problem } from '@heli/contracts';
import { type Validate } from './api.js';
import { FaultList } from './faults.js';
import { spendingLimitsOf } from './rules/spending-limit.js';
import { pinFaults, pinReferenceFaults } from './validate-pins.js';

/** Seasons longer than this are refused: a plan so far ahead says nothing, and cut in parts it can be planned. */
const LONGEST_SEASON_DAYS = 800;

type Path = (string | number)[];

class Checker {
  readonly list = new FaultList();
  readonly known: Readonly<
    Record<'community' | 'skill' | 'volunteer' | 'group' | 'venue' | 'activity', Set<string>>
  >;

  constructor(private readonly problem: Problem) {
    const ids = (items: readonly { readonly id: string }[]): Set<string> =>
      new Set(items.map((item) => item.id));
    this.known = {
      community: ids(problem.communities),
      skill: ids(problem.skills),
      volunteer: ids(problem.volunteers),
      group: ids(problem.groups),
      venue: ids(problem.venues),
      activity: ids(problem.activities),
    };
  }

  unique(items: readonly { readonly id: string }[], path: Path): void {
    const seen = new Map<string, number>();
    items.forEach((item, index) => {
      if (item.id === '__proto__')
        this.list.add(
          [...path, index, 'id'],
          'RESERVED_ID',
          'The id "__proto__" cannot be a key of a JSON object that everyone reads alike',
          item.id,
        );
      const first = seen.get(item.id);
      if (first === undefined) seen.set(item.id, index);
      else
        this.list.add(
          [...path, index, 'id'],
          'DUPLICATE_ID',
          `The id "${item.id}" is already that of entry ${first}; ids are unique in their list`,
          item.id,
        );
    });
  }

  ref(what: keyof Checker['known'], id: string, path: Path): void {
    if (!this.known[what].has(id))
      this.list.add(path, 'UNKNOWN_ID', `There is no ${what} with the id "${id}"`, id);
  }

  refs(what: keyof Checker['known'], ids: readonly string[] | undefined, path: Path): void {
    ids?.forEach((id, index) => this.ref(what, id, [...path, index]));
  }

  instant(iso: string, path: Path): boolean {
    if (isInstant(iso)) return true;
    this.list.add(
      path,
      'BAD_INSTANT',
      `"${iso}" is not a whole minute with an offset, such as 2013-03-09T14:00:00+08:00`,
      iso,
    );
    return false;
  }

  windows(windows: readonly AvailabilityWindow[], path: Path): void {
    windows.forEach((window, index) => {
      const here = [...path, index];
      if (
        window.type === 'dated' &&
        !(this.instant(window.start, [...here, 'start']) && this.instant(window.end, [...here, 'end']))
      )
        return;
      if (window.type === 'weekly' && !window.weekdays && !window.days)
        this.list.add(
          here,
          'WINDOW_WITHOUT_DAYS',
          'A weekly window needs "weekdays" (1 Monday to 7 Sunday) or "days" ("workdays" or "rest-days")',
        );
      if (!windowIsForward(window))
        this.list.add(
          here,
          'WINDOW_REVERSED',
          window.type === 'dated'
            ? `The window ends (${window.end}) before or when it starts (${window.start})`
            : `The window ends (${window.validUntil ?? window.to}) before or when it starts (${window.validFrom ?? window.from})`,
          window,
        );
    });
  }

  pools(): void {
    const { problem, list } = this;
    problem.communities.forEach((community, index) => {
      if (!isTimeZone(community.timeZone))
        list.add(
          ['communities', index, 'timeZone'],
          'UNKNOWN_TIME_ZONE',
          `"${community.timeZone}" is not an IANA time zone such as Asia/Shanghai`,
          community.timeZone,
        );
    });
    problem.volunteers.forEach((volunteer, index) => {
      const path: Path = ['volunteers', index];
      this.ref('community', volunteer.communityId, [...path, 'communityId']);
      this.refs('community', volunteer.servesCommunityIds, [...path, 'servesCommunityIds']);
      this.refs('skill', volunteer.skillIds, [...path, 'skillIds']);
      volunteer.qualifications.forEach((entry, position) => {
        const here = [...path, 'qualifications', position];
        this.ref('skill', entry.skillId, [...here, 'skillId']);
        if (
          entry.validFrom !== undefined &&
          entry.validUntil !== undefined &&
          entry.validUntil < entry.validFrom
        )
          list.add(
            [...here, 'validUntil'],
            'QUALIFICATION_REVERSED',
            `The qualification ends (${entry.validUntil}) before it begins (${entry.validFrom})`,
            entry.validUntil,
          );
      });
      this.windows(volunteer.availability, [...path, 'availability']);
      this.refs('activity', volunteer.wishes?.activityIds, [...path, 'wishes', 'activityIds']);
      this.refs('activity', volunteer.wishes?.avoidActivityIds, [...path, 'wishes', 'avoidActivityIds']);
      this.refs('group', volunteer.wishes?.hostGroupIds, [...path, 'wishes', 'hostGroupIds']);
    });
    problem.groups.forEach((group, index) => {
      this.ref('community', group.communityId, ['groups', index, 'communityId']);
      this.refs('community', group.servesCommunityIds, ['groups', index, 'servesCommunityIds']);
      this.windows(group.availability, ['groups', index, 'availability']);
    });
    problem.venues.forEach((venue, index) => {
      this.ref('community', venue.communityId, ['venues', index, 'communityId']);
      this.refs('community', venue.servesCommunityIds, ['venues', index, 'servesCommunityIds']);
      this.windows(venue.opening, ['venues', index, 'opening']);
    });
    problem.equipment.forEach((item, index) => {
      this.ref('community', item.communityId, ['equipment', index, 'communityId']);
      this.refs('community', item.servesCommunityIds, ['equipment', index, 'servesCommunityIds']);
    });
    problem.donations.forEach((donation, index) => {
      const path: Path = ['donations', index];
      this.refs('community', donation.earmark.communityIds, [...path, 'earmark', 'communityIds']);
      this.refs('group', donation.earmark.hostGroupIds, [...path, 'earmark', 'hostGroupIds']);
      const { availableFrom: from, expiresAt: until } = donation;
      const readable = [
        from === undefined || this.instant(from, [...path, 'availableFrom']),
        until === undefined || this.instant(until, [...path, 'expiresAt']),
      ].every(Boolean);
      if (readable && from !== undefined && until !== undefined && parseInstant(until) <= parseInstant(from))
        list.add(
          [...path, 'expiresAt'],
          'DONATION_REVERSED',
          `The gift expires (${until}) before it can be spent (${from})`,
          until,
        );
    });
  }

  activities(season: { start: number; end: number } | null): void {
    const { problem, list } = this;
    problem.activities.forEach((activity, index) => {
      const path: Path = ['activities', index];
      this.ref('community', activity.communityId, [...path, 'communityId']);
      if (activity.hostGroupId !== undefined)
        this.ref('group', activity.hostGroupId, [...path, 'hostGroupId']);
      activity.candidateStarts.forEach((iso, position) => {
        const here = [...path, 'candidateStarts', position];
        if (!this.instant(iso, here) || !season) return;
        const start = parseInstant(iso);
        if (start < season.start || start + activity.durationMinutes > season.end)
          list.add(
            here,
            'OUTSIDE_SEASON',
            `${activity.title} would take place outside the season (${problem.horizon.start} to ${problem.horizon.end})`,
            iso,
          );
      });
      this.unique(activity.roles, [...path, 'roles']);
      activity.roles.forEach((role, position) => {
        const here = [...path, 'roles', position];
        this.refs('skill', role.skillIds, [...here, 'skillIds']);
        const max = role.max ?? role.target;
        if (role.min > max)
          list.add(
            [...here, 'min'],
            'ROLE_LIMITS',
            `The least number (${role.min}) is above the most (${max})`,
            role.min,
          );
        if (role.target > max)
          list.add(
            [...here, 'target'],
            'ROLE_LIMITS',
            `The target (${role.target}) is above the most (${max})`,
            role.target,
          );
        if (role.leader && problem.policy.leaderSkillId === undefined)
          list.add(
            [...here, 'leader'],
            'NO_LEADER_SKILL',
            'The role asks for a leader, but policy.leaderSkillId does not say which skill makes one',
          );
        if (role.leader && max === 0)
          list.add([...here, 'max'], 'ROLE_LIMITS', 'The role asks for a leader, but allows nobody', max);
      });
      this.refs('venue', activity.venue?.venueIds, [...path, 'venue', 'venueIds']);
      this.unique(activity.groups, [...path, 'groups']);
      activity.groups.forEach((demand, position) =>
        this.refs('group', demand.groupIds, [...path, 'groups', position, 'groupIds']),
      );
      const types = new Set<string>();
      activity.equipment.forEach((demand, position) => {
        if (types.has(demand.type))
          list.add(
            [...path, 'equipment', position, 'type'],
            'DUPLICATE_TYPE',
            `Equipment of type "${demand.type}" is asked for twice; give one entry with the sum`,
            demand.type,
          );
        types.add(demand.type);
      });
      this.unique(activity.budget, [...path, 'budget']);
      activity.budget.forEach((line, position) => {
        const here = [...path, 'budget', position];
        if (line.id === 'venue')
          list.add(
            [...here, 'id'],
            'RESERVED_ID',
            'The id "venue" is kept for the price of the booking',
            line.id,
          );
        if (line.targetFen !== undefined && line.targetFen < line.minFen)
          list.add(
            [...here, 'targetFen'],
            'BUDGET_REVERSED',
            `The target (${line.targetFen}) is below the minimum (${line.minFen})`,
            line.targetFen,
          );
      });
      this.refs('activity', activity.predecessorIds, [...path, 'predecessorIds']);
    });
    this.cycles();
  }

  /** Activities that wait for each other in a circle. */
  private cycles(): void {
    const { problem, list } = this;
    const position = new Map(problem.activities.map((activity, index) => [activity.id, index]));
    const state = new Int8Array(problem.activities.length); // 0 new, 1 on the way, 2 done
    for (let root = 0; root < problem.activities.length; root++) {
      if (state[root] !== 0) continue;
      const stack: { at: number; next: number }[] = [{ at: root, next: 0 }];
      state[root] = 1;
      while (stack.length > 0) {
        const top = stack[stack.length - 1];
        if (!top) break;
        const id = problem.activities[top.at]?.predecessorIds[top.next];
        top.next += 1;
        if (id === undefined) {
          state[top.at] = 2;
          stack.pop();
          continue;
        }
        const next = position.get(id);
        if (next === undefined) continue;
        if (state[next] === 1) {
          const circle = [
            ...stack
              .slice(stack.findIndex((entry) => entry.at === next))
              .map((entry) => problem.activities[entry.at]?.id ?? ''),
            id,
          ];
          list.add(
            ['activities', top.at, 'predecessorIds', top.next - 1],
            'CYCLIC_PREDECESSORS',
            `These activities wait for each other: ${circle.join(' → ')}`,
            id,
          );
        } else if (state[next] === 0) {
          state[next] = 1;
          stack.push({ at: next, next: 0 });
        }
      }
    }
  }

  horizon(): { start: number; end: number } | null {
    const { horizon } = this.problem;
    const readable = [
      this.instant(horizon.start, ['horizon', 'start']),
      this.instant(horizon.end, ['horizon', 'end']),
    ].every(Boolean);
    if (!readable) return null;
    const start = parseInstant(horizon.start);
    const end = parseInstant(horizon.end);
    if (end <= start) {
      this.list.add(
        ['horizon', 'end'],
        'HORIZON_REVERSED',
        `The season ends (${horizon.end}) before or when it starts (${horizon.start})`,
        horizon.end,
      );
      return null;
    }
    if (end - start > LONGEST_SEASON_DAYS * 24 * 60)
      this.list.add(
        ['horizon', 'end'],
        'HORIZON_TOO_LONG',
        `The season is ${Math.round((end - start) / 1440)} days long; plan at most ${LONGEST_SEASON_DAYS} days at a time`,
        horizon.end,
      );
    return { start, end };
  }

  aims(): void {
    const { tiers } = this.problem.objective;
    const { list } = this;
    tiers.forEach((tier, index) => {
      if (tiers.indexOf(tier) < index)
        list.add(['objective', 'tiers', index], 'DUPLICATE_TIER', `The tier "${tier}" is named twice`, tier);
    });
    const fairness = tiers.indexOf('fairness');
    const held = tiers.indexOf('held');
    const coverage = tiers.indexOf('coverage');
    if (fairness >= 0 && !(held >= 0 && held < fairness) && !(coverage >= 0 && coverage < fairness))
      list.add(
        ['objective', 'tiers', fairness],
        'FAIRNESS_FIRST',
        'Fairness needs "held" or "coverage" before it: the fairest plan of all gives nobody anything to do',
        'fairness',
      );
    const { leaderSkillId } = this.problem.policy;
    if (leaderSkillId !== undefined) this.ref('skill', leaderSkillId, ['policy', 'leaderSkillId']);
    const path: Path = ['policy', 'spendingLimits'];
    const limits = spendingLimitsOf(this.problem);
    this.unique(limits, path);
    limits.forEach(({ communityIds }, index) =>
      this.refs('community', communityIds, [...path, index, 'communityIds']),
    );
  }
}

/** Lists all faults of a problem at once: unknown ids, reversed windows, pins that break a rule … Empty when it can be planned. */
export const validate: Validate = (problem) => {
  const checker = new Checker(problem);
  const season = checker.horizon();
  for (const key of [
    'communities',
    'skills',
    'volunteers',
    'groups',
    'venues',
    'equipment',
    'donations',
    'activities',
  ] as const)
    checker.unique(problem[key], [key]);
  checker.aims();
  checker.pools();
  checker.activities(season);
  problem.previous?.activities.forEach((entry, index) =>
    checker.instant(entry.start, ['previous', 'activities', index, 'start']),
  );
  pinReferenceFaults(problem, checker.list);
  if (checker.list.faults.length === 0) pinFaults(problem, checker.list);
  return checker.list.faults;
};
