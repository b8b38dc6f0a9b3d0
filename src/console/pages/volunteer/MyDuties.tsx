import { Badge, Button, Group, SimpleGrid, Stack, Tabs, Text, Title } from '@mantine/core';
import { IconCalendarHeart, IconCalendarPlus, IconHandStop } from '@tabler/icons-react';
import { type DutyCard } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useAll } from '../../api';
import { Empty, Loaded } from '../../ui';
import { CalendarLinks } from './CalendarLinks';
import { mayCheckIn, sortDuties } from './due';
import { DutyItem } from './DutyItem';
import { OpenPlaces } from './OpenPlaces';
import { Own, SettingsLink } from './Own';
import { SwapsForMe } from './Swaps';

const EVERY_MS = 30_000;

/** What somebody does next, what they are asked, and what there is to be had. */
export default function MyDuties() {
  const { t } = useTranslation('volunteer');
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') ?? 'mine';
  return (
    <Own title={t('duties.title')} lead={t('duties.lead')} actions={<SettingsLink />}>
      {(volunteerId) => (
        <Tabs
          value={tab}
          onChange={(next) =>
            setSearch(next === 'mine' || next === null ? {} : { tab: next }, { replace: true })
          }
          keepMounted={false}
        >
          <Tabs.List mb="md" className="heli-tabs">
            <Tabs.Tab value="mine" leftSection={<IconCalendarHeart size={18} aria-hidden />} h={44}>
              {t('duties.tab')}
            </Tabs.Tab>
            <Tabs.Tab value="open" leftSection={<IconHandStop size={18} aria-hidden />} h={44}>
              {t('open.tab')}
            </Tabs.Tab>
            <Tabs.Tab value="calendar" leftSection={<IconCalendarPlus size={18} aria-hidden />} h={44}>
              {t('calendar.tab')}
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="mine">
            <Mine volunteerId={volunteerId} />
          </Tabs.Panel>
          <Tabs.Panel value="open">
            <OpenPlaces volunteerId={volunteerId} />
          </Tabs.Panel>
          <Tabs.Panel value="calendar">
            <CalendarLinks volunteerId={volunteerId} />
          </Tabs.Panel>
        </Tabs>
      )}
    </Own>
  );
}

function Mine({ volunteerId }: { readonly volunteerId: string }) {
  const { t } = useTranslation('volunteer');
  // What is over is on the page of hours.
  const [from] = useState(() => new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString());
  const found = useAll<DutyCard>('/duty-cards', { volunteerId, from }, { every: EVERY_MS });
  const now = new Date(found.dataUpdatedAt || Date.parse(from)).toISOString();
  return (
    <Stack gap="xl">
      <SwapsForMe volunteerId={volunteerId} />
      <Loaded of={found}>
        {(cards) => {
          const { asked, ahead, gone } = sortDuties(cards, now);
          if (asked.length + ahead.length === 0)
            return <Empty title={t('duties.none')}>{t('duties.noneHint')}</Empty>;
          const running = ahead.filter((card) => mayCheckIn(card, now));
          const later = ahead.filter((card) => !mayCheckIn(card, now));
          return (
            <>
              {running.length > 0 && <Part title={t('duties.running')} cards={running} now={now} />}
              {asked.length > 0 && (
                <Part title={t('duties.asked')} hint={t('duties.askedHint')} urgent cards={asked} now={now} />
              )}
              {later.length > 0 && <Part title={t('duties.ahead')} cards={later} now={now} />}
              {gone.length > 0 && <Part title={t('duties.gone')} cards={gone} now={now} />}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

interface PartProps {
  readonly title: string;
  readonly hint?: string;
  readonly urgent?: boolean;
  readonly cards: readonly DutyCard[];
  readonly now: string;
}

const AT_FIRST = 6;

function Part({ title, hint, urgent = false, cards, now }: PartProps) {
  const { t } = useTranslation('volunteer');
  const [all, setAll] = useState(false);
  const count = cards.length;
  const shown = all ? cards : cards.slice(0, AT_FIRST);
  return (
    <section>
      <Group gap="xs" mb={4}>
        <Title order={2} size="h4">
          {title}
        </Title>
        <Badge variant={urgent ? 'filled' : 'light'} color={urgent ? 'cinnabar' : 'gray'} circle size="lg">
          {count}
        </Badge>
      </Group>
      {hint !== undefined && (
        <Text size="sm" c="dimmed" mb="sm">
          {hint}
        </Text>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md" mt="sm">
        {shown.map((card) => (
          <DutyItem key={card.id} card={card} now={now} />
        ))}
      </SimpleGrid>
      {shown.length < count && (
        <Button variant="light" mt="md" size="md" onClick={() => setAll(true)}>
          {t('duties.more', { count: count - shown.length })}
        </Button>
      )}
    </section>
  );
}
