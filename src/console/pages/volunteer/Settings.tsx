import {
  Button,
  Checkbox,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { type NotificationPreferencesView, type PersonalData } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n';
import { call, saveFile, useChange, useRead } from '../../api';
import { signOut } from '../../api/session';
import { Confirm, Loaded, ProblemAlert, tell, tellProblem } from '../../ui';
import { Own } from './Own';

/** How somebody is told, and what is stored of them. */
export default function Settings() {
  const { t } = useTranslation('volunteer');
  return (
    <Own title={t('settings.title')} lead={t('settings.lead')}>
      {(volunteerId) => (
        <Stack maw={760}>
          <Told volunteerId={volunteerId} />
          <PersonalDataOf volunteerId={volunteerId} />
        </Stack>
      )}
    </Own>
  );
}

function Told({ volunteerId }: { readonly volunteerId: string }) {
  const path = `/notification-preferences/volunteer/${encodeURIComponent(volunteerId)}`;
  const found = useRead<NotificationPreferencesView>(path);
  return (
    <Loaded of={found}>
      {(preferences) => <Form key={preferences.version} {...{ preferences, path }} />}
    </Loaded>
  );
}

const CHANNELS = ['email', 'wecom', 'dingtalk', 'webhook'] as const;
type Addressed = (typeof CHANNELS)[number];

function Form({
  preferences,
  path,
}: {
  readonly preferences: NotificationPreferencesView;
  readonly path: string;
}) {
  const { t } = useTranslation(['volunteer', 'common']);
  const addressOf = (channel: Addressed) =>
    preferences.channels.find((one) => one.channel === channel)?.address ?? '';
  const [language, setLanguage] = useState<string>(preferences.language);
  const [addresses, setAddresses] = useState<Readonly<Record<Addressed, string>>>({
    email: addressOf('email'),
    wecom: addressOf('wecom'),
    dingtalk: addressOf('dingtalk'),
    webhook: addressOf('webhook'),
  });
  const [quiet, setQuiet] = useState(preferences.quietHours !== null);
  const [from, setFrom] = useState(preferences.quietHours?.from ?? '22:00');
  const [to, setTo] = useState(preferences.quietHours?.to ?? '07:00');
  const [urgent, setUrgent] = useState(preferences.urgentBreaksQuiet);
  const save = useChange(
    () =>
      call(path, {
        method: 'PUT',
        version: preferences.version,
        body: {
          language,
          channels: [
            ...CHANNELS.filter((channel) => addresses[channel].trim() !== '').map((channel) => ({
              channel,
              address: addresses[channel].trim(),
            })),
            ...preferences.channels
              .filter(({ channel }) => channel === 'file')
              .map(({ channel }) => ({ channel })),
          ],
          quietHours: quiet ? { from, to } : null,
          urgentBreaksQuiet: urgent,
        },
      }),
    [path],
    () => tell(t('common:state.saved')),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('settings.told')}>
      <Title order={2} size="h4" mb="sm">
        {t('settings.told')}
      </Title>
      <Stack>
        <Select
          label={t('settings.language')}
          data={LANGUAGES.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
          value={language}
          onChange={(value) => setLanguage(value ?? language)}
          allowDeselect={false}
          maw={240}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {CHANNELS.map((channel) => (
            <TextInput
              key={channel}
              label={t(`settings.channel.${channel}`)}
              value={addresses[channel]}
              onChange={({ currentTarget }) => setAddresses({ ...addresses, [channel]: currentTarget.value })}
              placeholder={channel === 'email' ? 'name@example.org' : 'https://'}
            />
          ))}
        </SimpleGrid>
        <Text size="xs" c="dimmed">
          {t('settings.channelHint')}
        </Text>
        <Checkbox
          label={t('settings.quiet')}
          checked={quiet}
          onChange={({ currentTarget }) => setQuiet(currentTarget.checked)}
        />
        {quiet && (
          <Group align="flex-end">
            <TextInput
              type="time"
              label={t('settings.from')}
              value={from}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
            />
            <TextInput
              type="time"
              label={t('settings.to')}
              value={to}
              onChange={({ currentTarget }) => setTo(currentTarget.value)}
            />
            <Checkbox
              label={t('settings.urgent')}
              checked={urgent}
              onChange={({ currentTarget }) => setUrgent(currentTarget.checked)}
              mb={8}
            />
          </Group>
        )}
        {save.error !== null && <ProblemAlert error={save.error} />}
        <Group>
          <Button loading={save.isPending} onClick={() => save.mutate(undefined)}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function PersonalDataOf({ volunteerId }: { readonly volunteerId: string }) {
  const { t } = useTranslation('volunteer');
  const path = `/volunteers/${encodeURIComponent(volunteerId)}`;
  const [typed, setTyped] = useState('');
  const load = useChange(
    () => call<PersonalData>(`${path}/personal-data`),
    [],
    (data) =>
      saveFile(
        new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
        `heli-${volunteerId}.json`,
      ),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('settings.data')}>
      <Title order={2} size="h4">
        {t('settings.data')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settings.dataHint')}
      </Text>
      <Group>
        <Button
          variant="light"
          loading={load.isPending}
          onClick={() => load.mutate(undefined, { onError: tellProblem })}
        >
          {t('settings.download')}
        </Button>
        <Confirm
          label={t('settings.erase')}
          title={t('settings.eraseTitle')}
          confirmLabel={t('settings.eraseNow')}
          color="cinnabar"
          variant="outline"
          onConfirm={async () => {
            await call(`${path}/erasure`, { method: 'POST', body: { confirm: typed.trim() } });
            await signOut();
          }}
        >
          <Text size="sm">{t('settings.eraseText')}</Text>
          <TextInput
            label={t('settings.eraseConfirm', { id: volunteerId })}
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        </Confirm>
      </Group>
    </Paper>
  );
}
