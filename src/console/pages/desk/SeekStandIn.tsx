import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { call, useRefresh } from '../../api';
import { Confirm, tell } from '../../ui';

interface Props {
  readonly activityId: string;
  readonly roleId: string;
  readonly title: string;
  readonly role: string;
}

/** Asks volunteers, the best first, until the place is taken. */
export function SeekStandIn({ activityId, roleId, title, role }: Props) {
  const { t } = useTranslation('desk');
  const refresh = useRefresh();
  return (
    <Confirm
      label={t('standIn.seek')}
      title={t('standIn.seekTitle')}
      confirmLabel={t('standIn.seekNow')}
      size="sm"
      variant="light"
      onConfirm={async () => {
        await call(
          `/activities/${encodeURIComponent(activityId)}/roles/${encodeURIComponent(roleId)}/stand-ins`,
          {
            method: 'POST',
            body: {},
          },
        );
        tell(t('standIn.sought'));
        await refresh('/stand-in-searches', '/duty-cards', '/open-places');
      }}
    >
      <Text size="sm">{t('standIn.seekText', { title, role })}</Text>
    </Confirm>
  );
}
