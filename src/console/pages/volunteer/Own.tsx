import { Button } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useWho } from '../../app/who';
import { Empty, Page } from '../../ui';

interface Props {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: (volunteerId: string) => ReactNode;
}

/** A page about whoever is signed in: there has to be a volunteer behind the account. */
export function Own({ title, lead, actions, children }: Props) {
  const { t } = useTranslation('volunteer');
  const { volunteerId } = useWho().me;
  return (
    <Page title={title} {...(lead === undefined ? {} : { lead })} actions={actions}>
      {volunteerId === null ? (
        <Empty title={t('nobody.title')}>{t('nobody.text')}</Empty>
      ) : (
        children(volunteerId)
      )}
    </Page>
  );
}

export function SettingsLink() {
  const { t } = useTranslation('volunteer');
  return (
    <Button
      component={Link}
      to="/my/settings"
      variant="default"
      leftSection={<IconSettings size={18} aria-hidden />}
    >
      {t('settings.link')}
    </Button>
  );
}
