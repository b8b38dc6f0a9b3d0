import { Anchor, Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReferenceList } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '~/api';
import { Empty, Loaded } from '~/ui';
import { isKind, type KindKey } from './kinds';

/** What refers to a thing, and what of that keeps it from being deleted. */
export function References({ kind, id }: { readonly kind: KindKey; readonly id: string }) {
  const { t, i18n } = useTranslation('pools');
  const found = useRead<ReferenceList>(`/${kind}/${encodeURIComponent(id)}/references`);
  const wordOf = (word: string) => (i18n.exists(`pools:referrer.${word}`) ? t(`referrer.${word}`) : word);
  return (
    <Loaded of={found}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={t('references.none')}>{t('references.noneHint')}</Empty>
        ) : (
          <Stack gap="xs">
            {items.map(({ kind: by, field, count, ids, holds }) => (
              <Paper key={`${by}${field}`} withBorder p="sm">
                <Group gap="xs" mb={4}>
                  <Text fw={600} size="sm">
                    {wordOf(by)}
                  </Text>
                  <Text size="sm">{t('references.count', { count })}</Text>
                  <Text size="xs" c="dimmed">
                    {field}
                  </Text>
                  {holds && (
                    <Badge variant="light" color="cinnabar" tt="none">
                      {t('references.holds')}
                    </Badge>
                  )}
                </Group>
                <Group gap={8}>
                  {ids.map((one) =>
                    isKind(by) ? (
                      <Anchor
                        key={one}
                        component={Link}
                        to={`/pools/${by}/${encodeURIComponent(one)}`}
                        size="sm"
                      >
                        {one}
                      </Anchor>
                    ) : (
                      <Text key={one} size="sm" c="dimmed">
                        {one}
                      </Text>
                    ),
                  )}
                  {count > ids.length && <Text size="sm">…</Text>}
                </Group>
              </Paper>
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
}
