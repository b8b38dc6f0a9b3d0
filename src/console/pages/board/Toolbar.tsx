import {
  ActionIcon,
  Button,
  Chip,
  Collapse,
  Group,
  MultiSelect,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import {
  IconAdjustmentsHorizontal,
  IconCalendarTime,
  IconChevronLeft,
  IconChevronRight,
  IconListDetails,
  IconSearch,
} from '@tabler/icons-react';
import { type CommunityRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_COLORS } from '~/app/theme';
import { type Format } from '~/ui';
import { instantOf, localDateOf } from '~/ui/zone';
import { stepped, ZOOMS } from './days';
import { type View } from './useView';

const KINDS = ['self_governance', 'volunteer_service', 'training', 'festival'] as const;
const TYPING_MS = 250;

function Search({ view }: { readonly view: View }) {
  const { t } = useTranslation('board');
  const [text, setText] = useState(view.filter.text);
  const put = useDebouncedCallback((q: string) => view.set({ q }), TYPING_MS);
  return (
    <TextInput
      aria-label={t('search')}
      placeholder={t('search')}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        put(value);
      }}
      w={{ base: '100%', sm: 210 }}
    />
  );
}

function Filters({
  view,
  communities,
}: {
  readonly view: View;
  readonly communities: readonly CommunityRead[];
}) {
  const { t } = useTranslation(['board', 'common']);
  return (
    <Group gap="sm">
      <Search view={view} />
      <Chip.Group multiple value={[...view.filter.kinds]} onChange={(kind) => view.set({ kind })}>
        <Group gap={6} role="group" aria-label={t('kinds')}>
          {KINDS.map((kind) => (
            <Chip key={kind} value={kind} color={KIND_COLORS[kind]} variant="light" size="sm">
              {t(`common:kind.${kind}`)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <MultiSelect
        aria-label={t('communities')}
        placeholder={view.filter.communities.length === 0 ? t('communities') : ''}
        data={communities.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...view.filter.communities]}
        onChange={(community) => view.set({ community })}
        clearable
        clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        searchable
        w={{ base: '100%', sm: 230 }}
      />
      <Switch
        label={t('gapsOnly')}
        checked={view.filter.gapsOnly}
        onChange={({ currentTarget: { checked } }) => view.set({ gaps: checked ? '1' : null })}
      />
    </Group>
  );
}

/** Where in the season one is, how it is shown, and what of it. */
export function Toolbar({
  view,
  zone,
  format,
  communities,
}: {
  readonly view: View;
  readonly zone: string;
  readonly format: Format;
  readonly communities: readonly CommunityRead[];
}) {
  const { t } = useTranslation(['board', 'common']);
  const [opened, { toggle }] = useDisclosure(false);
  const { window, zoom, date } = view;
  const noon = (local: string) => new Date(instantOf(local, '12:00', zone)).toISOString();
  const active = view.filter.kinds.length + view.filter.communities.length + Number(view.filter.gapsOnly);
  return (
    <Stack gap="sm">
      <Group gap="sm" justify="space-between">
        <Group gap="xs" wrap="nowrap">
          {zoom !== 'season' && (
            <ActionIcon
              variant="default"
              size={40}
              aria-label={t(`before.${zoom}`)}
              onClick={() => view.set({ date: stepped(zoom, date, -1) })}
            >
              <IconChevronLeft size={18} />
            </ActionIcon>
          )}
          <Button
            variant="default"
            h={40}
            px="md"
            flex="none"
            onClick={() =>
              view.set({
                date: localDateOf(Date.now(), zone),
                ...(zoom === 'season' ? { zoom: 'week' } : {}),
              })
            }
          >
            {t('common:time.today')}
          </Button>
          {zoom !== 'season' && (
            <ActionIcon
              variant="default"
              size={40}
              aria-label={t(`after.${zoom}`)}
              onClick={() => view.set({ date: stepped(zoom, date, 1) })}
            >
              <IconChevronRight size={18} />
            </ActionIcon>
          )}
          <Text fw={600} aria-live="polite">
            {t('window', { from: format.longDay(noon(window.from)), to: format.day(noon(window.to)) })}
          </Text>
        </Group>
        <Group gap="xs">
          <SegmentedControl
            aria-label={t('zoom.label')}
            data={ZOOMS.map((value) => ({ value, label: t(`zoom.${value}`) }))}
            value={zoom}
            onChange={(value) => view.set({ zoom: value })}
          />
          {view.view === 'timeline' && (
            <SegmentedControl
              aria-label={t('by.label')}
              data={(['community', 'venue'] as const).map((value) => ({ value, label: t(`by.${value}`) }))}
              value={view.grouping}
              onChange={(value) => view.set({ by: value === 'venue' ? value : null })}
            />
          )}
          <SegmentedControl
            aria-label={t('view.label')}
            data={[
              {
                value: 'timeline',
                label: (
                  <Group gap={6} wrap="nowrap">
                    <IconCalendarTime size={16} aria-hidden />
                    {t('view.timeline')}
                  </Group>
                ),
              },
              {
                value: 'agenda',
                label: (
                  <Group gap={6} wrap="nowrap">
                    <IconListDetails size={16} aria-hidden />
                    {t('view.agenda')}
                  </Group>
                ),
              },
            ]}
            value={view.view}
            onChange={(value) => view.set({ view: value })}
          />
          {view.narrow && (
            <Button
              variant={active > 0 ? 'light' : 'default'}
              leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
              onClick={toggle}
              aria-expanded={opened}
            >
              {active > 0 ? t('filters', { count: active }) : t('common:action.filter')}
            </Button>
          )}
        </Group>
      </Group>
      {view.narrow ? (
        <Collapse expanded={opened}>
          <Filters view={view} communities={communities} />
        </Collapse>
      ) : (
        <Filters view={view} communities={communities} />
      )}
    </Stack>
  );
}
