import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { type HoursOfVolunteer } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useRead } from '~/api';
import { Empty, Hint, KindBadge, Loaded, SmallTable, useFormat } from '~/ui';
import { type PanelProps } from '../panel';

/** Confirmed hours of a volunteer, and how reliably they come. */
export default function VolunteerHours({ thing, zone }: PanelProps) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat(zone);
  const found = useRead<HoursOfVolunteer>(`/volunteers/${encodeURIComponent(thing.id)}/hours`);
  return (
    <Loaded of={found}>
      {({ minutes, byKind, entries, reliability }) => (
        <Stack>
          <SimpleGrid cols={{ base: 2, md: 4 }}>
            {[
              { label: t('hours.total'), value: format.duration(minutes) },
              {
                label: t('hours.services'),
                value: format.number(entries.filter(({ corrects }) => corrects === null).length),
              },
              {
                label: t('hours.came'),
                value: `${format.number(reliability.came)} / ${format.number(reliability.agreed)}`,
              },
              {
                label: t('hours.rate'),
                value: reliability.rate === null ? '—' : format.percent(reliability.rate),
                hint: t('hours.rateHint'),
              },
            ].map(({ label, value, hint }) => (
              <Paper key={label} withBorder p="sm">
                <Group gap={4}>
                  <Text size="xs" c="dimmed">
                    {label}
                  </Text>
                  {hint !== undefined && <Hint>{hint}</Hint>}
                </Group>
                <Text fw={700} size="lg">
                  {value}
                </Text>
              </Paper>
            ))}
          </SimpleGrid>
          <Group gap="md">
            {byKind.map(({ kind, minutes: here }) => (
              <Group key={kind} gap={6}>
                <KindBadge kind={kind} />
                <Text size="sm">{format.duration(here)}</Text>
              </Group>
            ))}
          </Group>
          {entries.length === 0 ? (
            <Empty title={t('hours.none')}>{t('hours.noneHint')}</Empty>
          ) : (
            <SmallTable
              label={t('tab.hours')}
              head={[t('hours.date'), t('hours.activity'), t('hours.minutes'), t('hours.note')]}
              rows={entries.map((entry) => [
                entry.date,
                entry.title ?? entry.activityId,
                entry.minutes < 0 ? `−${format.duration(-entry.minutes)}` : format.duration(entry.minutes),
                entry.reason ?? '',
              ])}
            />
          )}
        </Stack>
      )}
    </Loaded>
  );
}
