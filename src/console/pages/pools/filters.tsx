import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilterOff, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type Query } from '~/api';
import { PoolField } from '~/ui/fields';
import { type Filter, type KindSpec } from './kinds';

const PAUSE_MS = 250;

/** What a list is asked for lies in the address: it can be sent to somebody, and the way back finds it again. */
export function useAsked({ filters, sorts }: KindSpec) {
  const [params, setParams] = useSearchParams();
  const keys = ['q', 'sort', ...filters.map(({ key }) => key)];
  const asked: Query = Object.fromEntries(keys.map((key) => [key, params.get(key)]));
  const set = (key: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === '') next.delete(key);
        else next.set(key, value);
        return next;
      },
      { replace: true },
    );
  return {
    asked,
    set,
    sort: params.get('sort') ?? sorts[0] ?? null,
    text: params.toString(),
    narrowed: [...params.keys()].some((key) => key !== 'sort'),
    clear: () => setParams({}, { replace: true }),
  };
}
type Asked = ReturnType<typeof useAsked>;

function Search({
  label,
  kept,
  onChange,
}: {
  readonly label: string;
  readonly kept: string;
  readonly onChange: (text: string) => void;
}) {
  const [typed, setTyped] = useState(kept);
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  useEffect(() => {
    if (settled.trim() !== kept) onChange(settled.trim());
    // Only what was typed asks anew; the address follows it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      type="search"
      flex="3 1 240px"
      maxLength={100}
    />
  );
}

const CHOICES = {
  ageClass: ['child', 'minor', 'adult', 'senior'],
  activityKinds: ['self_governance', 'volunteer_service', 'training', 'festival'],
  flag: ['true', 'false'],
} as const;

function One({
  filter: { key, type, pool = '' },
  value,
  onChange,
}: {
  readonly filter: Filter;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const { t } = useTranslation(['pools', 'common']);
  const label = t(`filter.${key}`);
  const [typed, setTyped] = useState(value ?? '');
  const [settled] = useDebouncedValue(typed, PAUSE_MS);
  const isTyped = type === 'text' || type === 'count';
  useEffect(() => {
    if (isTyped && settled !== (value ?? '')) onChange(settled);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
  }, [settled]);
  if (type === 'one')
    return (
      <PoolField
        label={label}
        path={pool}
        pointer={`/${key}`}
        value={value ?? undefined}
        onChange={(id) => onChange(id ?? null)}
      />
    );
  if (type === 'text')
    return (
      <TextInput
        label={label}
        placeholder={t('anything')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        maxLength={120}
      />
    );
  if (type === 'count')
    return (
      <NumberInput
        label={label}
        placeholder={t('anything')}
        value={typed}
        min={0}
        hideControls
        onChange={(number) => setTyped(String(number))}
      />
    );
  const say = {
    ageClass: (one: string) => t(`ageClass.${one}`),
    activityKinds: (one: string) => t(`common:kind.${one}`),
    flag: (one: string) => t(one === 'true' ? 'yes' : 'no'),
  }[type];
  return (
    <Select
      label={label}
      placeholder={t('anything')}
      data={CHOICES[type].map((one) => ({ value: one, label: say(one) }))}
      value={value}
      onChange={onChange}
      clearable
    />
  );
}

/** Search and filters above a list. */
export function Filters({ spec, asked }: { readonly spec: KindSpec; readonly asked: Asked }) {
  const { t } = useTranslation(['pools', 'common']);
  // Cleared fields begin anew.
  const [round, setRound] = useState(0);
  const valueOf = (key: string) => {
    const value = asked.asked[key];
    return typeof value === 'string' ? value : null;
  };
  return (
    <Group align="flex-end" gap="sm" className="heli-no-print" key={round}>
      <Search label={t('search')} kept={valueOf('q') ?? ''} onChange={(text) => asked.set('q', text)} />
      {spec.filters.map((filter) => (
        <div key={filter.key} style={{ flex: '1 1 150px', maxWidth: 240 }}>
          <One
            filter={filter}
            value={valueOf(filter.key)}
            onChange={(value) => asked.set(filter.key, value)}
          />
        </div>
      ))}
      {asked.narrowed && (
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff size={16} />}
          onClick={() => {
            asked.clear();
            setRound(round + 1);
          }}
        >
          {t('common:action.clear')}
        </Button>
      )}
    </Group>
  );
}
