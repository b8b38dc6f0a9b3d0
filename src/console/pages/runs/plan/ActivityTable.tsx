import { Drawer, Group, Select, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type PlanDocument } from '@heli/contracts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable, Empty, type Format, type Kind, KindBadge } from '~/ui';
import { type Names } from '../common/season';
import { ActivityDetail } from './ActivityDetail';
import { type ActivityRow, matches, type RowFilter, type Wanted } from './summary';

const WANTED: readonly Wanted[] = ['all', 'held', 'dropped', 'open', 'full'];
const KINDS: readonly Kind[] = ['self_governance', 'volunteer_service', 'training', 'festival'];

/** Every activity with what the plan does about it, to be filtered and opened. */
export function ActivityTable({
  rows,
  document,
  names,
  format,
}: {
  readonly rows: readonly ActivityRow[];
  readonly document: PlanDocument;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'common']);
  const [filter, setFilter] = useState<RowFilter>({
    text: '',
    kind: null,
    communityId: null,
    wanted: 'all',
  });
  const [opened, setOpened] = useState<ActivityRow | null>(null);
  const shown = useMemo(() => rows.filter((row) => matches(row, filter)), [rows, filter]);
  const communities = useMemo(
    () => [...new Set(rows.map(({ activity }) => activity.communityId))].sort(),
    [rows],
  );
  const columns = useMemo(
    (): Column<ActivityRow>[] => [
      {
        id: 'when',
        header: t('table.when'),
        width: 'minmax(190px, 1.2fr)',
        cell: ({ row: { original: row } }) =>
          row.held === null ? (
            <Text size="sm" c="cinnabar.7" fw={600}>
              {t('table.dropped')}
            </Text>
          ) : (
            format.span(row.held.start, row.held.end)
          ),
      },
      {
        id: 'title',
        header: t('table.title'),
        width: 'minmax(180px, 2fr)',
        cell: ({ row: { original: row } }) => (
          <Text size="sm" fw={600} component="span">
            {row.activity.title}
          </Text>
        ),
      },
      {
        id: 'kind',
        header: t('table.kind'),
        width: '150px',
        cell: ({ row: { original: row } }) => <KindBadge kind={row.activity.kind} />,
      },
      {
        id: 'where',
        header: t('table.where'),
        width: 'minmax(140px, 1.4fr)',
        cell: ({ row: { original: row } }) =>
          row.held?.venueId === null || row.held === null
            ? names.communityOf(row.activity.communityId)
            : names.venueOf(row.held.venueId),
      },
      {
        id: 'places',
        header: t('table.places'),
        width: '120px',
        cell: ({ row: { original: row } }) => (
          <Text size="sm" component="span" c={row.held !== null && !row.full ? 'amber.7' : undefined}>
            {row.places.wanted === 0
              ? '–'
              : t('table.placesOf', { filled: row.places.filled, wanted: row.places.wanted })}
          </Text>
        ),
      },
      {
        id: 'money',
        header: t('table.money'),
        width: '100px',
        cell: ({ row: { original: row } }) => (row.spentFen === 0 ? '–' : format.money(row.spentFen)),
      },
      {
        id: 'priority',
        header: t('table.priority'),
        width: '70px',
        cell: ({ row: { original: row } }) => row.activity.priority,
      },
    ],
    [t, format, names],
  );
  return (
    <Stack gap="sm" component="section" aria-labelledby="activities">
      <Title order={2} size="h3" id="activities">
        {t('table.heading')}
      </Title>
      <Group gap="sm" align="flex-end" className="heli-no-print">
        <TextInput
          aria-label={t('table.search')}
          placeholder={t('table.search')}
          leftSection={<IconSearch size={16} />}
          value={filter.text}
          onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value.trimStart() })}
          flex="1 1 180px"
          maw={320}
        />
        <Select
          aria-label={t('table.kind')}
          placeholder={t('table.anyKind')}
          clearable
          clearButtonProps={{ 'aria-label': t('common:action.clear') }}
          data={KINDS.map((kind) => ({ value: kind, label: t(`common:kind.${kind}`) }))}
          value={filter.kind}
          onChange={(kind) => setFilter({ ...filter, kind: KINDS.find((one) => one === kind) ?? null })}
          w={150}
        />
        <Select
          aria-label={t('table.community')}
          placeholder={t('table.anyCommunity')}
          clearable
          searchable
          clearButtonProps={{ 'aria-label': t('common:action.clear') }}
          data={communities.map((id) => ({ value: id, label: names.communityOf(id) }))}
          value={filter.communityId}
          onChange={(communityId) => setFilter({ ...filter, communityId })}
          w={160}
        />
        <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
          <SegmentedControl
            aria-label={t('table.wanted')}
            data={WANTED.map((wanted) => ({ value: wanted, label: t(`wanted.${wanted}`) }))}
            value={filter.wanted}
            onChange={(wanted) =>
              setFilter({ ...filter, wanted: WANTED.find((one) => one === wanted) ?? 'all' })
            }
          />
        </div>
      </Group>
      {shown.length === 0 ? (
        <Empty title={t('common:state.noMatch')} />
      ) : (
        <DataTable
          label={t('table.heading')}
          columns={columns}
          rows={shown}
          rowId={({ activity }) => activity.id}
          onOpen={setOpened}
        />
      )}
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="md"
        title={opened?.activity.title}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {opened !== null && <ActivityDetail row={opened} document={document} names={names} format={format} />}
      </Drawer>
    </Stack>
  );
}
