import { Group, Paper, Progress, SimpleGrid, Text } from '@mantine/core';
import { type AttendanceReport, type SeasonFigures } from '@heli/contracts';
import { type ReactNode } from 'react';
import { hoursOf, shareOf } from './options';
import { useWords } from './words';

interface Props {
  readonly figures: SeasonFigures;
  readonly report: AttendanceReport | undefined;
}

interface FigureProps {
  readonly label: string;
  readonly value: string;
  /** What was aimed at. */
  readonly target: string;
  readonly share: number | null;
  readonly note?: ReactNode;
}

function Figure({ label, value, target, share, note }: FigureProps) {
  const { share: say } = useWords();
  return (
    <Paper withBorder p="md" component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={{ base: 20, sm: 23 }} fw={700} lh={1.3} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {value}
      </Text>
      <Group justify="space-between" gap={6} wrap="nowrap">
        <Text size="sm">{target}</Text>
        {share !== null && (
          <Text size="sm" fw={600}>
            {say(share)}
          </Text>
        )}
      </Group>
      {share !== null && (
        <Progress value={Math.min(1, share) * 100} size="sm" mt={6} aria-label={`${label} ${say(share)}`} />
      )}
      {note !== undefined && (
        <Text size="xs" c="dimmed" mt={6}>
          {note}
        </Text>
      )}
    </Paper>
  );
}

const sumOf = <T,>(rows: readonly T[], valueOf: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + valueOf(row), 0);

/** The season at a glance, each figure beside what was aimed at. */
export function Headline({ figures, report }: Props) {
  const { t, count, hours, format } = useWords();
  const { communities, load, gifts } = figures;
  const [activities, scheduled, held, expected, wanted, filled, minutes] = (
    ['activities', 'scheduled', 'held', 'expected', 'wanted', 'filled', 'minutes'] as const
  ).map((key) => sumOf(communities, (row) => row[key])) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const ids = new Set(communities.map(({ id }) => id));
  const came = (report?.rows ?? []).filter(
    ({ scope, communityId }) => scope === 'community' && ids.has(communityId ?? ''),
  );
  const participants = sumOf(came, (row) => row.participants);
  const attendances = sumOf(came, (row) => row.attendances);
  const pledged = sumOf(gifts, ({ pledgedFen }) => pledgedFen);
  const received = sumOf(gifts, ({ receivedFen }) => receivedFen);
  const spent = sumOf(gifts, ({ spentFen }) => spentFen);
  return (
    <SimpleGrid cols={{ base: 2, md: 3, xl: 6 }} spacing="sm">
      <Figure
        label={t('top.activities')}
        value={count(scheduled)}
        target={t('top.ofActivities', { total: count(activities) })}
        share={shareOf(scheduled, activities)}
        note={t('top.held', { held: count(held) })}
      />
      <Figure
        label={t('top.attendances')}
        value={count(attendances)}
        target={held === 0 ? t('top.noneHeld') : t('top.expected', { expected: count(expected) })}
        share={held === 0 ? null : shareOf(participants, expected)}
        {...(held === 0 ? {} : { note: t('top.participants', { participants: count(participants) }) })}
      />
      <Figure
        label={t('top.places')}
        value={count(filled)}
        target={t('top.ofPlaces', { total: count(wanted) })}
        share={shareOf(filled, wanted)}
        note={t('top.open', { open: count(wanted - filled) })}
      />
      <Figure
        label={t('top.volunteers')}
        value={count(load.engaged)}
        target={t('top.ofVolunteers', { total: count(load.volunteers) })}
        share={shareOf(load.engaged, load.volunteers)}
      />
      <Figure
        label={t('top.hours')}
        value={hours(Math.round(hoursOf(minutes)))}
        target={t('top.ofHours', { total: hours(Math.round(hoursOf(load.plannedMinutes))) })}
        share={shareOf(minutes, load.plannedMinutes)}
      />
      <Figure
        label={t('top.money')}
        value={format.money(received)}
        target={t('top.ofMoney', { total: format.money(pledged) })}
        share={shareOf(received, pledged)}
        note={t('top.spent', { spent: format.money(spent) })}
      />
    </SimpleGrid>
  );
}
