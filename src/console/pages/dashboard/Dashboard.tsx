import { Button, Select, SimpleGrid, Stack, Tabs, Text } from '@mantine/core';
import { IconHistory, IconPrinter } from '@tabler/icons-react';
import { type AttendanceReport, type SeasonFigures, type SeasonRead } from '@heli/contracts';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRead } from '~/api';
import { useWho, READERS } from '~/app/who';
import { Empty, Loaded, NoPermission, Page } from '~/ui';
import { AuditorCorner } from './AuditorCorner';
import {
  AttendanceChart,
  CommunitiesChart,
  CoverageChart,
  SkillsChart,
  WeeksChart,
} from './charts/activities';
import { GiftsChart, KindMoneyChart } from './charts/money';
import { HoursChart, LoadChart } from './charts/people';
import { VenueHoursChart, VenuesChart } from './charts/venues';
import { Headline } from './Headline';
import { useWords } from './words';

const TABS = ['activities', 'people', 'money', 'venues', 'audit'] as const;
type Tab = (typeof TABS)[number];
const isTab = (text: string | null): text is Tab => TABS.some((tab) => tab === text);

interface Props {
  readonly figures: SeasonFigures;
  readonly report: AttendanceReport | undefined;
}

function Charts({ tab, figures, report }: Props & { readonly tab: Tab }) {
  switch (tab) {
    case 'activities':
      return (
        <>
          <WeeksChart figures={figures} />
          {report !== undefined && <AttendanceChart figures={figures} report={report} />}
          <CoverageChart figures={figures} />
          <CommunitiesChart figures={figures} />
        </>
      );
    case 'people':
      return (
        <>
          <HoursChart figures={figures} />
          <LoadChart figures={figures} />
          <SkillsChart figures={figures} />
        </>
      );
    case 'money':
      return (
        <>
          <GiftsChart figures={figures} />
          <KindMoneyChart figures={figures} />
        </>
      );
    case 'venues':
      return (
        <>
          <VenueHoursChart figures={figures} />
          <VenuesChart figures={figures} />
        </>
      );
    case 'audit':
      return null;
  }
}

/** Figures of a season for council and auditor. */
export default function Dashboard() {
  const { t } = useWords();
  const who = useWho();
  const { seasonId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab');
  const tab: Tab = isTab(asked) ? asked : 'activities';
  const communityId = search.get('community');
  const season = `/seasons/${encodeURIComponent(seasonId)}`;
  const allowed = who.is(...READERS);
  const named = useRead<SeasonRead>(allowed ? season : null);
  // The communities to choose from are those of the whole, whichever is chosen.
  const whole = useRead<SeasonFigures>(allowed ? `${season}/figures` : null);
  const found = useRead<SeasonFigures>(allowed ? `${season}/figures` : null, { communityId }, { keep: true });
  const report = useRead<AttendanceReport>(allowed ? `${season}/reports/attendance` : null);
  if (!allowed) return <NoPermission />;
  const choose = (key: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value === null) next.delete(key);
    else next.set(key, value);
    setSearch(next, { replace: true });
  };
  const communities = whole.data?.communities ?? [];
  return (
    <Page
      title={t('title')}
      lead={
        named.data === undefined
          ? t('lead')
          : t('leadOf', { season: named.data.name, count: communities.length })
      }
      actions={
        <>
          <Select
            aria-label={t('community')}
            placeholder={t('allCommunities')}
            data={communities.map(({ id, name }) => ({ value: id, label: name }))}
            value={communityId}
            onChange={(value) => choose('community', value)}
            clearable
            clearButtonProps={{ 'aria-label': t('allCommunities') }}
            searchable
            w={200}
          />
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} />}
            onClick={() => window.print()}
            visibleFrom="sm"
          >
            {t('common:action.print')}
          </Button>
          {who.is('admin', 'council', 'auditor') && (
            <Button
              component={Link}
              to={`/audit?kind=season&id=${encodeURIComponent(seasonId)}`}
              variant="default"
              leftSection={<IconHistory size={18} />}
            >
              {t('common:nav.audit')}
            </Button>
          )}
        </>
      }
    >
      <Loaded of={found} rows={10}>
        {(figures) =>
          figures.communities.every(({ activities }) => activities === 0) && figures.gifts.length === 0 ? (
            <Empty
              title={t('nothing')}
              action={
                <Button component={Link} to="/welcome" variant="light" mt="sm">
                  {t('toWelcome')}
                </Button>
              }
            >
              {t('nothingHint')}
            </Empty>
          ) : (
            <Stack gap="md" aria-busy={found.isPlaceholderData}>
              <Headline figures={figures} report={report.data} />
              <Tabs value={tab} onChange={(value) => choose('tab', value)} keepMounted={false}>
                <Tabs.List style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }} mb="md">
                  {TABS.map((one) => (
                    <Tabs.Tab key={one} value={one} mih={42} style={{ whiteSpace: 'nowrap' }}>
                      {t(`tab.${one}`)}
                    </Tabs.Tab>
                  ))}
                </Tabs.List>
                <Tabs.Panel value={tab}>
                  {tab === 'audit' ? (
                    <AuditorCorner figures={figures} />
                  ) : (
                    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
                      <Charts tab={tab} figures={figures} report={report.data} />
                    </SimpleGrid>
                  )}
                </Tabs.Panel>
              </Tabs>
              {figures.plan !== null && figures.plan.state !== 'published' && (
                <Text size="sm" c="dimmed">
                  {t('draftPlan')}
                </Text>
              )}
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}
