import { isInstant } from '@heli/calendar';
import { type Change, type Fault, type Problem } from '@heli/contracts';
import { FaultList } from '../faults.js';
import { spendingLimitsOf } from '../rules/spending-limit.js';
import { validate } from '../validate.js';
import { contradiction, pinReferenceFaults } from '../validate-pins.js';
import { isDecision } from './change-problem.js';

/** Fields of a change that name something the problem has to know, and where. */
const NAMES = {
  activityId: 'activities',
  volunteerId: 'volunteers',
  venueId: 'venues',
  donationId: 'donations',
  communityId: 'communities',
} as const;

function unknownNames(problem: Problem, change: Change, at: number): Fault[] {
  const faults: Fault[] = [];
  for (const [field, list] of Object.entries(NAMES) as [
    keyof typeof NAMES,
    (typeof NAMES)[keyof typeof NAMES],
  ][]) {
    const value: unknown = field in change ? Reflect.get(change, field) : undefined;
    const entries: readonly { readonly id: string }[] = problem[list];
    if (typeof value === 'string' && !entries.some(({ id }) => id === value))
      faults.push({
        pointer: `/changes/${at}/${field}`,
        code: 'UNKNOWN_ID',
        message: `There is no entry with the id "${value}" in ${list}`,
        value,
      });
  }
  if (change.type === 'raise-spending-limit') {
    const { limitId } = change;
    if (!spendingLimitsOf(problem).some(({ id }) => id === limitId))
      faults.push({
        pointer: `/changes/${at}/limitId`,
        code: 'UNKNOWN_ID',
        message: `There is no spending limit with the id "${limitId}" in policy.spendingLimits`,
        value: limitId,
      });
  }
  if (faults.length > 0 || !('roleId' in change)) return faults;
  const activity = problem.activities.find(({ id }) => id === change.activityId);
  if (activity?.roles.some(({ id }) => id === change.roleId) === true) return [];
  return [
    {
      pointer: `/changes/${at}/roleId`,
      code: 'UNKNOWN_ID',
      message: `${activity?.title ?? change.activityId} has no role "${change.roleId}"`,
      value: change.roleId,
    },
  ];
}

/** Faults of the changed problem that an unchanged one does not have, at the changes that brought them in. */
function newFaults(problem: Problem, changed: Problem, changes: readonly Change[]): Fault[] {
  const lists = ['activities', 'volunteers', 'venues', 'donations', 'equipment', 'groups'] as const;
  const idAt = (pointer: string): string | undefined => {
    const [, list, position] = pointer.split('/');
    const name = lists.find((known) => known === list);
    return name && changed[name][Number(position)]?.id;
  };
  const idsOf = (change: Change): unknown[] => [
    ...['activityId', 'volunteerId', 'venueId', 'donationId'].map((field): unknown =>
      Reflect.get(change, field),
    ),
    ...['volunteer', 'donation', 'equipment', 'group'].map((field): unknown => {
      const item: unknown = Reflect.get(change, field);
      return typeof item === 'object' && item !== null ? Reflect.get(item, 'id') : undefined;
    }),
  ];
  return validate({ ...changed, pins: [] }).map((fault) => {
    const id = idAt(fault.pointer);
    const at = changes.findIndex((change) => id !== undefined && idsOf(change).includes(id));
    return { ...fault, pointer: at < 0 ? '/changes' : `/changes/${at}` };
  });
}

/** All faults of a question at once; empty when it can be asked. */
export function changeFaults(problem: Problem, changed: Problem, changes: readonly Change[]): Fault[] {
  const faults = changes.flatMap((change, at) =>
    isDecision(change) ? [] : unknownNames(problem, change, at),
  );
  const pins = changes.flatMap((change, at) => (isDecision(change) ? [{ change, at }] : []));
  const list = new FaultList();
  pinReferenceFaults({ ...changed, pins: pins.map(({ change }) => change) }, list);
  for (const fault of list.faults) {
    const [, , position, ...rest] = fault.pointer.split('/');
    const at = pins[Number(position)]?.at ?? 0;
    faults.push({ ...fault, pointer: ['', 'changes', String(at), ...rest].join('/') });
  }
  pins.forEach(({ change, at }, position) => {
    for (const { change: other } of pins.slice(0, position)) {
      if (other.activityId !== change.activityId) continue;
      const words = contradiction(other, change) ?? contradiction(change, other);
      if (words !== null)
        faults.push({
          pointer: `/changes/${at}`,
          code: 'PINS_CONTRADICT',
          message: `${change.activityId} ${words}`,
        });
    }
  });
  changes.forEach((change, at) => {
    for (const field of ['start', 'end', 'from', 'until'] as const) {
      const value: unknown = isDecision(change) ? undefined : Reflect.get(change, field);
      if (typeof value === 'string' && !isInstant(value))
        faults.push({
          pointer: `/changes/${at}/${field}`,
          code: 'BAD_INSTANT',
          message: `"${value}" is not a whole minute with an offset, such as 2013-03-09T14:00:00+08:00`,
          value,
        });
    }
  });
  return faults.length > 0 || changes.every(isDecision) ? faults : newFaults(problem, changed, changes);
}
