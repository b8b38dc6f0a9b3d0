import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { ProblemAlert } from '../ui/states';

/** A page that threw, or a service that did not answer who is there: what happened, and the way back. */
export function Broken({ error, retry }: { readonly error?: Error; readonly retry?: () => void }) {
  const { t } = useTranslation('common');
  const thrown = useRouteError();
  if (error !== undefined)
    return (
      <Center mih="60vh" p="lg">
        <ProblemAlert error={error} {...(retry === undefined ? {} : { retry })} />
      </Center>
    );
  return (
    <Center mih="60vh" p="lg">
      <Stack align="center" maw={460} ta="center">
        <Title order={1} size="h3">
          {t('state.broken')}
        </Title>
        <Text c="dimmed">{t('state.brokenHint')}</Text>
        {thrown instanceof Error && (
          <Text size="xs" c="dimmed">
            {thrown.message}
          </Text>
        )}
        <Button onClick={() => window.location.reload()}>{t('state.reload')}</Button>
      </Stack>
    </Center>
  );
}
