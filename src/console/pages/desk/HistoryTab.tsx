import { Text, Timeline } from '@mantine/core';
import { type AuditEntryView } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../api';
import { Empty, Loaded, More, useFormat } from '../../ui';

/** Entries of the book of changes about the activity, newest first. */
export function HistoryTab({ activityId }: { readonly activityId: string }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const found = usePages<AuditEntryView>(`/history/activity/${encodeURIComponent(activityId)}`, {
    limit: 50,
  });
  return (
    <Loaded of={{ ...found, data: found.data?.pages }}>
      {() =>
        found.rows.length === 0 ? (
          <Empty title={t('history.none')}>{t('history.noneHint')}</Empty>
        ) : (
          <>
            <Timeline bulletSize={14} lineWidth={2}>
              {found.rows.map((entry) => (
                <Timeline.Item
                  key={entry.id}
                  title={t(`history.action.${entry.action}`, { defaultValue: entry.action })}
                >
                  <Text size="sm" c="dimmed">
                    {format.dateTime(entry.at)} · {entry.actor}
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
            <More of={found} mt="md" />
          </>
        )
      }
    </Loaded>
  );
}
