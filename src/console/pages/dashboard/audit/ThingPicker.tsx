import { Group, Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type HistoryKind } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Page, useRead } from '~/api';
import { useSeason } from '~/app/seasons';
import { useFormat } from '~/ui';

/** The kinds of things that have a history, and where they are looked up. */
const PLACES: Readonly<Record<HistoryKind, { readonly path: string; readonly search: boolean }>> = {
  season: { path: '/seasons', search: true },
  plan: { path: '/seasons/:season/plans', search: false },
  resolution: { path: '/seasons/:season/resolutions', search: false },
  'rule-set': { path: '/seasons/:season/rule-sets', search: false },
  activity: { path: '/activities', search: true },
  series: { path: '/series', search: true },
  community: { path: '/communities', search: true },
  organization: { path: '/organizations', search: true },
  'partner-unit': { path: '/partner-units', search: true },
  group: { path: '/groups', search: true },
  volunteer: { path: '/volunteers', search: true },
  venue: { path: '/venues', search: true },
  equipment: { path: '/equipment', search: true },
  donation: { path: '/donations', search: true },
  expense: { path: '/expenses', search: false },
};
export const KINDS_OF_THINGS = Object.keys(PLACES) as HistoryKind[];
export const isKindOfThing = (text: string | null): text is HistoryKind =>
  KINDS_OF_THINGS.some((kind) => kind === text);

const WAIT_MS = 250;
const SHOWN = 50;

/** What lists answer of things, as far as a name can be made of it. */
interface Thing {
  readonly id: string;
  readonly name?: string | null;
  readonly title?: string | null;
  readonly number?: string | number;
  readonly voucherNumber?: string;
  readonly state?: string;
  readonly createdAt?: string;
}

interface Props {
  readonly kind: HistoryKind;
  readonly id: string | null;
  readonly onChange: (kind: HistoryKind, id: string | null) => void;
}

/** First the kind of thing, then which one: by name or the beginning of its id. */
export function ThingPicker({ kind, id, onChange }: Props) {
  const { t } = useTranslation(['audit', 'common']);
  const format = useFormat();
  const { season } = useSeason();
  const [text, setText] = useState('');
  const [words] = useDebouncedValue(text, WAIT_MS);
  const { path, search } = PLACES[kind];
  const needsSeason = path.includes(':season');
  const address =
    needsSeason && season === null ? null : path.replace(':season', encodeURIComponent(season?.id ?? ''));
  const nameOf = (thing: Thing): string => {
    const named = thing.name ?? thing.title ?? thing.voucherNumber;
    if (kind === 'rule-set') return t('ruleSet', { number: thing.number });
    if (kind === 'plan')
      return t('plan', {
        state: t(`value.${thing.state ?? ''}`, thing.state ?? ''),
        at: thing.createdAt === undefined ? '' : format.dateTime(thing.createdAt),
      });
    if (kind === 'resolution') return [thing.number, named].filter(Boolean).join(' · ');
    return named ?? thing.id;
  };
  const q = search ? words.trim() : '';
  const found = useRead<Page<Thing>>(address, { limit: SHOWN, q }, { keep: true });
  // Whatever is chosen keeps its name, also when it is not among what is found.
  const one = useRead<Thing>(id !== null && search ? `${path}/${encodeURIComponent(id)}` : null);
  const things = found.data?.items ?? [];
  const chosen = one.data ?? things.find((thing) => thing.id === id);
  const listed =
    chosen === undefined || things.some((thing) => thing.id === chosen.id) ? things : [chosen, ...things];
  const options = listed.map((thing) => ({ value: thing.id, label: nameOf(thing) }));
  if (id !== null && !options.some(({ value }) => value === id)) options.unshift({ value: id, label: id });
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label={t('kindOfThing')}
        data={KINDS_OF_THINGS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        allowDeselect={false}
        onChange={(next) => isKindOfThing(next) && onChange(next, null)}
        w={{ base: '100%', xs: 180 }}
      />
      <Select
        label={t('thing')}
        placeholder={search ? t('searchThing') : t('chooseThing')}
        data={options}
        value={id}
        onChange={(next) => onChange(kind, next)}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('common:action.clear') }}
        nothingFoundMessage={found.isFetching ? t('common:state.loading') : t('common:state.noMatch')}
        onSearchChange={setText}
        // What the service found is what is shown: it also searches ids.
        {...(search ? { filter: ({ options: all }) => all } : {})}
        rightSection={found.isFetching && text !== '' ? <Loader size={16} /> : undefined}
        maxDropdownHeight={320}
        style={{ flex: '1 1 260px' }}
      />
    </Group>
  );
}
