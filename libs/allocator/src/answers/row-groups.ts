import { type RuleAt } from '@heli/contracts';
import { ColumnKind, type SeasonModel } from '../model/season-model.js';
import { nth } from '../season/season.js';
import { type SeasonRow } from '../solve/submodel.js';
import { type Part } from './neighbourhood.js';

/** Rows that stand or fall together as one rule about one thing. */
export interface RowGroup {
  readonly at: RuleAt;
  readonly rows: readonly number[];
  readonly between: readonly SeasonRow[];
}

interface Things {
  readonly activities: Set<number>;
  readonly volunteers: Set<number>;
  readonly resources: Set<string>;
  readonly starts: Set<string>;
}

/** Who and what each column speaks of, for the columns of a part. */
function thingsByColumn(index: SeasonModel): {
  volunteer: Map<number, number>;
  resource: Map<number, string>;
} {
  const { season } = index;
  const volunteer = new Map<number, number>();
  for (const list of index.people) for (const person of list) volunteer.set(person.column, person.volunteer);
  const resource = new Map<number, string>();
  index.groups.forEach((list, group) => {
    for (const { column } of list) resource.set(column, nth(season.groups, group).raw.id);
  });
  index.loans.forEach((list, item) => {
    for (const { column } of list) resource.set(column, nth(season.equipment, item).raw.id);
  });
  index.funds.forEach((list, donation) => {
    for (const { column } of list) resource.set(column, nth(season.donations, donation).raw.id);
  });
  for (const { index: activity } of season.activities)
    for (const { start } of index.startsOf(activity))
      for (const { column, venue } of index.optionsAt(activity, start))
        if (venue >= 0) resource.set(column, nth(season.venues, venue).raw.id);
  return { volunteer, resource };
}

/** Rules whose rows between activities are about what the activities share. */
const ABOUT_RESOURCES = new Set([
  'venue-one-booking',
  'group-one-place',
  'group-weekly-limit',
  'equipment-stock',
  'budget-covered',
]);

/**
 * The rows of a part in groups: those inside an activity by rule and activity, those between activities by rule and by
 * the person or thing that they share. Small enough to name, few enough to be tried one by one.
 */
export function rowGroupsOf(part: Part): RowGroup[] {
  const { built, season, couplings } = part.around;
  const { index, model } = built;
  const { volunteer, resource } = thingsByColumn(index);
  const groups = new Map<string, { rule: string; things: Things; rows: number[]; between: SeasonRow[] }>();
  const groupFor = (key: string, rule: string) => {
    let group = groups.get(key);
    if (!group) {
      const things = {
        activities: new Set<number>(),
        volunteers: new Set<number>(),
        resources: new Set<string>(),
        starts: new Set<string>(),
      };
      groups.set(key, (group = { rule, things, rows: [], between: [] }));
    }
    return group;
  };
  for (const row of part.around.rowsInside(part.activities, 'relaxed')) {
    const rule = index.ruleNames[index.ruleOfRow[row] ?? 0] ?? '';
    const activity = index.activityOf[model.matrix.indices[model.matrix.starts[row] ?? 0] ?? 0] ?? -1;
    const group = groupFor(`${rule}/${activity}`, rule);
    group.things.activities.add(activity);
    group.rows.push(row);
  }
  for (const row of part.between('relaxed')) {
    const { rule } = row.id === undefined ? { rule: '' } : couplings.get(row.id);
    const columns = Array.from(row.columns);
    const first = columns[0] ?? -1;
    const who = volunteer.get(first);
    const what =
      index.spendingRows.get(index.couplingRows[row.id ?? -1] ?? -1) ??
      (ABOUT_RESOURCES.has(rule) ? resource.get(first) : undefined);
    const group = groupFor(`${rule}/${who ?? what ?? `row ${row.id ?? -1}`}`, rule);
    if (who !== undefined) group.things.volunteers.add(who);
    if (what !== undefined) group.things.resources.add(what);
    for (const column of columns) {
      const activity = index.activityOf[column] ?? -1;
      group.things.activities.add(activity);
      const start = nth(season.activities, activity).starts[index.startOf[column] ?? -1];
      if (start && index.kinds[column] !== ColumnKind.fund) group.things.starts.add(start.iso);
    }
    group.between.push(row);
  }
  return [...groups.values()].map(({ rule, things, rows, between }) => ({
    rows,
    between,
    at: {
      rule,
      activityIds: [...things.activities]
        .sort((a, b) => a - b)
        .map((each) => nth(season.activities, each).raw.id),
      volunteerIds: [...things.volunteers].map((each) => nth(season.volunteers, each).raw.id),
      resourceIds: [...things.resources],
      starts: [...things.starts].sort(),
    },
  }));
}
