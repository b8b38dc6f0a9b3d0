import { type AvailabilityWindow, type Change } from '@heli/contracts';
import { type TFunction } from 'i18next';
import { type Format } from '../format';
import { type Names } from './useNames';

/** What somebody would have to do, as one would ask for it. Texts of the namespace `answers`. */
export function sayChanges(
  changes: readonly Change[],
  names: Names,
  t: TFunction<'answers'>,
  format: Format,
): string {
  const list = (items: readonly string[]): string => items.join(t('comma'));
  const skills = (ids: readonly string[]): string =>
    ids.length === 0 ? t('noSkill') : list(ids.map((id) => names.skill(id)));
  const when = (windows: readonly AvailabilityWindow[]): string =>
    list(
      windows.map((window) =>
        window.type === 'dated'
          ? format.span(window.start, window.end)
          : t('weekly', {
              weekdays: list((window.weekdays ?? []).map((day) => t(`weekday.${day}`))),
              from: window.from,
              to: window.to,
            }),
      ),
    );
  const limits = (change: Extract<Change, { type: 'raise-limit' }>): string =>
    list([
      ...Object.entries(change.limits).map(([name, value]) =>
        t(`limit.${name}`, { value: name.startsWith('minutes') ? format.number(value / 60, 1) : value }),
      ),
      ...(change.offeredMinutes === undefined
        ? []
        : [t('change.offered', { hours: format.number(change.offeredMinutes / 60, 1) })]),
    ]);
  const one = (change: Change, alike: number): string => {
    switch (change.type) {
      case 'offer-start':
        return t('change.move', { when: format.dateTime(change.start) });
      case 'allow-holidays':
        return t('change.onHoliday');
      case 'lower-minimum': {
        const role = names.activityOf(change.activityId)?.roles.find(({ id }) => id === change.roleId);
        return t('change.fewerPeople', {
          role: names.role(change.activityId, change.roleId),
          from: role?.min ?? '',
          to: change.min,
        });
      }
      case 'ease-venue': {
        const asked = names.activityOf(change.activityId)?.venue;
        const without = (asked?.features ?? []).filter((item) => change.features?.includes(item) === false);
        return [
          ...(change.anyVenue === true ? [t('change.anyVenue')] : []),
          ...(change.minCapacity === undefined
            ? []
            : [
                t('change.fewerSeats', {
                  from: format.number(asked?.minCapacity ?? 0),
                  to: format.number(change.minCapacity),
                }),
              ]),
          ...(without.length > 0 ? [t('change.withoutFeatures', { features: list(without) })] : []),
        ].join(t('together'));
      }
      case 'share-venue':
        return t('change.lendVenue', {
          venue: names.venue(change.venueId),
          community: names.community(change.communityId),
        });
      case 'open-venue':
        return t('change.openVenue', { venue: names.venue(change.venueId), when: when(change.windows) });
      case 'add-volunteer':
        return t('change.newPeople', {
          count: alike,
          skills: skills(change.volunteer.skillIds),
          when: when(change.volunteer.availability),
        });
      case 'free-volunteer':
        return t('change.askPerson', {
          person: names.person(change.volunteerId),
          when: when(change.windows),
        });
      case 'qualify-volunteer':
        return t('change.certificate', {
          person: names.person(change.volunteerId),
          skill: names.skill(change.qualification.skillId),
        });
      case 'raise-limit':
        return t('change.raiseLimit', { person: names.person(change.volunteerId), limits: limits(change) });
      case 'add-donation': {
        const { amountFen, earmark } = change.donation;
        return t('change.money', {
          amount: format.money(amountFen),
          purposes:
            earmark.purposes.length === 0
              ? t('anyPurpose')
              : list(earmark.purposes.map((purpose) => t(`purpose.${purpose}`, purpose))),
          community: list(earmark.communityIds.map((id) => names.community(id))),
        });
      }
      case 'raise-donation':
        return t('change.largerGift', { gift: change.donationId, amount: format.money(change.byFen) });
      case 'raise-spending-limit':
        return t('change.raiseSpending', { limit: change.limitId, amount: format.money(change.byFen) });
      case 'add-equipment':
        return t('change.equipment', { count: change.equipment.quantity, name: change.equipment.name });
      case 'add-group':
        return change.group.tags.length === 0
          ? t('change.newGroupAny', { when: when(change.group.availability) })
          : t('change.newGroup', { tags: list(change.group.tags), when: when(change.group.availability) });
      case 'hold-activity':
        return t('change.takeBack');
      default:
        return t('change.other', { type: change.type });
    }
  };
  const people = changes.filter((change) => change.type === 'add-volunteer');
  const said = changes.map((change) =>
    one(
      change,
      change.type === 'add-volunteer'
        ? people.filter(({ volunteer }) => String(volunteer.skillIds) === String(change.volunteer.skillIds))
            .length
        : 1,
    ),
  );
  return [...new Set(said)].join(t('together'));
}

/** People whom changes name. */
export const peopleIn = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) => ('volunteerId' in change ? [change.volunteerId] : []));
