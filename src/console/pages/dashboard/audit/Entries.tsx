import { Badge, Box, Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { type AuditEntryView } from '@heli/contracts';
import { useState } from 'react';
import { changesOf, type FieldChange } from './diff';
import { useEntryWords } from './entry-words';
import classes from './Entries.module.css';

const FIRST = 6;

function Changes({ changes, isNew }: { readonly changes: readonly FieldChange[]; readonly isNew: boolean }) {
  const { t, of } = useEntryWords();
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, FIRST);
  return (
    <>
      <Table verticalSpacing={4} horizontalSpacing="xs" className={classes.changes} aria-label={t('changes')}>
        <Table.Thead className={classes.unseen}>
          <Table.Tr>
            <Table.Th>{t('field-name')}</Table.Th>
            <Table.Th>{isNew ? t('after') : `${t('before')} → ${t('after')}`}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((change) => {
            const { name, before, after } = of(change);
            return (
              <Table.Tr key={change.path.join('.')}>
                <Table.Td className={classes.name}>{name}</Table.Td>
                <Table.Td className={classes.values}>
                  {change.before === undefined ? (
                    after
                  ) : (
                    <>
                      <del className={classes.before}>{before}</del>
                      <IconArrowRight size={14} className={classes.arrow} aria-label={t('becomes')} />
                      <ins className={classes.after}>{after}</ins>
                    </>
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {changes.length > FIRST && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
          {all ? t('fewer') : t('moreFields', { count: changes.length - FIRST })}
        </Button>
      )}
    </>
  );
}

const COLOR_OF_VERB: Readonly<Record<string, string>> = {
  created: 'jade',
  published: 'jade',
  deleted: 'cinnabar',
  discarded: 'cinnabar',
  erased: 'cinnabar',
  revoked: 'cinnabar',
};

/** One change after the other, newest first. */
export function Entries({
  entries,
  withThing,
}: {
  readonly entries: readonly AuditEntryView[];
  /** Entries of many things: each says which. */
  readonly withThing: boolean;
}) {
  const { t, format, actor, did, type } = useEntryWords();
  return (
    <Stack gap="sm" component="ol" className={classes.list} aria-label={t('title')}>
      {entries.map((entry) => {
        const changes = changesOf(entry.before, entry.after);
        const verb = entry.action.split('.').at(-1) ?? '';
        return (
          <Paper key={entry.id} withBorder p="sm" component="li">
            <Group justify="space-between" gap="xs" align="flex-start">
              <Group gap={8}>
                <Text fw={600}>{actor(entry.actor)}</Text>
                <Badge variant="light" color={COLOR_OF_VERB[verb] ?? 'indigo'} tt="none" fw={600}>
                  {did(entry)}
                </Badge>
                {withThing && (
                  <Text component="span">
                    {type(entry.entityType)}{' '}
                    <Text component="span" size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                      {entry.entityId}
                    </Text>
                  </Text>
                )}
              </Group>
              <Text size="sm" c="dimmed" component="time" dateTime={entry.at}>
                {format.longDay(entry.at)} {format.time(entry.at)}
              </Text>
            </Group>
            {changes.length > 0 && (
              <Box mt={6}>
                <Changes changes={changes} isNew={entry.before === null} />
              </Box>
            )}
          </Paper>
        );
      })}
    </Stack>
  );
}
