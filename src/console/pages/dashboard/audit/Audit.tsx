import { Button, Group, Paper, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type AuditEntryView, type HistoryKind } from '@heli/contracts';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Query, readAll, usePages, asError } from '~/api';
import { READERS, useWho } from '~/app/who';
import { Empty, Loaded, More, NoPermission, Page, tellProblem } from '~/ui';
import { saveCsv } from '~/ui/csv';
import { changesOf } from './diff';
import { Entries } from './Entries';
import { useEntryWords } from './entry-words';
import { isKindOfThing, ThingPicker } from './ThingPicker';

const PAGE = 50;
const TYPES = [
  'Season',
  'plan',
  'run',
  'resolution',
  'rule-set',
  'Pin',
  'Activity',
  'ActivitySeries',
  'Duty',
  'Attendance',
  'booking',
  'Volunteer',
  'GrassrootsGroup',
  'PartnerUnit',
  'Venue',
  'EquipmentItem',
  'Donation',
  'Expense',
  'HourCertificate',
  'Community',
  'Organization',
  'Skill',
  'Account',
  'Membership',
  'ApiKey',
] as const;

/** Days of the filter as instants: whole days in Beijing. */
const startOf = (day: string | null): string | null => (day === null ? null : `${day}T00:00:00+08:00`);
const DAY_MS = 86_400_000;
const dayAfter = (day: string | null): string | null =>
  day === null ? null : startOf(new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10));

/** The entries that a question finds, page by page, and all of them as CSV. */
function Found({
  path,
  query,
  file,
  withThing,
}: {
  readonly path: string;
  readonly query: Query;
  readonly file: string;
  readonly withThing: boolean;
}) {
  const { t, format, actor, did, type, of } = useEntryWords();
  const found = usePages<AuditEntryView>(path, { limit: PAGE, ...query });
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const entries = await readAll<AuditEntryView>(path, query);
      saveCsv(
        file,
        [
          t('column.at'),
          t('column.actor'),
          t('column.did'),
          t('column.type'),
          t('column.id'),
          t('column.changes'),
        ],
        entries.map((entry) => [
          `${format.localDate(entry.at)} ${format.time(entry.at)}`,
          actor(entry.actor),
          did(entry),
          type(entry.entityType),
          entry.entityId,
          changesOf(entry.before, entry.after)
            .map(of)
            .map(({ name, before, after }) =>
              before === '—' ? `${name}: ${after}` : `${name}: ${before} → ${after}`,
            )
            .join('; '),
        ]),
      );
    } catch (error) {
      tellProblem(asError(error));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Loaded of={found}>
      {() =>
        found.rows.length === 0 ? (
          <Empty title={t('nothing')}>{t('nothingHint')}</Empty>
        ) : (
          <Stack gap="sm">
            <Group justify="space-between">
              <Text size="sm" c="dimmed" role="status">
                {t('found', { count: found.total ?? found.rows.length })}
              </Text>
              <Button
                variant="default"
                size="sm"
                leftSection={<IconDownload size={16} />}
                loading={saving}
                onClick={() => void save()}
              >
                {t('common:action.csv')}
              </Button>
            </Group>
            <Entries entries={found.rows} withThing={withThing} />
            <More of={found} />
          </Stack>
        )
      }
    </Loaded>
  );
}

/** What happened: to one thing, or, for whoever runs the platform, to everything. */
export default function Audit() {
  const { t } = useEntryWords();
  const who = useWho();
  const [search, setSearch] = useSearchParams();
  const set = (changes: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(search);
    for (const [key, value] of Object.entries(changes))
      if (value === null || value === '') next.delete(key);
      else next.set(key, value);
    setSearch(next, { replace: true });
  };
  if (!who.is(...READERS)) return <NoPermission />;
  const asked = search.get('kind');
  const kind: HistoryKind = isKindOfThing(asked) ? asked : 'season';
  const id = search.get('id');
  const book = who.everything && search.get('all') === '1';
  const [from, until] = [search.get('from'), search.get('until')];
  const days = { from: startOf(from), until: dayAfter(until) };
  return (
    <Page title={t('title')} lead={t('lead')}>
      {who.everything && (
        <SegmentedControl
          value={book ? 'all' : 'one'}
          onChange={(value) => set({ all: value === 'all' ? '1' : null })}
          data={[
            { value: 'one', label: t('mode.one') },
            { value: 'all', label: t('mode.all') },
          ]}
          aria-label={t('mode.label')}
          style={{ alignSelf: 'flex-start' }}
        />
      )}
      <Paper withBorder p="md">
        <Stack gap="sm">
          {book ? (
            <Group gap="sm" align="flex-end">
              <Select
                label={t('column.type')}
                placeholder={t('allTypes')}
                data={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
                value={search.get('type')}
                onChange={(value) => set({ type: value })}
                clearable
                clearButtonProps={{ 'aria-label': t('allTypes') }}
                searchable
                w={{ base: '100%', xs: 200 }}
              />
              <TextInput
                label={t('column.id')}
                value={search.get('thing') ?? ''}
                onChange={(event) => set({ thing: event.currentTarget.value })}
                w={{ base: '100%', xs: 220 }}
              />
              <Select
                label={t('column.actor')}
                placeholder={t('anybody')}
                data={[
                  { value: 'operator', label: t('actor.operator') },
                  { value: 'system', label: t('actor.system') },
                  ...(who.me.id === null
                    ? []
                    : [{ value: `account:${who.me.id}`, label: t('actor.myself') }]),
                ]}
                value={search.get('actor')}
                onChange={(value) => set({ actor: value })}
                clearable
                clearButtonProps={{ 'aria-label': t('anybody') }}
                w={{ base: '100%', xs: 180 }}
              />
            </Group>
          ) : (
            <ThingPicker
              kind={kind}
              id={id}
              onChange={(nextKind, nextId) => set({ kind: nextKind, id: nextId })}
            />
          )}
          <Group gap="sm">
            <TextInput
              type="date"
              label={t('from')}
              value={from ?? ''}
              onChange={(event) => set({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('until')}
              value={until ?? ''}
              onChange={(event) => set({ until: event.currentTarget.value })}
            />
          </Group>
        </Stack>
      </Paper>
      {book ? (
        <Found
          path="/audit-entries"
          query={{
            entityType: search.get('type'),
            entityId: search.get('thing'),
            actor: search.get('actor'),
            ...days,
          }}
          file="audit"
          withThing
        />
      ) : id === null ? (
        <Empty title={t('choose')}>{t('chooseHint')}</Empty>
      ) : (
        <Found
          key={`${kind}/${id}`}
          path={`/history/${kind}/${encodeURIComponent(id)}`}
          query={days}
          file={`history-${kind}-${id}`}
          withThing={false}
        />
      )}
    </Page>
  );
}
