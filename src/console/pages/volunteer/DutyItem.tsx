import { Button, Divider, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconClock, IconMapPin, IconUser, IconUsersGroup } from '@tabler/icons-react';
import { type DutyCard } from '@heli/contracts';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange } from '../../api';
import { DutyStateBadge, KindBadge, tell, tellProblem, useFormat } from '../../ui';
import { CheckIn } from './CheckIn';
import { GiveBack } from './GiveBack';
import { mayCheckIn } from './due';
import { HandOver } from './Swaps';

/** One line of a card: a picture for the eye, a word for whoever hears it. */
export function Fact({
  icon,
  label,
  children,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <Group gap={8} wrap="nowrap" align="flex-start">
      <Text component="span" c="dimmed" lh={1} mt={2} aria-hidden>
        {icon}
      </Text>
      <Text size="sm">
        <Text component="span" size="sm" c="dimmed">
          {label}{' '}
        </Text>
        {children}
      </Text>
    </Group>
  );
}

/** A duty with what can be said to it now. */
export function DutyItem({ card, now }: { readonly card: DutyCard; readonly now: string }) {
  const { t } = useTranslation('volunteer');
  const format = useFormat(card.timeZone);
  const accept = useChange(
    () => call(`/duties/${card.id}/accept`, { method: 'POST', body: {} }),
    ['/duty-cards', '/duties', '/open-places'],
    () => tell(t('answer.accepted', { title: card.title })),
  );
  const isOpen = card.state === 'offered' || card.state === 'accepted';
  const before = card.start > now;
  return (
    <Paper withBorder p="md" radius="lg" component="article" aria-label={card.title}>
      <Stack gap="sm" h="100%">
        <Group justify="space-between" gap="xs">
          <KindBadge kind={card.kind} />
          <DutyStateBadge state={card.state} />
        </Group>
        <div>
          <Title order={3} size="h5">
            {card.title}
          </Title>
          <Text fw={600} c="jade.8">
            {format.span(card.start, card.end)}
          </Text>
        </div>
        <Stack gap={6} flex={1}>
          <Fact icon={<IconMapPin size={16} />} label={t('fact.where')}>
            {card.venue ?? t('fact.outside', { community: card.community })}
          </Fact>
          <Fact icon={<IconUser size={16} />} label={t('fact.role')}>
            {card.role}
          </Fact>
          {card.host !== null && (
            <Fact icon={<IconUsersGroup size={16} />} label={t('fact.meet')}>
              {card.host}
            </Fact>
          )}
          {card.state === 'offered' && card.respondBy !== null && (
            <Fact icon={<IconClock size={16} />} label={t('fact.respondBy')}>
              <Text component="span" fw={600} c="cinnabar.7" size="sm">
                {format.dateTime(card.respondBy)}
              </Text>
            </Fact>
          )}
          {card.reason !== null && (
            <Text size="sm" c="dimmed">
              {t('fact.reason', { reason: card.reason })}
            </Text>
          )}
        </Stack>
        {mayCheckIn(card, now) && <CheckIn card={card} />}
        {isOpen && before && (
          <>
            <Divider />
            {card.state === 'offered' ? (
              <Group grow gap="sm">
                <Button
                  size="md"
                  loading={accept.isPending}
                  onClick={() => accept.mutate(undefined, { onError: tellProblem })}
                >
                  {t('answer.accept')}
                </Button>
                <GiveBack card={card} />
              </Group>
            ) : (
              <Group grow gap="sm">
                <HandOver card={card} />
                <GiveBack card={card} />
              </Group>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}
