import { canPay, earmarkAllows, payableAt, VENUE_PURPOSE } from '../rules/budget-covered.js';
import { RULES } from '../rules/index.js';
import { type Rule } from '../rules/rule.js';
import { skillCountsOn } from '../rules/volunteer-qualified.js';
import { nth, type SeasonActivity, type SeasonStart, venuesFor } from '../season/season.js';
import {
  ColumnKind,
  type FundColumn,
  type GroupColumn,
  type LoanColumn,
  type OptionColumn,
  type PersonColumn,
  type SeasonModel,
} from './season-model.js';

type Admission = Exclude<keyof Rule, 'name' | 'sentence' | 'addTo' | 'check'>;

/** The rules that have a say in one kind of admission, in order. */
const having = <K extends Admission>(key: K): NonNullable<Rule[K]>[] =>
  RULES.flatMap((rule) => (rule[key] ? [rule[key]] : []));

/** What has a say in whether something may serve an activity at one start. */
class Gate {
  readonly start = having('admitsStart');
  readonly venue = having('admitsVenue');
  readonly volunteerAt = having('admitsVolunteerAt');
  readonly groupAt = having('admitsGroupAt');
}

interface Candidates {
  readonly venues: number[];
  /** By role: positions of volunteers. */
  readonly people: number[][];
  /** By group demand: positions of groups. */
  readonly groups: number[][];
  /** By equipment demand: positions of items. */
  readonly loans: number[][];
}

/**
 * What may serve an activity at one start; null when the start is impossible whatever else is decided, because a
 * minimum cannot be reached even by everyone who may. This is pruning by proof: each condition is a hard rule of the
 * activity alone.
 */
function candidatesAt(
  model: SeasonModel,
  gate: Gate,
  activity: SeasonActivity,
  start: SeasonStart,
  fitting: readonly (readonly number[])[],
  fittingGroups: readonly (readonly number[])[],
): Candidates | null {
  const { season } = model;
  if (!gate.start.every((admits) => admits(season, activity, start))) return null;

  let venues = [-1];
  if (activity.raw.venue) {
    venues = venuesFor(season, activity).filter((index) => {
      const venue = nth(season.venues, index);
      return (
        gate.venue.every((admits) => admits(season, activity, start, venue)) &&
        canPay(season, activity, start, VENUE_PURPOSE, venue.raw.costFen)
      );
    });
    if (venues.length === 0) return null;
  }

  const people: number[][] = [];
  const leaderSkill = season.problem.policy.leaderSkillId;
  for (const role of activity.roles) {
    const list = (fitting[role.index] ?? []).filter((index) => {
      const volunteer = nth(season.volunteers, index);
      return gate.volunteerAt.every((admits) => admits(season, activity, role, volunteer, start));
    });
    if (list.length < role.raw.min) return null;
    if (
      role.raw.leader &&
      leaderSkill !== undefined &&
      !list.some((index) =>
        skillCountsOn(
          nth(season.volunteers, index).raw,
          leaderSkill,
          start.day,
          season.needsQualification.has(leaderSkill),
        ),
      )
    )
      return null;
    people.push(list);
  }

  const groups: number[][] = [];
  for (const [demand, list] of fittingGroups.entries()) {
    const free = list.filter((index) => {
      const group = nth(season.groups, index);
      return gate.groupAt.every((admits) => admits(season, activity, group, start));
    });
    if (free.length < nth(activity.raw.groups, demand).count) return null;
    groups.push(free);
  }

  const loans: number[][] = [];
  for (const demand of activity.raw.equipment) {
    const items = (season.equipmentOf[activity.community] ?? []).filter(
      (index) => nth(season.equipment, index).raw.type === demand.type,
    );
    if (items.reduce((sum, index) => sum + nth(season.equipment, index).raw.quantity, 0) < demand.quantity)
      return null;
    loans.push(items);
  }
  for (const line of activity.raw.budget)
    if (!canPay(season, activity, start, line.purpose, line.minFen)) return null;
  return { venues, people, groups, loans };
}

function addOptions(
  model: SeasonModel,
  activity: SeasonActivity,
  start: SeasonStart,
  venues: readonly number[],
): void {
  const only = venues.length === 1;
  const column = model.column(ColumnKind.start, activity.index, start.index, { upper: 1, integer: only });
  const options = only
    ? [{ column, venue: venues[0] ?? -1 }]
    : venues.map((venue): OptionColumn => ({
        venue,
        column: model.column(ColumnKind.option, activity.index, start.index, { upper: 1, integer: true }),
      }));
  model.setStart(activity.index, start.index, column, options);
}

function addPeople(
  model: SeasonModel,
  activity: SeasonActivity,
  start: SeasonStart,
  people: readonly number[][],
): void {
  model.setRolesAt(
    activity.index,
    start.index,
    people.map((list, role) =>
      list.map((volunteer): PersonColumn => {
        const column = model.column(ColumnKind.person, activity.index, start.index, {
          upper: 1,
          integer: true,
          role,
        });
        const person = { column, volunteer, activity: activity.index, start: start.index, role };
        model.people[volunteer]?.push(person);
        return person;
      }),
    ),
  );
}

function addGroupsAndLoans(
  model: SeasonModel,
  activity: SeasonActivity,
  start: SeasonStart,
  candidates: Candidates,
): void {
  model.setDemandsAt(
    activity.index,
    start.index,
    candidates.groups.map((list, demand) =>
      list.map((group): GroupColumn => {
        const column = model.column(ColumnKind.group, activity.index, start.index, {
          upper: 1,
          integer: true,
        });
        const entry = { column, group, activity: activity.index, start: start.index, demand };
        model.groups[group]?.push(entry);
        return entry;
      }),
    ),
  );
  model.setLoansAt(
    activity.index,
    start.index,
    candidates.loans.map((list, index) =>
      list.map((equipment): LoanColumn => {
        const upper = Math.min(
          nth(activity.raw.equipment, index).quantity,
          nth(model.season.equipment, equipment).raw.quantity,
        );
        const column = model.column(ColumnKind.loan, activity.index, start.index, { upper, integer: true });
        const entry = { column, equipment, activity: activity.index, start: start.index };
        model.loans[equipment]?.push(entry);
        return entry;
      }),
    ),
  );
}

function addFunds(model: SeasonModel, activity: SeasonActivity): void {
  const { season } = model;
  const starts = model.startsOf(activity.index).map(({ start }) => start);
  if (starts.length === 0) return;
  const price = Math.max(
    0,
    ...starts.flatMap((start) =>
      model
        .optionsAt(activity.index, start)
        .map(({ venue }) => (venue < 0 ? 0 : nth(season.venues, venue).raw.costFen)),
    ),
  );
  const needs = [
    { line: -1, need: price, purpose: VENUE_PURPOSE },
    ...activity.raw.budget.map(({ minFen, purpose }, line) => ({ line, need: minFen, purpose })),
  ].filter(({ need }) => need > 0);
  const lines = new Map<number, FundColumn[]>();
  for (const { line, need, purpose } of needs) {
    const columns: FundColumn[] = [];
    for (const donation of season.donations) {
      const most = Math.min(need, donation.raw.amountFen);
      const useful =
        most > 0 &&
        earmarkAllows(donation.raw, activity.raw, purpose) &&
        starts.some((start) => payableAt(donation.raw, nth(activity.starts, start).start));
      if (!useful) continue;
      const column = model.column(ColumnKind.fund, activity.index, -1, { upper: most, integer: false });
      const entry = { column, donation: donation.index, activity: activity.index, line, most };
      model.funds[donation.index]?.push(entry);
      columns.push(entry);
    }
    lines.set(line, columns);
  }
  model.setFundsOfActivity(activity.index, lines);
}

/** Makes the decision columns of the season; of those activities alone that `open` admits, where it is given. */
export function addColumns(model: SeasonModel, open?: ReadonlySet<number>): void {
  const { season } = model;
  const gate = new Gate();
  const admitsVolunteer = having('admitsVolunteer');
  const admitsGroup = having('admitsGroup');
  for (const activity of season.activities) {
    if (open && !open.has(activity.index)) continue;
    const fitting = activity.roles.map((role) =>
      (season.volunteersOf[activity.community] ?? []).filter((index) => {
        const volunteer = nth(season.volunteers, index);
        return admitsVolunteer.every((admits) => admits(season, activity, role, volunteer));
      }),
    );
    const fittingGroups = activity.raw.groups.map((demand) => {
      const named = demand.groupIds?.map((id) => season.position.group.get(id) ?? -1);
      return (named ?? season.groupsOf[activity.community] ?? []).filter((index) => {
        const group = nth(season.groups, index);
        return admitsGroup.every((admits) => admits(season, activity, demand, group));
      });
    });
    const seen = new Set<number>();
    for (const start of activity.starts) {
      if (seen.has(start.start)) continue; // the same instant written twice
      seen.add(start.start);
      const candidates = candidatesAt(model, gate, activity, start, fitting, fittingGroups);
      if (!candidates) continue;
      addOptions(model, activity, start, candidates.venues);
      addPeople(model, activity, start, candidates.people);
      addGroupsAndLoans(model, activity, start, candidates);
    }
    addFunds(model, activity);
  }
}
