import { Button, CopyButton, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconCalendarPlus, IconCheck, IconCopy } from '@tabler/icons-react';
import { type CalendarLinkCreated, type CalendarLinkView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, call, useAll, useChange, useRefresh } from '../../api';
import { Confirm, Loaded, tell, tellProblem, useFormat } from '../../ui';

/** A secret link with which a telephone shows the duties in its own calendar. */
export function CalendarLinks({ volunteerId }: { readonly volunteerId: string }) {
  const { t, i18n } = useTranslation(['volunteer', 'common']);
  const path = `/calendar-links/volunteer/${encodeURIComponent(volunteerId)}`;
  const format = useFormat();
  const refresh = useRefresh();
  const links = useAll<CalendarLinkView>(path);
  const [made, setMade] = useState<CalendarLinkCreated | null>(null);
  const make = useChange(
    () => call<CalendarLinkCreated>(path, { method: 'POST', body: { language: i18n.language } }),
    [path],
    setMade,
  );
  const live = (links.data ?? []).filter(({ revokedAt }) => revokedAt === null);
  return (
    <Stack maw={720}>
      <Text>{t('calendar.lead')}</Text>
      {made !== null && <Made path={made.path} />}
      <Group>
        <Button
          size="md"
          leftSection={<IconCalendarPlus size={20} aria-hidden />}
          loading={make.isPending}
          onClick={() => make.mutate(undefined, { onError: tellProblem })}
        >
          {t('calendar.make')}
        </Button>
      </Group>
      <Title order={2} size="h4" mt="md">
        {t('calendar.links')}
      </Title>
      <Loaded of={links} rows={2}>
        {() =>
          live.length === 0 ? (
            <Text size="sm" c="dimmed">
              {t('calendar.none')}
            </Text>
          ) : (
            <Stack gap="xs">
              {live.map(({ id, createdAt, language }) => (
                <Paper key={id} withBorder p="sm">
                  <Group justify="space-between">
                    <Text size="sm">
                      {t('calendar.madeAt', { at: format.dateTime(createdAt) })} ·{' '}
                      {t(`common:language.${language}`)}
                    </Text>
                    <Confirm
                      label={t('calendar.revoke')}
                      title={t('calendar.revokeTitle')}
                      variant="default"
                      color="cinnabar"
                      onConfirm={async () => {
                        await call(`${path}/${id}`, { method: 'DELETE' });
                        tell(t('calendar.revoked'));
                        if (made?.id === id) setMade(null);
                        await refresh(path);
                      }}
                    >
                      <Text size="sm">{t('calendar.revokeText')}</Text>
                    </Confirm>
                  </Group>
                </Paper>
              ))}
            </Stack>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Made({ path }: { readonly path: string }) {
  const { t } = useTranslation(['volunteer', 'common']);
  const address = addressOf(path);
  return (
    <Paper withBorder p="md" bg="jade.0">
      <Stack gap="sm">
        <Text fw={600}>{t('calendar.once')}</Text>
        <TextInput
          value={address}
          readOnly
          aria-label={t('calendar.address')}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Group>
          <Button component="a" href={address.replace(/^https?:/, 'webcal:')} size="md">
            {t('calendar.open')}
          </Button>
          <CopyButton value={address}>
            {({ copied, copy }) => (
              <Button
                size="md"
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />
                }
              >
                {copied ? t('common:action.copied') : t('common:action.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Text size="sm" c="dimmed">
          {t('calendar.secret')}
        </Text>
      </Stack>
    </Paper>
  );
}
