import { type Dataset, PROBLEM_FORMAT, type Problem } from '@heli/contracts';

/**
 * The problem that a data set poses: its pools and activities without what only people need to know (councils, units,
 * owners, donors, labels of volunteers).
 */
export function problemOf(dataset: Dataset, options: { readonly name?: string } = {}): Problem {
  const { season } = dataset;
  return {
    format: PROBLEM_FORMAT,
    name: options.name ?? season.name,
    horizon: { start: season.start, end: season.end },
    calendar: dataset.calendar,
    policy: dataset.policy,
    objective: dataset.objective,
    communities: dataset.communities,
    skills: dataset.skills,
    volunteers: dataset.volunteers.map((volunteer) => without(volunteer, 'name')),
    groups: dataset.groups,
    venues: dataset.venues.map((venue) => without(venue, 'ownerUnitId')),
    equipment: dataset.equipment.map((item) => without(item, 'ownerUnitId')),
    donations: dataset.donations.map((gift) => without(gift, 'donorUnitId')),
    activities: dataset.activities.map((activity) => without(activity, 'organizationId')),
    pins: [],
  };
}

function without<T extends object, K extends keyof T>(item: T, key: K): Omit<T, K> {
  const copy = { ...item };
  Reflect.deleteProperty(copy, key);
  return copy;
}
