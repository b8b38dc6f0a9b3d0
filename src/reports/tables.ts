import { type PlanDocument, type Problem, type ProblemActivity } from '@heli/contracts';
import { stringify } from 'csv-stringify/sync';
import { type SeasonAccount } from './account.js';
import { type Language } from './language.js';
import { funnelWords, missingCell } from './open-places.js';
import { reportTexts } from './texts/texts.js';
import { localStamp } from './times.js';

/** Excel takes a file without it for the local code page, and garbles Chinese. */
const BYTE_ORDER_MARK = '\uFEFF';

type Cell = string | number;

/** RFC 4180 with CRLF; texts that a spreadsheet would run as a formula get an apostrophe in front. */
function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return (
    BYTE_ORDER_MARK +
    stringify(
      [head, ...rows].map((row) => [...row]),
      { escape_formulas: true, record_delimiter: 'windows' },
    )
  );
}

/** A number that a spreadsheet adds up, under a head that says yuan. */
const yuanCell = (amountFen: number): string => (amountFen / 100).toFixed(2);

interface Lookup {
  readonly activity: ReadonlyMap<string, ProblemActivity>;
  readonly venue: ReadonlyMap<string, Problem['venues'][number]>;
  readonly community: ReadonlyMap<string, Problem['communities'][number]>;
  readonly zoneOf: (activity: ProblemActivity) => string;
}

function lookup(problem: Problem): Lookup {
  const community = new Map(problem.communities.map((each) => [each.id, each]));
  return {
    activity: new Map(problem.activities.map((each) => [each.id, each])),
    venue: new Map(problem.venues.map((each) => [each.id, each])),
    community,
    zoneOf: (activity) => community.get(activity.communityId)?.timeZone ?? 'UTC',
  };
}

/** One row an activity, held or not, in order of time. */
export function scheduleCsv(problem: Problem, plan: PlanDocument, language: Language): string {
  const texts = reportTexts(language);
  const { activity: byId, venue, community, zoneOf } = lookup(problem);
  const filled = new Map<string, number>();
  for (const { activityId } of plan.assignments) filled.set(activityId, (filled.get(activityId) ?? 0) + 1);
  const groupName = new Map(problem.groups.map((group) => [group.id, group.name]));
  const groups = new Map<string, string[]>();
  for (const { activityId, groupId } of plan.groupEngagements)
    groups.set(activityId, [...(groups.get(activityId) ?? []), groupName.get(groupId) ?? groupId]);
  const places = (activity: ProblemActivity): number =>
    activity.roles.reduce((total, role) => total + role.target, 0);
  const row = (activity: ProblemActivity, entry: PlanDocument['scheduled'][number] | undefined): Cell[] => [
    activity.id,
    activity.title,
    texts.kinds[activity.kind],
    community.get(activity.communityId)?.name ?? activity.communityId,
    entry === undefined ? texts.notHeld : texts.held,
    entry === undefined ? '' : localStamp(entry.start, zoneOf(activity)),
    entry === undefined ? '' : localStamp(entry.end, zoneOf(activity)),
    entry?.venueId == null ? '' : (venue.get(entry.venueId)?.name ?? entry.venueId),
    activity.expectedAttendance,
    places(activity),
    filled.get(activity.id) ?? 0,
    (groups.get(activity.id) ?? []).join(texts.listSeparator),
  ];
  const known = (id: string): ProblemActivity[] => {
    const found = byId.get(id);
    return found === undefined ? [] : [found];
  };
  return csv(texts.csv.schedule, [
    ...inOrder(plan.scheduled).flatMap((entry) =>
      known(entry.activityId).map((activity) => row(activity, entry)),
    ),
    ...plan.dropped.flatMap((id) => known(id).map((activity) => row(activity, undefined))),
  ]);
}

/** One row a person and activity. */
export function assignmentsCsv(problem: Problem, plan: PlanDocument, language: Language): string {
  const texts = reportTexts(language);
  const { activity: byId, venue, community, zoneOf } = lookup(problem);
  const scheduled = new Map(plan.scheduled.map((entry) => [entry.activityId, entry]));
  const names = new Map(problem.volunteers.map((volunteer) => [volunteer.id, volunteer.name ?? '']));
  const rows = plan.assignments.flatMap((entry): { order: string; cells: Cell[] }[] => {
    const activity = byId.get(entry.activityId);
    const time = scheduled.get(entry.activityId);
    if (activity === undefined || time === undefined) return [];
    const role = activity.roles.find((candidate) => candidate.id === entry.roleId);
    const start = localStamp(time.start, zoneOf(activity));
    return [
      {
        order: `${start}\u0000${activity.id}\u0000${entry.roleId}\u0000${entry.volunteerId}`,
        cells: [
          entry.volunteerId,
          names.get(entry.volunteerId) ?? '',
          activity.id,
          activity.title,
          role?.name ?? entry.roleId,
          start,
          localStamp(time.end, zoneOf(activity)),
          activity.durationMinutes,
          community.get(activity.communityId)?.name ?? activity.communityId,
          time.venueId === null ? '' : (venue.get(time.venueId)?.name ?? time.venueId),
        ],
      },
    ];
  });
  return csv(
    texts.csv.assignments,
    rows.sort((a, b) => compare(a.order, b.order)).map((row) => row.cells),
  );
}

/** One row a booking of a venue. */
export function bookingsCsv(problem: Problem, plan: PlanDocument, language: Language): string {
  const texts = reportTexts(language);
  const { activity: byId, venue: venues, zoneOf } = lookup(problem);
  return csv(
    texts.csv.bookings,
    inOrder(plan.scheduled).flatMap((entry): Cell[][] => {
      const activity = byId.get(entry.activityId);
      const venue = entry.venueId === null ? undefined : venues.get(entry.venueId);
      if (activity === undefined || venue === undefined) return [];
      return [
        [
          venue.id,
          venue.name,
          activity.id,
          activity.title,
          localStamp(entry.start, zoneOf(activity)),
          localStamp(entry.end, zoneOf(activity)),
          venue.bufferBeforeMinutes,
          venue.bufferAfterMinutes,
          venue.capacity,
          activity.expectedAttendance,
          yuanCell(venue.costFen),
          venue.needsConfirmation ? texts.yes : texts.no,
        ],
      ];
    }),
  );
}

/** One row a payment from a gift to a budget line, then what is left of each gift. */
export function moneyCsv(problem: Problem, plan: PlanDocument, language: Language): string {
  const texts = reportTexts(language);
  const { activity: byId } = lookup(problem);
  const gifts = new Map(problem.donations.map((donation) => [donation.id, donation]));
  const left = new Map(problem.donations.map((donation) => [donation.id, donation.amountFen]));
  const rows = plan.fundAllocations.map((entry): Cell[] => {
    left.set(entry.donationId, (left.get(entry.donationId) ?? 0) - entry.amountFen);
    const activity = byId.get(entry.activityId);
    const line = activity?.budget.find((candidate) => candidate.id === entry.budgetLineId);
    return [
      entry.donationId,
      gifts.get(entry.donationId)?.name ?? '',
      texts.paid,
      entry.activityId,
      activity?.title ?? '',
      entry.budgetLineId === 'venue'
        ? texts.purpose('venue')
        : texts.purpose(line?.purpose ?? entry.budgetLineId),
      yuanCell(entry.amountFen),
    ];
  });
  for (const donation of problem.donations)
    rows.push([
      donation.id,
      donation.name ?? '',
      texts.left,
      '',
      '',
      '',
      yuanCell(left.get(donation.id) ?? 0),
    ]);
  return csv(texts.csv.money, rows);
}

/** One row an open place or dropped activity, with its funnel. */
export function openCsv(account: SeasonAccount, language: Language): string {
  const texts = reportTexts(language);
  return csv(
    texts.csv.open,
    [...account.dropped, ...account.open].map((entry) => [
      entry.activityId,
      entry.title,
      entry.community,
      entry.start === null ? texts.notHeld : texts.held,
      entry.start === null ? '' : localStamp(entry.start, account.season.timeZone),
      entry.role ?? '',
      missingCell(entry),
      texts.step(entry.bottleneck),
      funnelWords(entry, texts),
    ]),
  );
}

function inOrder(scheduled: PlanDocument['scheduled']): PlanDocument['scheduled'] {
  const key = (entry: PlanDocument['scheduled'][number]): string =>
    `${new Date(entry.start).toISOString()}\u0000${entry.activityId}`;
  return [...scheduled].sort((a, b) => compare(key(a), key(b)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
