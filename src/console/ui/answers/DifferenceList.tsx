import { type Difference } from '@heli/contracts';
import { Anchor, List, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { type Names, useNames } from './useNames';

const FIRST = 8;

/** Ids of people, groups and pieces that a difference speaks of. */
export function idsOf(difference: Difference) {
  const both = <T,>({ added, removed }: { readonly added: readonly T[]; readonly removed: readonly T[] }) => [
    ...added,
    ...removed,
  ];
  return {
    people: both(difference.assignments).map(({ volunteerId }) => volunteerId),
    groups: both(difference.groups).map(({ groupId }) => groupId),
    equipment: difference.loans.map(({ equipmentId }) => equipmentId),
  };
}

function useLines(difference: Difference, names: Names): string[] {
  const { t } = useTranslation('answers');
  const format = useFormat();
  const place = (at: { readonly start: string; readonly venueId: string | null } | null): string =>
    at === null
      ? t('difference.notHeld')
      : [format.dateTime(at.start), ...(at.venueId === null ? [] : [names.venue(at.venueId)])].join(
          t('comma'),
        );
  const served = ({ activityId, roleId, volunteerId }: Difference['assignments']['added'][number]) => ({
    person: names.person(volunteerId),
    activity: names.activity(activityId),
    role: names.role(activityId, roleId),
  });
  const took = ({ activityId, groupId }: Difference['groups']['added'][number]) => ({
    group: names.group(groupId),
    activity: names.activity(activityId),
  });
  return [
    ...difference.activities.map(({ activityId, before, after }) =>
      t('difference.moves', {
        activity: names.activity(activityId),
        before: place(before),
        after: place(after),
      }),
    ),
    ...difference.assignments.added.map((one) => `＋ ${t('difference.serves', served(one))}`),
    ...difference.assignments.removed.map((one) => `－ ${t('difference.freed', served(one))}`),
    ...difference.groups.added.map((one) => `＋ ${t('difference.groupComes', took(one))}`),
    ...difference.groups.removed.map((one) => `－ ${t('difference.groupLeaves', took(one))}`),
    ...difference.loans.map(({ activityId, equipmentId, before, after }) =>
      t('difference.loan', {
        activity: names.activity(activityId),
        item: names.equipment(equipmentId),
        before,
        after,
      }),
    ),
    ...difference.money.map(({ activityId, budgetLineId, beforeFen, afterFen }) =>
      t('difference.money', {
        activity: names.activity(activityId),
        line: t(`purpose.${budgetLineId}`, budgetLineId),
        before: format.money(beforeFen),
        after: format.money(afterFen),
      }),
    ),
  ];
}

/** What a plan would do otherwise, in words: activities first, then people, groups, pieces and money. */
export function DifferenceList({
  difference,
  seasonId,
}: {
  readonly difference: Difference;
  readonly seasonId: string;
}) {
  const { t } = useTranslation('answers');
  const [all, setAll] = useState(false);
  const names = useNames(seasonId, idsOf(difference));
  const lines = useLines(difference, names);
  const shown = all ? lines : lines.slice(0, FIRST);
  return (
    <>
      <Text size="sm" fw={600}>
        {difference.peopleConcerned === 0
          ? t('difference.nobody')
          : t('difference.people', { count: difference.peopleConcerned })}
      </Text>
      <List size="sm" spacing={2} listStyleType="none">
        {shown.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {shown.length < lines.length && (
        <Anchor component="button" size="sm" onClick={() => setAll(true)}>
          {t('difference.more', { count: lines.length - shown.length })}
        </Anchor>
      )}
    </>
  );
}
