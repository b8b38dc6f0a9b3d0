import { MultiSelect, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, type Page, type Query, useRead } from '../../api';
import { type FieldProps, useFault } from './faults';
import { SHORT_INPUT } from './simple';

interface Named {
  readonly id: string;
  readonly name?: string;
  readonly title?: string;
}

const nameOf = ({ id, name, title }: Named): string => name ?? title ?? id;
const HINTS = 30;
const PAUSE_MS = 250;

/** Names of few things of a pool by id; where there is no such thing in reach, its id. */
export function useNames(path: string, ids: readonly string[]): ReadonlyMap<string, string> {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: [`${path}/${encodeURIComponent(id)}`, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call<Named>(`${path}/${encodeURIComponent(id)}`, { signal }),
      staleTime: 300_000,
      retry: (failures: number, error: Error) => !(error instanceof ApiProblem) && failures < 2,
    })),
  });
  return new Map(
    ids.map((id, place) => [id, found[place]?.data === undefined ? id : nameOf(found[place].data)]),
  );
}

export interface Pick {
  /** List of the service to choose from, e.g. `/volunteers`. */
  readonly path: string;
  /** Further filters of that list. */
  readonly query?: Query;
}

/** What can be chosen for what is typed, and what is chosen already. */
function useOptions({ path, query }: Pick, chosen: readonly string[], typed: string, opened: boolean) {
  const names = useNames(path, chosen);
  const settled = chosen.some((id) => names.get(id) === typed) ? '' : typed.trim();
  const [q] = useDebouncedValue(settled, PAUSE_MS);
  const found = useRead<Page<Named>>(opened ? path : null, { ...query, q, limit: HINTS }, { keep: true });
  const items = found.data?.items ?? [];
  const options = [
    ...chosen
      .filter((id) => !items.some((one) => one.id === id))
      .map((id) => ({ value: id, label: names.get(id) ?? id })),
    ...items.map((one) => ({ value: one.id, label: nameOf(one) })),
  ];
  return {
    options,
    items: new Map(items.map((one) => [one.id, one])),
    searching: found.isFetching || settled !== q,
  };
}

const asItIs = <T extends { options: unknown }>({ options }: T): never => options as never;

function useWords(searching: boolean) {
  const { t } = useTranslation('fields');
  return {
    nothing: searching ? t('search.running') : t('search.nothing'),
    placeholder: t('search.placeholder'),
  };
}

/** Names may be the same: the id tells them apart. */
const Option = ({ option }: { readonly option: { readonly value: string; readonly label: string } }) => (
  <span>
    {option.label}
    {option.label !== option.value && (
      <small style={{ color: 'var(--mantine-color-dimmed)', marginInlineStart: 8 }}>{option.value}</small>
    )}
  </span>
);

/** One thing of a pool of any size, found by typing. */
export function PoolField({
  path,
  query,
  clearable = true,
  ...props
}: FieldProps<string> & Pick & { readonly clearable?: boolean }) {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const { options, searching } = useOptions(
    { path, ...(query === undefined ? {} : { query }) },
    props.value === undefined ? [] : [props.value],
    typed,
    opened,
  );
  const words = useWords(searching);
  return (
    <Select
      label={props.label}
      description={props.hint}
      error={useFault(props.pointer)}
      withAsterisk={props.required === true}
      data={options}
      value={props.value ?? null}
      onChange={(id) => props.onChange(id ?? undefined)}
      searchable
      clearable={clearable}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      filter={asItIs}
      renderOption={Option}
      placeholder={words.placeholder}
      nothingFoundMessage={words.nothing}
    />
  );
}

/** Several of them. */
export function PoolsField({ path, query, ...props }: FieldProps<readonly string[]> & Pick) {
  const [typed, setTyped] = useState('');
  const [opened, setOpened] = useState(false);
  const chosen = props.value ?? [];
  const { options, searching } = useOptions(
    { path, ...(query === undefined ? {} : { query }) },
    chosen,
    typed,
    opened,
  );
  const words = useWords(searching);
  return (
    <MultiSelect
      label={props.label}
      description={props.hint}
      error={useFault(props.pointer, true)}
      withAsterisk={props.required === true}
      data={options}
      value={[...chosen]}
      onChange={(ids) => props.onChange(ids)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpened(true)}
      filter={asItIs}
      renderOption={Option}
      hidePickedOptions
      {...(chosen.length === 0 ? {} : { styles: SHORT_INPUT })}
      placeholder={chosen.length === 0 ? words.placeholder : ''}
      nothingFoundMessage={words.nothing}
    />
  );
}
