import { type EquipmentRead, type GroupRead, type PlanDocument } from '@heli/contracts';
import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useByIds } from '~/api';
import { type Entry } from '../model';
import { Section } from './Section';

/** Groups that take part and equipment that is lent, beside what was asked for. */
export function Things({
  entry,
  document,
}: {
  readonly entry: Entry;
  readonly document: PlanDocument | null;
}) {
  const { t } = useTranslation('board');
  const { activity } = entry;
  const engaged = (document?.groupEngagements ?? []).filter(({ activityId }) => activityId === activity.id);
  const lent = (document?.equipmentLoans ?? []).filter(({ activityId }) => activityId === activity.id);
  const groups = useByIds<GroupRead>(
    '/groups',
    engaged.map(({ groupId }) => groupId),
  );
  const equipment = useByIds<EquipmentRead>(
    '/equipment',
    lent.map(({ equipmentId }) => equipmentId),
  );
  const wantedGroups = activity.groups.reduce((sum, { count }) => sum + count, 0);
  const wantedPieces = activity.equipment.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <>
      {wantedGroups > 0 && (
        <Section title={t('drawer.groups', { filled: engaged.length, target: wantedGroups })}>
          {engaged.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('drawer.none')}
            </Text>
          ) : (
            <List size="sm">
              {engaged.map(({ groupId }) => (
                <List.Item key={groupId}>{groups.data?.get(groupId)?.name ?? groupId}</List.Item>
              ))}
            </List>
          )}
        </Section>
      )}
      {wantedPieces > 0 && (
        <Section
          title={t('drawer.equipment', {
            filled: lent.reduce((sum, { quantity }) => sum + quantity, 0),
            target: wantedPieces,
          })}
        >
          {lent.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('drawer.none')}
            </Text>
          ) : (
            <List size="sm">
              {lent.map(({ equipmentId, quantity }) => (
                <List.Item key={equipmentId}>
                  {equipment.data?.get(equipmentId)?.name ?? equipmentId} × {quantity}
                </List.Item>
              ))}
            </List>
          )}
        </Section>
      )}
    </>
  );
}
