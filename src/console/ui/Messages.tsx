import { type MessageView } from '@heli/contracts';
import { Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePages } from '~/api';
import { useFormat } from './format';
import { More } from './More';
import { Empty, Loaded } from './states';

const COLORS: Readonly<Record<MessageView['state'], string>> = {
  queued: 'indigo',
  sending: 'indigo',
  sent: 'jade',
  failed: 'amber',
  'given-up': 'cinnabar',
};

/** Who was told of something, when and whether it went out; what it said stays between sender and recipient. */
export function Messages({
  path,
  zone,
  own = false,
}: {
  /** E.g. `/activities/act-1/messages`. */
  readonly path: string;
  readonly zone: string;
  /** All of them went to the same person. */
  readonly own?: boolean;
}) {
  const { t } = useTranslation('messages');
  const format = useFormat(zone);
  const found = usePages<MessageView>(path, { limit: 50 });
  return (
    <Loaded of={found}>
      {() =>
        found.rows.length === 0 ? (
          <Empty title={t('none')}>{t('noneHint')}</Empty>
        ) : (
          <Stack gap={0} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {found.rows.map((message) => (
              <Group
                key={message.id}
                component="li"
                py={8}
                gap="sm"
                wrap="nowrap"
                justify="space-between"
                style={{ borderTop: '1px solid var(--mantine-color-gray-2)' }}
              >
                <div style={{ minWidth: 0 }}>
                  <Text fw={550}>
                    {t(`template.${message.template}`)}
                    {own
                      ? ''
                      : t('to', {
                          who: t(`audience.${message.audience}`, {
                            name: message.name ?? message.recipientId,
                          }),
                        })}
                  </Text>
                  <Text size="xs" c="dimmed">
                    {[
                      t(message.sentAt === null ? 'writtenAt' : 'sentAt', {
                        at: format.dateTime(message.sentAt ?? message.createdAt),
                      }),
                      t(`channel.${message.channel}`),
                      ...(message.urgent ? [t('urgent')] : []),
                    ].join(' · ')}
                  </Text>
                </div>
                <Badge variant="light" color={COLORS[message.state]} tt="none" style={{ flexShrink: 0 }}>
                  {t(`state.${message.state}`)}
                </Badge>
              </Group>
            ))}
            <More of={found} mt="md" />
          </Stack>
        )
      }
    </Loaded>
  );
}
