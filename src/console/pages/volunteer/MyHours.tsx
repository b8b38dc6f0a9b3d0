import { Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type HoursOfVolunteer } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../api';
import { DEFAULT_ZONE, Empty, KindBadge, Loaded, SmallTable, useFormat, zonedInstant } from '../../ui';
import { Certificates } from './Certificates';
import { Own, SettingsLink } from './Own';

/** What somebody has done: hours by kind and month, every entry, and certificates of them. */
export default function MyHours() {
  const { t } = useTranslation('volunteer');
  return (
    <Own title={t('hours.title')} lead={t('hours.lead')} actions={<SettingsLink />}>
      {(volunteerId) => <Record volunteerId={volunteerId} />}
    </Own>
  );
}

function Record({ volunteerId }: { readonly volunteerId: string }) {
  const { t } = useTranslation(['volunteer', 'common']);
  const format = useFormat();
  const path = `/volunteers/${encodeURIComponent(volunteerId)}`;
  const found = useRead<HoursOfVolunteer>(`${path}/hours`);
  return (
    <Loaded of={found}>
      {(hours) => {
        const { reliability } = hours;
        const most = Math.max(1, ...hours.byMonth.map(({ minutes }) => minutes));
        const day = (date: string) => format.longDay(zonedInstant(date, '12:00', DEFAULT_ZONE));
        return (
          <Stack gap="lg">
            <SimpleGrid cols={{ base: 1, xs: 3 }}>
              <Figure label={t('hours.total')} value={format.duration(hours.minutes)} />
              <Figure
                label={t('hours.activities')}
                value={t('common:count.activities', { count: hours.attended.length })}
              />
              <Figure
                label={t('hours.reliability')}
                value={reliability.rate === null ? '—' : format.percent(reliability.rate, 0)}
                hint={t('hours.reliabilityHint', { came: reliability.came, agreed: reliability.agreed })}
              />
            </SimpleGrid>
            {hours.entries.length === 0 ? (
              <Empty title={t('hours.none')}>{t('hours.noneHint')}</Empty>
            ) : (
              <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
                <Paper withBorder p="md" component="section" aria-label={t('hours.byMonth')}>
                  <Title order={2} size="h5" mb="sm">
                    {t('hours.byMonth')}
                  </Title>
                  <Stack gap={8}>
                    {hours.byMonth.map(({ month, minutes }) => (
                      <div key={month}>
                        <Group justify="space-between">
                          <Text size="sm">{format.month(month)}</Text>
                          <Text size="sm" fw={600}>
                            {format.duration(Math.max(0, minutes))}
                          </Text>
                        </Group>
                        <Progress value={(100 * Math.max(0, minutes)) / most} size={8} aria-hidden />
                      </div>
                    ))}
                  </Stack>
                </Paper>
                <Paper withBorder p="md" component="section" aria-label={t('hours.byKind')}>
                  <Title order={2} size="h5" mb="sm">
                    {t('hours.byKind')}
                  </Title>
                  <Stack gap={8}>
                    {hours.byKind.map(({ kind, minutes }) => (
                      <Group key={kind} justify="space-between">
                        <KindBadge kind={kind} />
                        <Text size="sm" fw={600}>
                          {format.duration(Math.max(0, minutes))}
                        </Text>
                      </Group>
                    ))}
                  </Stack>
                </Paper>
              </SimpleGrid>
            )}
            <Certificates path={path} />
            {hours.entries.length > 0 && (
              <Paper withBorder p="md" component="section" aria-label={t('hours.entries')}>
                <Title order={2} size="h5" mb="sm">
                  {t('hours.entries')}
                </Title>
                <SmallTable
                  label={t('hours.entries')}
                  head={[t('hours.activity'), t('hours.time'), t('hours.note')]}
                  rows={[...hours.entries]
                    .sort((a, b) => b.date.localeCompare(a.date))
                    .map(({ date, title, activityId, minutes, corrects, reason }) => [
                      <div key="activity">
                        {title ?? activityId}
                        <Text size="xs" c="dimmed">
                          {day(date)}
                        </Text>
                      </div>,
                      minutes < 0 ? `−${format.duration(-minutes)}` : format.duration(minutes),
                      corrects === null ? '' : t('hours.corrected', { reason: reason ?? '' }),
                    ])}
                />
              </Paper>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function Figure({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
}) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={26} fw={700}>
        {value}
      </Text>
      {hint !== undefined && (
        <Text size="xs" c="dimmed">
          {hint}
        </Text>
      )}
    </Paper>
  );
}
