import { type ActivityRead, type SeasonRead } from '@heli/contracts';
import { clockOf, instantOf, localDateOf } from '../../../ui/zone';

/** What is filled in: text and numbers as people write them. */
export interface RoleDraft {
  readonly id: string;
  readonly name: string;
  readonly skillIds: readonly string[];
  readonly min: number;
  readonly target: number;
  readonly max: number;
  readonly leader: boolean;
}
export interface BudgetDraft {
  readonly id: string;
  readonly purpose: string;
  readonly minYuan: number;
  readonly targetYuan: number;
}
export interface Draft {
  readonly title: string;
  readonly kind: ActivityRead['kind'];
  readonly communityId: string;
  readonly priority: number;
  readonly durationMinutes: number;
  readonly expectedAttendance: number;
  /** Local `2026-11-28T14:00`. */
  readonly starts: readonly string[];
  readonly roles: readonly RoleDraft[];
  readonly needsVenue: boolean;
  readonly minCapacity: number;
  readonly venueIds: readonly string[];
  readonly budget: readonly BudgetDraft[];
}

const FEN = 100;

/** The draft of an activity; of none, an empty one. */
export function draftOf(activity: ActivityRead | null, season: SeasonRead, zone: string): Draft {
  if (activity === null) {
    return {
      title: '',
      kind: 'volunteer_service',
      communityId: season.communityIds[0] ?? '',
      priority: 5,
      durationMinutes: 120,
      expectedAttendance: 0,
      starts: [''],
      roles: [{ id: 'helper', name: '', skillIds: [], min: 1, target: 2, max: 3, leader: false }],
      needsVenue: false,
      minCapacity: 0,
      venueIds: [],
      budget: [],
    };
  }
  return {
    title: activity.title,
    kind: activity.kind,
    communityId: activity.communityId,
    priority: activity.priority,
    durationMinutes: activity.durationMinutes,
    expectedAttendance: activity.expectedAttendance,
    starts: activity.candidateStarts.map((start) => {
      const at = Date.parse(start);
      return `${localDateOf(at, zone)}T${clockOf(at, zone)}`;
    }),
    roles: activity.roles.map(({ id, name, skillIds, min, target, max, leader }) => ({
      id,
      name: name ?? '',
      skillIds,
      min,
      target,
      max: max ?? target,
      leader,
    })),
    needsVenue: activity.venue !== null && activity.venue !== undefined,
    minCapacity: activity.venue?.minCapacity ?? 0,
    venueIds: activity.venue?.venueIds ?? [],
    budget: activity.budget.map(({ id, purpose, minFen, targetFen }) => ({
      id,
      purpose,
      minYuan: minFen / FEN,
      targetYuan: (targetFen ?? minFen) / FEN,
    })),
  };
}

/** Next free `role-2`, `line-3`, … */
export function freeId(prefix: string, taken: readonly { readonly id: string }[]): string {
  for (let number = taken.length + 1; ; number += 1) {
    const id = `${prefix}-${number}`;
    if (!taken.some((one) => one.id === id)) return id;
  }
}

/** The body of a request; members that the form does not show keep what the activity has. */
export function bodyOf(draft: Draft, activity: ActivityRead | null, zone: string) {
  const roleBefore = (id: string) => activity?.roles.find((one) => one.id === id);
  return {
    title: draft.title.trim(),
    kind: draft.kind,
    communityId: draft.communityId,
    priority: draft.priority,
    durationMinutes: draft.durationMinutes,
    expectedAttendance: draft.expectedAttendance,
    candidateStarts: draft.starts
      .filter((start) => start !== '')
      .map((start) => new Date(instantOf(start.slice(0, 10), start.slice(11, 16), zone)).toISOString()),
    roles: draft.roles.map(({ id, name, skillIds, min, target, max, leader }) => ({
      ...roleBefore(id),
      id,
      ...(name.trim() === '' ? {} : { name: name.trim() }),
      skillIds,
      min,
      target,
      max,
      leader,
    })),
    venue: draft.needsVenue
      ? {
          minCapacity: draft.minCapacity,
          features: activity?.venue?.features ?? [],
          ...(draft.venueIds.length === 0 ? {} : { venueIds: draft.venueIds }),
        }
      : null,
    budget: draft.budget.map(({ id, purpose, minYuan, targetYuan }) => ({
      id,
      purpose,
      minFen: Math.round(minYuan * FEN),
      targetFen: Math.round(targetYuan * FEN),
    })),
  };
}
