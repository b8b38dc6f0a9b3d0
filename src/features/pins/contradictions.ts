import { type Pin } from '@heli/contracts';

const sameMoment = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || Date.parse(a) === Date.parse(b);

/** Two decisions on one activity that cannot both stay, or that say the same twice. */
export function contradicts(held: Pin, given: Pin): boolean {
  if (held.activityId !== given.activityId) return false;
  return oneWay(held, given) || oneWay(given, held);
}

function oneWay(one: Pin, other: Pin): boolean {
  switch (one.type) {
    case 'drop-activity':
      return ['hold-activity', 'drop-activity', 'assign', 'engage-group'].includes(other.type);
    case 'hold-activity':
      return (
        other.type === 'hold-activity' ||
        (other.type === 'forbid-venue' && other.venueId === one.venueId && sameMoment(one.start, other.start))
      );
    case 'assign':
      return (
        (other.type === 'forbid-volunteer' || other.type === 'assign') &&
        other.volunteerId === one.volunteerId
      );
    case 'forbid-volunteer':
      return other.type === 'forbid-volunteer' && other.volunteerId === one.volunteerId;
    case 'engage-group':
      return (
        (other.type === 'forbid-group' || other.type === 'engage-group') && other.groupId === one.groupId
      );
    case 'forbid-group':
      return other.type === 'forbid-group' && other.groupId === one.groupId;
    case 'forbid-venue':
      return other.type === 'forbid-venue' && other.venueId === one.venueId && one.start === other.start;
  }
}
