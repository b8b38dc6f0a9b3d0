import { Alert, Badge, Button, Code, List, ScrollArea, Stack, Text } from '@mantine/core';
import { IconRefreshAlert } from '@tabler/icons-react';
import { type PlanChanges } from '@heli/contracts';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Person } from '../common/Person';
import { pathOf, useNames } from '../common/season';

const CHANGE_COLORS = { added: 'jade', removed: 'cinnabar', changed: 'amber' } as const;

/** What was changed in the pools since the plan was made, thing by thing, and the ways on. */
export function ChangesSince({
  seasonId,
  changes: { total, changes, brokenRules },
  children,
}: {
  readonly seasonId: string;
  readonly changes: PlanChanges;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('plans');
  // Members of things are called there what they are called here.
  const { t: word } = useTranslation('audit');
  const names = useNames(seasonId);
  const nameOf = (kind: string, id: string): ReactNode => {
    if (kind === 'activity') return names.titleOf(id);
    if (kind === 'venue') return names.venueOf(id);
    if (kind === 'community') return names.communityOf(id);
    if (kind === 'volunteer') return <Person id={id} />;
    return kind === 'pin' || id === '' ? null : <Code>{id}</Code>;
  };
  return (
    <Alert color="amber" icon={<IconRefreshAlert size={20} />} title={t('stale.title', { count: total })}>
      <Stack gap="sm">
        <Text size="sm">{t('stale.text')}</Text>
        <ScrollArea.Autosize
          mah={220}
          type="auto"
          viewportProps={{ tabIndex: 0, 'aria-label': t('stale.list') }}
        >
          <List size="sm" spacing={4}>
            {changes.map(({ kind, id, change, fields }, at) => (
              <List.Item key={at}>
                <Badge size="sm" variant="light" color={CHANGE_COLORS[change]} tt="none" mr={6}>
                  {t(`stale.${change}`)}
                </Badge>
                {t(`thing.${kind}`)} {nameOf(kind, id)}
                {fields.length > 0 && (
                  <Text component="span" size="xs" c="dimmed">
                    {' '}
                    {fields.map((name) => word(`field.${name}`, name)).join(word('comma'))}
                  </Text>
                )}
              </List.Item>
            ))}
          </List>
        </ScrollArea.Autosize>
        {total > changes.length && (
          <Text size="sm" c="dimmed">
            {t('stale.further', { count: total - changes.length })}
          </Text>
        )}
        {brokenRules.length > 0 && (
          <>
            <Text size="sm" fw={600} c="cinnabar.7">
              {t('stale.broken')}
            </Text>
            <List size="sm">
              {brokenRules.slice(0, 10).map(({ message }, at) => (
                <List.Item key={at}>{message}</List.Item>
              ))}
            </List>
          </>
        )}
        {children}
        <Button
          component={Link}
          to={pathOf(seasonId, 'runs', 'new')}
          variant="light"
          color="amber"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
        >
          {t('stale.again')}
        </Button>
      </Stack>
    </Alert>
  );
}
