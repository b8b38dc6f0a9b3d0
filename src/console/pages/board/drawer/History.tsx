import { type AuditEntryView } from '@heli/contracts';
import { Accordion, Text, Timeline } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePages } from '~/api';
import { Loaded, useFormat } from '~/ui';
import { type Entry } from '../model';

function Entries({ activityId, zone }: { readonly activityId: string; readonly zone: string }) {
  const { t } = useTranslation('board');
  const format = useFormat(zone);
  const found = usePages<AuditEntryView>(`/history/activity/${encodeURIComponent(activityId)}`, {
    limit: 20,
  });
  const fieldsOf = ({ before, after }: AuditEntryView): string[] =>
    Object.keys({ ...before, ...after }).filter(
      (field) => !['version', 'updatedAt', 'createdAt', 'id'].includes(field),
    );
  return (
    <Loaded of={found} rows={2}>
      {() =>
        found.rows.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('history.none')}
          </Text>
        ) : (
          <Timeline bulletSize={12} lineWidth={2}>
            {found.rows.map((one) => (
              <Timeline.Item
                key={one.id}
                title={t(`history.${one.action.split('.').at(-1) ?? ''}`, one.action)}
              >
                <Text size="xs" c="dimmed">
                  {format.dateTime(one.at)} · {t(`history.by.${one.actor.split(':')[0] ?? ''}`, one.actor)}
                </Text>
                {one.before !== null && one.after !== null && (
                  <Text size="xs">
                    {fieldsOf(one)
                      .map((field) => t(`field.${field}`, field))
                      .join(t('comma'))}
                  </Text>
                )}
              </Timeline.Item>
            ))}
          </Timeline>
        )
      }
    </Loaded>
  );
}

/** What happened to the activity itself; read when somebody opens it. */
export function History({ entry, zone }: { readonly entry: Entry; readonly zone: string }) {
  const { t } = useTranslation('board');
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <Accordion value={opened} onChange={setOpened} variant="separated">
      <Accordion.Item value="history">
        <Accordion.Control>{t('history.title')}</Accordion.Control>
        <Accordion.Panel>
          {opened !== null && <Entries activityId={entry.activity.id} zone={zone} />}
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
