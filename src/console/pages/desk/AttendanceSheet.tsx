import { type ActivityRead, type AttendanceOfActivity } from '@heli/contracts';
import { Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { READERS, useWho } from '../../app/who';
import { useAll, useRead } from '../../api';
import { DEFAULT_ZONE, Loaded, NoPermission, Page, Sheet, useFormat } from '../../ui';

/** Lines for people who are not on the list. */
const EMPTY_LINES = 5;

/** Who is expected, on paper: to be signed at the door. */
export default function AttendanceSheet() {
  const who = useWho();
  const { activityId = '' } = useParams();
  const path = `/activities/${encodeURIComponent(activityId)}`;
  const activity = useRead<ActivityRead>(path);
  const attendance = useRead<AttendanceOfActivity>(`${path}/attendance`);
  if (!who.is(...READERS)) return <NoPermission />;
  return (
    <Loaded of={activity}>
      {(found) => <Loaded of={attendance}>{(list) => <Shown activity={found} list={list} />}</Loaded>}
    </Loaded>
  );
}

function Shown({ activity, list }: { readonly activity: ActivityRead; readonly list: AttendanceOfActivity }) {
  const { t } = useTranslation(['desk', 'duty', 'common']);
  const communities = useAll<{ readonly id: string; readonly timeZone: string }>('/communities');
  const zone = communities.data?.find(({ id }) => id === activity.communityId)?.timeZone ?? DEFAULT_ZONE;
  const format = useFormat(zone);
  const places = new Map(activity.roles.map(({ id }, place) => [id, place]));
  const duties = list.duties.toSorted(
    (a, b) => (places.get(a.roleId) ?? places.size) - (places.get(b.roleId) ?? places.size),
  );
  const roles = new Map(activity.roles.map(({ id, name }) => [id, name ?? id]));
  const time = (at: string | null) => (at === null ? '' : format.time(at));
  const [first] = duties;
  const head = ['name', 'role', 'in', 'out', 'signature', 'remark'].map((key) => t(`sheet.${key}`));
  return (
    <Page
      title={t('sheet.title', { title: activity.title })}
      lead={first !== undefined && <Text>{format.span(first.start, first.end)}</Text>}
      actions={
        <>
          <Button
            component={Link}
            to={`/desk/activities/${encodeURIComponent(activity.id)}`}
            variant="default"
          >
            {t('screen.back')}
          </Button>
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('common:action.print')}
          </Button>
        </>
      }
    >
      <Text size="sm">{t('sheet.hint', { count: duties.length })}</Text>
      <Sheet
        label={t('attendance.list')}
        head={head}
        rows={[
          ...duties.map((duty) => ({
            key: `${duty.roleId} ${duty.volunteerId}`,
            cells: [
              duty.name ?? duty.volunteerId,
              roles.get(duty.roleId) ?? duty.roleId,
              time(duty.checkedInAt),
              time(duty.checkedOutAt),
              '',
              duty.state === 'excused' || duty.state === 'no-show' ? t(`duty:state.${duty.state}`) : '',
            ],
          })),
          ...Array.from({ length: EMPTY_LINES }, (_, line) => ({
            key: `${line}`,
            cells: head.map(() => ''),
          })),
        ]}
        tall
      />
    </Page>
  );
}
