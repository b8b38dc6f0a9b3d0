import { Badge, Group, Text } from '@mantine/core';
import { type AvailabilityWindow } from '@heli/contracts';
import { type TFunction } from 'i18next';
import { type ReactNode } from 'react';
import { type Column, type Format, type Kind, KindBadge } from '~/ui';
import { offeredOf } from '~/ui/fields';
import { type KindKey, titleOf } from './kinds';
import { at, numberIn, textIn, textsIn, type Thing } from './thing';

/** What columns need to say things in words. */
export interface Words {
  readonly t: TFunction<['pools', 'common']>;
  readonly format: Format;
  readonly community: (id: string) => string;
  readonly skill: (id: string) => string;
}

/** One column of a list: as text for paper, and as it is on the screen. */
export interface ListColumn {
  readonly key: string;
  readonly text: (thing: Thing, words: Words) => string;
  readonly cell?: (thing: Thing, words: Words) => ReactNode;
  readonly sortKey?: string;
  readonly width?: string;
}

const windowsOf = (thing: Thing, path: string) => (at(thing, path) ?? []) as readonly AvailabilityWindow[];

const name = (sortable: boolean, key = 'name'): ListColumn => ({
  key,
  text: titleOf,
  cell: (thing) => (
    <div>
      <Text size="sm" fw={600} truncate>
        {titleOf(thing)}
      </Text>
      {titleOf(thing) !== thing.id && (
        <Text size="xs" c="dimmed" truncate>
          {thing.id}
        </Text>
      )}
    </div>
  ),
  ...(sortable ? { sortKey: 'name' } : { sortKey: 'id' }),
  width: 'minmax(150px, 1.6fr)',
});
const community: ListColumn = {
  key: 'communityId',
  text: (thing, { community: nameOf }) => nameOf(textIn(thing.communityId) ?? ''),
  width: 'minmax(110px, 1.1fr)',
};
const count = (key: string): ListColumn => ({
  key,
  text: (thing, { format }) => {
    const number = numberIn(at(thing, key));
    return number === undefined ? '' : format.number(number);
  },
  width: 'minmax(80px, 0.7fr)',
});
const money = (key: string): ListColumn => ({
  key,
  text: (thing, { format }) => format.money(numberIn(at(thing, key)) ?? 0),
  width: 'minmax(100px, 0.9fr)',
});
const flag = (key: string): ListColumn => ({
  key,
  text: (thing, { t }) => t(at(thing, key) === true ? 'yes' : 'no'),
  width: 'minmax(80px, 0.7fr)',
});
const plain = (key: string): ListColumn => ({ key, text: (thing) => textIn(at(thing, key)) ?? '' });

const Tags = ({ of }: { readonly of: readonly string[] }) => (
  <Group gap={4} wrap="nowrap" style={{ overflow: 'hidden' }}>
    {of.slice(0, 2).map((tag) => (
      <Badge key={tag} variant="light" color="gray" c="dark" tt="none" fw={500} style={{ flexShrink: 0 }}>
        {tag}
      </Badge>
    ))}
    {of.length > 2 && (
      <Text size="xs" c="dimmed">
        +{of.length - 2}
      </Text>
    )}
  </Group>
);
const tags = (key: string, nameOf: (id: string, words: Words) => string = (id) => id): ListColumn => ({
  key,
  text: (thing, words) =>
    textsIn(at(thing, key))
      .map((id) => nameOf(id, words))
      .join(' · '),
  cell: (thing, words) => <Tags of={textsIn(at(thing, key)).map((id) => nameOf(id, words))} />,
  width: 'minmax(150px, 1.6fr)',
});
/** The same where nothing named means: no bounds. */
const bounds = (column: ListColumn): ListColumn => ({
  ...column,
  text: (thing, words) =>
    textsIn(at(thing, column.key)).length === 0 ? words.t('anything') : column.text(thing, words),
  cell: (thing, words) =>
    textsIn(at(thing, column.key)).length === 0 ? (
      <Text size="sm" c="dimmed">
        {words.t('anything')}
      </Text>
    ) : (
      column.cell?.(thing, words)
    ),
});
const hours = (key: string): ListColumn => ({
  key: `${key}Hours`,
  text: (thing, { t, format }) =>
    t('hoursPerWeek', { hours: format.number(offeredOf(windowsOf(thing, key)) / 60, 1) }),
  width: 'minmax(110px, 0.9fr)',
});
const kinds = (key: string): ListColumn => ({
  key,
  text: (thing, { t }) =>
    textsIn(at(thing, key))
      .map((kind) => t(`common:kind.${kind}`))
      .join(' · '),
  cell: (thing) => (
    <Group gap={4}>
      {textsIn(at(thing, key)).map((kind) => (
        <KindBadge key={kind} kind={kind as Kind} />
      ))}
    </Group>
  ),
  width: 'minmax(150px, 1.6fr)',
});
const date = (key: string): ListColumn => ({
  key,
  text: (thing, { format }) => {
    const instant = textIn(at(thing, key));
    return instant === undefined ? '' : format.localDate(instant);
  },
  width: 'minmax(100px, 0.8fr)',
});
const updated: ListColumn = { ...date('updatedAt'), sortKey: 'updatedAt' };

/** What the list of each kind shows. */
export const COLUMNS: Readonly<Record<KindKey, readonly ListColumn[]>> = {
  volunteers: [
    name(false, 'personName'),
    community,
    {
      key: 'ageClass',
      text: (thing, { t }) => t(`ageClass.${textIn(thing.ageClass)}`),
      width: 'minmax(70px, 0.6fr)',
    },
    tags('skillIds', (id, words) => words.skill(id)),
    hours('availability'),
    plain('phone'),
    updated,
  ],
  groups: [name(true), community, tags('tags'), hours('availability'), count('activitiesPerWeek'), updated],
  'partner-units': [name(true), community, flag('isUnitMember'), updated],
  venues: [
    name(true),
    community,
    count('capacity'),
    tags('features'),
    hours('opening'),
    money('costFen'),
    flag('needsConfirmation'),
  ],
  donations: [
    name(false),
    money('amountFen'),
    bounds(kinds('earmark.kinds')),
    bounds(tags('earmark.communityIds', (id, words) => words.community(id))),
    date('expiresAt'),
    updated,
  ],
  equipment: [name(true), plain('type'), count('quantity'), community, updated],
  skills: [name(true), flag('needsQualification'), updated],
  communities: [name(true), plain('regionCode'), plain('timeZone'), updated],
  organizations: [
    name(true),
    community,
    count('councilSeats'),
    count('councilSeatsHeldByResidents'),
    count('individualMembers'),
  ],
};

/** The columns as the table takes them. */
export const tableColumns = (kind: KindKey, words: Words): Column<Thing>[] =>
  COLUMNS[kind].map(({ key, text, cell, sortKey, width }) => ({
    id: key,
    header: words.t(`field.${key}`),
    cell: ({ row: { original } }) => (cell === undefined ? text(original, words) : cell(original, words)),
    ...(sortKey === undefined ? {} : { sortKey }),
    ...(width === undefined ? {} : { width }),
  }));
