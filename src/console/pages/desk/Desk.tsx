import { ActionIcon, Button, Grid, Group, Select, Stack, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type CommunityRead, type DutyCard, type PlaceView, type SeasonRead } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useSeason } from '../../app/seasons';
import { KEEPERS, useWho } from '../../app/who';
import { useAll, useLive } from '../../api';
import { addDays, DEFAULT_ZONE, Empty, Loaded, Loading, NoPermission, Page, zonedInstant } from '../../ui';
import { useNow } from '../../ui/useNow';
import { localDateOf } from '../../ui/zone';
import { Alerts } from './Alerts';
import { Answers } from './Answers';
import { Days } from './Days';
import { alertsOf, foldDesk } from './fold';
import { Searches, Swaps, WaitList } from './Aside';

const CARDS_MS = 5_000;
const PLACES_MS = 30_000;
const DAYS = 7;

/** Today and the days after it: who is missing, who answers, what is being done about it. */
export default function Desk() {
  const { t } = useTranslation(['desk', 'common']);
  const who = useWho();
  const { season, loading } = useSeason();
  if (!who.is(...KEEPERS, 'council', 'auditor')) return <NoPermission />;
  if (loading) return <Loading />;
  if (season === null)
    return (
      <Page title={t('title')}>
        <Empty title={t('noSeason')}>{t('noSeasonHint')}</Empty>
      </Page>
    );
  return <DeskOf season={season} />;
}

function DeskOf({ season }: { readonly season: SeasonRead }) {
  const seasonId = season.id;
  const { t } = useTranslation(['desk', 'common']);
  const [search, setSearch] = useSearchParams();
  const communityId = search.get('community');
  const communities = useAll<CommunityRead>('/communities');
  const zone =
    communities.data?.find(({ id }) => id === (communityId ?? season.communityIds[0]))?.timeZone ??
    DEFAULT_ZONE;
  const today = localDateOf(useNow(), zone);
  const from = search.get('from') ?? today;
  const set = (key: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null || value === '') next.delete(key);
    else next.set(key, value);
    setSearch(next, { replace: true });
  };
  const span = {
    from: zonedInstant(from, '00:00', zone),
    until: zonedInstant(addDays(from, DAYS), '00:00', zone),
  };
  const cards = useLive<DutyCard>('/duty-cards', { seasonId, communityId, ...span }, CARDS_MS);
  const places = useLive<PlaceView>('/open-places', { seasonId, full: true, ...span }, PLACES_MS);
  const community = communities.data?.find(({ id }) => id === communityId)?.name;
  const now = new Date(cards.dataUpdatedAt).toISOString();
  const activities = foldDesk(
    cards.data ?? [],
    (places.data ?? []).filter((place) => communityId === null || place.community === community),
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        <Group gap="xs">
          {(communities.data ?? []).length > 1 && (
            <Select
              aria-label={t('community')}
              placeholder={t('allCommunities')}
              data={(communities.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              value={communityId}
              onChange={(value) => set('community', value)}
              clearable
              searchable
              w={190}
            />
          )}
          <Group gap="xs" wrap="nowrap">
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t('earlier')}
              onClick={() => set('from', addDays(from, -DAYS))}
            >
              <IconChevronLeft size={18} />
            </ActionIcon>
            <Button variant="default" onClick={() => set('from', null)} disabled={from === today}>
              {t('common:time.today')}
            </Button>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={t('later')}
              onClick={() => set('from', addDays(from, DAYS))}
            >
              <IconChevronRight size={18} />
            </ActionIcon>
          </Group>
        </Group>
      }
    >
      <Loaded of={cards} rows={10}>
        {() => (
          <Stack gap="lg">
            {places.data !== undefined && <Alerts alerts={alertsOf(activities, now, span.until)} />}
            <Grid gap="lg">
              <Grid.Col span={{ base: 12, md: 7, lg: 8 }}>
                <Days activities={activities} today={today} now={now} />
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 5, lg: 4 }}>
                <Stack>
                  <Answers seasonId={seasonId} communityId={communityId} />
                  <Searches seasonId={seasonId} />
                  <Swaps seasonId={seasonId} />
                  <WaitList seasonId={seasonId} />
                </Stack>
              </Grid.Col>
            </Grid>
            <Text size="xs" c="dimmed">
              {t('liveHint')}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
