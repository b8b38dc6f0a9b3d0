import { Button, Group, Menu, Tabs, Text } from '@mantine/core';
import { IconDownload, IconQrcode } from '@tabler/icons-react';
import { type ActivityRead, type DutyCard } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { KEEPERS, READERS, useWho } from '../../app/who';
import { download, useLive, useRead, asError } from '../../api';
import { DEFAULT_ZONE, KindBadge, Loaded, NoPermission, Page, tellProblem, useFormat } from '../../ui';
import { Messages } from '../../ui/Messages';
import { AttendanceTab } from './AttendanceTab';
import { HistoryTab } from './HistoryTab';
import { HoursTab } from './HoursTab';
import { MoneyTab } from './MoneyTab';
import { People } from './People';

const EVERY_MS = 5_000;
const TABS = ['people', 'attendance', 'hours', 'money', 'messages', 'history'] as const;

/** One activity: its people, who came, their hours, and what happened to it. */
export default function Activity() {
  const who = useWho();
  const { activityId = '' } = useParams();
  const activity = useRead<ActivityRead>(`/activities/${encodeURIComponent(activityId)}`);
  if (!who.is(...READERS)) return <NoPermission />;
  return <Loaded of={activity}>{(found) => <Shown activity={found} />}</Loaded>;
}

function Shown({ activity }: { readonly activity: ActivityRead }) {
  const { t, i18n } = useTranslation(['desk', 'common']);
  const who = useWho();
  const [search, setSearch] = useSearchParams();
  const cards = useLive<DutyCard>('/duty-cards', { activityId: activity.id }, EVERY_MS);
  const path = `/activities/${encodeURIComponent(activity.id)}`;
  const first = cards.data?.find(({ state }) => state !== 'withdrawn') ?? cards.data?.[0];
  const format = useFormat(first?.timeZone);
  const save = (ending: 'csv' | 'xlsx') =>
    void download(`${path}/attendance-list.${ending}`, `${activity.id}.${ending}`, {
      lang: i18n.language,
    }).catch((error: unknown) => tellProblem(asError(error)));
  const [firstStart] = activity.candidateStarts;
  return (
    <Page
      title={activity.title}
      lead={
        <Group gap="xs">
          <KindBadge kind={activity.kind} />
          <Text>
            {first !== undefined
              ? format.span(first.start, first.end)
              : firstStart === undefined
                ? ''
                : t('activity.candidate', {
                    start: format.dateTime(firstStart),
                    count: activity.candidateStarts.length,
                  })}
          </Text>
          {first !== undefined && (
            <Text>
              {[first.venue ?? first.community, ...(first.host === null ? [] : [first.host])].join(' · ')}
            </Text>
          )}
        </Group>
      }
      actions={
        <>
          {who.is(...KEEPERS) && (
            <Button
              component={Link}
              to={`/desk/activities/${encodeURIComponent(activity.id)}/check-in`}
              leftSection={<IconQrcode size={18} aria-hidden />}
            >
              {t('activity.checkIn')}
            </Button>
          )}
          <Menu>
            <Menu.Target>
              <Button variant="default" leftSection={<IconDownload size={18} aria-hidden />}>
                {t('activity.list')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => save('xlsx')}>XLSX</Menu.Item>
              <Menu.Item onClick={() => save('csv')}>CSV</Menu.Item>
              <Menu.Item component={Link} to={`/desk/activities/${encodeURIComponent(activity.id)}/print`}>
                {t('common:action.print')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </>
      }
    >
      <Tabs
        value={search.get('tab') ?? 'people'}
        onChange={(tab) => setSearch(tab === null || tab === 'people' ? {} : { tab }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" className="heli-tabs">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab} h={44}>
              {t(`activity.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="people">
          <Loaded of={cards}>{(list) => <People activity={activity} cards={list} />}</Loaded>
        </Tabs.Panel>
        <Tabs.Panel value="attendance">
          <AttendanceTab activityId={activity.id} />
        </Tabs.Panel>
        <Tabs.Panel value="hours">
          <HoursTab activityId={activity.id} />
        </Tabs.Panel>
        <Tabs.Panel value="money">
          <MoneyTab activity={activity} />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <Messages path={`${path}/messages`} zone={first?.timeZone ?? DEFAULT_ZONE} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <HistoryTab activityId={activity.id} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
