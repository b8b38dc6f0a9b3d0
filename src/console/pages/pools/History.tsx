import { Paper, Stack, Text } from '@mantine/core';
import { type AuditEntryView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { usePages } from '~/api';
import { Empty, Loaded, More, useFormat } from '~/ui';
import { type HistoryWord, isMembers } from './thing';

const LONGEST = 120;
const short = (value: unknown): string => {
  const text =
    value === undefined || value === null ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
};

/** What an entry changed, member by member. */
function changesIn({ before, after }: AuditEntryView): { key: string; from: string; to: string }[] {
  if (before === null || after === null) return [];
  return Object.keys({ ...before, ...after })
    .filter(
      (key) =>
        !['version', 'updatedAt'].includes(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    )
    .map((key) => ({ key, from: short(before[key]), to: short(after[key]) }));
}

/** The book of changes about one thing, the newest first. */
export function History({
  kind,
  id,
  zone,
}: {
  readonly kind: HistoryWord;
  readonly id: string;
  readonly zone: string;
}) {
  const { t, i18n } = useTranslation('pools');
  const format = useFormat(zone);
  const found = usePages<AuditEntryView>(`/history/${kind}/${encodeURIComponent(id)}`, { limit: 30 });
  const labelOf = (key: string) => {
    if (!i18n.exists(`pools:field.${key}`)) return key;
    const label: unknown = t(`field.${key}`, { returnObjects: true });
    return isMembers(label) ? t(`whole.${key}`) : String(label);
  };
  const wordOf = (action: string) => {
    const verb = action.split('.').at(-1) ?? action;
    return i18n.exists(`pools:history.${verb}`) ? t(`history.${verb}`) : action;
  };
  return (
    <Loaded of={found}>
      {() =>
        found.rows.length === 0 ? (
          <Empty title={t('history.none')} />
        ) : (
          <Stack gap="xs">
            {found.rows.map((entry) => (
              <Paper key={entry.id} withBorder p="sm">
                <Text size="sm">
                  <b>{wordOf(entry.action)}</b>
                  {' · '}
                  {format.dateTime(entry.at)}
                  {' · '}
                  <Text span c="dimmed" size="sm">
                    {entry.actor === 'operator' || entry.actor === 'system'
                      ? t(`history.by.${entry.actor}`)
                      : entry.actor}
                  </Text>
                </Text>
                {changesIn(entry).map(({ key, from, to }) => (
                  <Text key={key} size="sm" style={{ overflowWrap: 'anywhere' }}>
                    {labelOf(key)}
                    {t('colon')}
                    <Text span c="dimmed" td="line-through" size="sm">
                      {from}
                    </Text>
                    {' → '}
                    {to}
                  </Text>
                ))}
              </Paper>
            ))}
            <More of={found} variant="subtle" />
          </Stack>
        )
      }
    </Loaded>
  );
}
