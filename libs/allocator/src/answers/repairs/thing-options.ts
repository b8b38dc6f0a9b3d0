import { type Change, type Problem, type ProblemActivity, type ProblemDonation } from '@heli/contracts';
import { leastSpending } from '../../rules/spending-limit.js';
import { nth, type SeasonActivity, type SeasonStart } from '../../season/season.js';
import { type Need } from './needs.js';
import { counted, freshIds, type Option, windowFor } from './option.js';
import { type Site } from './place.js';

/** Fen that an activity needs in the dearest venue. */
const mostNeeded = ({ venues }: Problem, activity: ProblemActivity): number =>
  leastSpending(activity, null) + (activity.venue ? Math.max(0, ...venues.map(({ costFen }) => costFen)) : 0);

/** More money for the purposes that are short, at the time and for the activity only; the least amount is sought. */
export function moneyOptions(
  { workbench }: Site,
  { raw }: SeasonActivity,
  { purposes, missingFen }: Extract<Need, { kind: 'money' }>,
): Option[] {
  const { problem } = workbench;
  const [id = ''] = freshIds(problem.donations, 'new-gift', 1);
  const donation = (amountFen: number): ProblemDonation => ({
    id,
    amountFen,
    earmark: {
      kinds: [raw.kind],
      communityIds: [raw.communityId],
      hostGroupIds: [],
      purposes: [...purposes],
    },
  });
  return [
    {
      ...counted('money', missingFen, (amount) => [{ type: 'add-donation', donation: donation(amount) }]),
      amount: {
        first: missingFen,
        most: Math.max(mostNeeded(problem, raw), missingFen),
        changesFor: (amount) => [{ type: 'add-donation', donation: donation(amount) }],
      },
    },
  ];
}

/** More may be spent under a limit; the least amount is sought. */
export function spendingOptions(
  { workbench }: Site,
  { raw }: SeasonActivity,
  { limitId, missingFen }: Extract<Need, { kind: 'spending' }>,
): Option[] {
  const changesFor = (byFen: number): readonly Change[] => [{ type: 'raise-spending-limit', limitId, byFen }];
  return [
    {
      ...counted('raise-spending', missingFen, changesFor),
      amount: {
        first: missingFen,
        most: Math.max(mostNeeded(workbench.problem, raw), missingFen),
        changesFor,
      },
    },
  ];
}

/** More pieces of a kind, in the activity's community. */
export function equipmentOptions(
  { workbench }: Site,
  activity: SeasonActivity,
  { type, missing }: Extract<Need, { kind: 'equipment' }>,
): Option[] {
  const { season } = workbench;
  const [id = ''] = freshIds(season.problem.equipment, `new-${type}`, 1);
  const alike = season.equipment.find(({ raw }) => raw.type === type)?.raw;
  return [
    counted('equipment', missing, (quantity) => [
      {
        type: 'add-equipment',
        equipment: {
          id,
          name: alike?.name ?? type,
          type,
          quantity,
          communityId: activity.raw.communityId,
          servesCommunityIds: [],
          turnaroundMinutes: alike?.turnaroundMinutes ?? 0,
        },
      },
    ]),
  ];
}

/** More groups that do what the demand asks for. None where it names its groups. */
export function groupOptions(
  { workbench }: Site,
  activity: SeasonActivity,
  start: SeasonStart,
  { demand: index, missing }: Extract<Need, { kind: 'group' }>,
): Option[] {
  const { season } = workbench;
  const demand = nth(activity.raw.groups, index);
  if (demand.groupIds) return [];
  const ids = freshIds(season.problem.groups, `new-${demand.id}`, missing);
  return [
    counted('new-group', missing, (amount) =>
      ids.slice(0, amount).map((id) => ({
        type: 'add-group',
        group: {
          id,
          name: id,
          communityId: activity.raw.communityId,
          servesCommunityIds: [],
          tags: demand.tags,
          availability: [windowFor(season, activity.community, start)],
        },
      })),
    ),
  ];
}
