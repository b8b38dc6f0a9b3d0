import { Badge, Button, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type HourCertificateView } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n';
import { call, download, useChange, useRead, asError } from '../../api';
import { Loaded, ProblemAlert, tell, tellProblem, useFormat } from '../../ui';

/** Certificates of hours: asked for by days, printed as PDF. */
export function Certificates({ path }: { readonly path: string }) {
  const { t, i18n } = useTranslation(['volunteer', 'common']);
  const format = useFormat();
  const year = format.localDate(new Date().toISOString()).slice(0, 4);
  const [from, setFrom] = useState(`${year}-01-01`);
  const [until, setUntil] = useState(() => format.localDate(new Date().toISOString()));
  const [language, setLanguage] = useState(i18n.language);
  const found = useRead<{ items: HourCertificateView[] }>(`${path}/hour-certificates`);
  const make = useChange(
    () =>
      call<HourCertificateView>(`${path}/hour-certificates`, {
        method: 'POST',
        body: { from, until, language },
      }),
    [path],
    () => tell(t('certificate.made')),
  );
  return (
    <Paper withBorder p="md" component="section" aria-label={t('certificate.title')}>
      <Title order={2} size="h5">
        {t('certificate.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('certificate.hint')}
      </Text>
      <Group align="flex-end" gap="sm">
        <TextInput
          type="date"
          label={t('certificate.from')}
          value={from}
          onChange={({ currentTarget }) => setFrom(currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('certificate.until')}
          value={until}
          onChange={({ currentTarget }) => setUntil(currentTarget.value)}
        />
        <Select
          label={t('common:menu.language')}
          data={LANGUAGES.map((one) => ({ value: one, label: t(`common:language.${one}`) }))}
          value={language}
          onChange={(value) => setLanguage(value ?? language)}
          allowDeselect={false}
          w={140}
        />
        <Button
          loading={make.isPending}
          disabled={from === '' || until === ''}
          onClick={() => make.mutate(undefined)}
        >
          {t('certificate.make')}
        </Button>
      </Group>
      {make.error !== null && <ProblemAlert error={make.error} />}
      <Loaded of={found} rows={2}>
        {({ items }) => (
          <Stack gap={0} mt="md">
            {items.map((one) => (
              <Group
                key={one.id}
                justify="space-between"
                py={8}
                style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}
              >
                <div>
                  <Text fw={550}>
                    {one.number}{' '}
                    <Badge color={one.state === 'valid' ? 'jade' : 'gray'} variant="light" tt="none">
                      {t(`certificate.state.${one.state}`)}
                    </Badge>
                  </Text>
                  <Text size="sm" c="dimmed">
                    {one.from} – {one.until} · {format.duration(one.minutes)} · {one.issuer}
                  </Text>
                </div>
                {one.state === 'valid' && (
                  <Button
                    variant="default"
                    leftSection={<IconDownload size={18} aria-hidden />}
                    onClick={() =>
                      void download(`/hour-certificates/${one.id}.pdf`, `${one.number}.pdf`).catch(
                        (thrown: unknown) => tellProblem(asError(thrown)),
                      )
                    }
                  >
                    PDF
                  </Button>
                )}
              </Group>
            ))}
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}
