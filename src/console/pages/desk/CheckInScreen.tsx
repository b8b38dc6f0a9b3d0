import {
  ActionIcon,
  Button,
  Group,
  Image,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconArrowLeft, IconMaximize } from '@tabler/icons-react';
import {
  type ActivityRead,
  type AttendanceOfActivity,
  type CheckInCode,
  type CheckInWord,
} from '@heli/contracts';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { KEEPERS, useWho } from '../../app/who';
import { call, useChange, useRead } from '../../api';
import { Loaded, NoPermission, tell, tellProblem, useFormat } from '../../ui';
import { TickList } from './AttendanceTab';

const LIST_MS = 4_000;
const SECOND_MS = 1_000;

/** For a screen at the door: the code that changes, the word of the day, and who is there already. */
export default function CheckInScreen() {
  const { t } = useTranslation('desk');
  const who = useWho();
  const { activityId = '' } = useParams();
  const path = `/activities/${encodeURIComponent(activityId)}`;
  const activity = useRead<ActivityRead>(path);
  const attendance = useRead<AttendanceOfActivity>(`${path}/attendance`, {}, { every: LIST_MS });
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = t('screen.title');
  }, [t]);
  if (!who.is(...KEEPERS)) return <NoPermission />;
  return (
    <div ref={box} style={{ background: 'var(--heli-ground)', overflow: 'auto', padding: 4 }}>
      <Group justify="space-between" mb="md" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <ActionIcon
            component={Link}
            to={`/desk/activities/${encodeURIComponent(activityId)}`}
            variant="default"
            size={40}
            aria-label={t('screen.back')}
          >
            <IconArrowLeft size={20} />
          </ActionIcon>
          <Title order={1} size="h2">
            {activity.data?.title ?? t('screen.title')}
          </Title>
        </Group>
        <Button
          variant="default"
          visibleFrom="sm"
          leftSection={<IconMaximize size={18} aria-hidden />}
          onClick={() => void box.current?.requestFullscreen().catch(() => tell(t('screen.noFull')))}
        >
          {t('screen.full')}
        </Button>
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Stack>
          <Code path={path} />
          <Word path={path} />
        </Stack>
        <Loaded of={attendance}>{(found) => <TickList attendance={found} big />}</Loaded>
      </SimpleGrid>
    </div>
  );
}

/** Reads the next code when the last one is about to end. */
function Code({ path }: { readonly path: string }) {
  const { t } = useTranslation('desk');
  const format = useFormat();
  const found = useRead<CheckInCode>(`${path}/check-in-code`);
  const { data, dataUpdatedAt, refetch } = found;
  const [now, setNow] = useState(() => Date.now());
  const left =
    data === undefined ? 0 : Math.max(0, Math.ceil(data.secondsLeft - (now - dataUpdatedAt) / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (data === undefined) return undefined;
    const timer = setTimeout(() => void refetch(), data.secondsLeft * 1000);
    return () => clearTimeout(timer);
  }, [data, dataUpdatedAt, refetch]);
  return (
    <Paper withBorder p="lg" radius="lg">
      <Loaded of={found}>
        {(code) => (
          <Stack align="center" gap="sm">
            <Image
              src={`data:image/svg+xml;utf8,${encodeURIComponent(code.svg)}`}
              alt={t('screen.qr')}
              maw={420}
              w="100%"
              fit="contain"
            />
            <Text fz={40} fw={750} ff="monospace" lh={1.1} style={{ letterSpacing: 2 }}>
              {code.code}
            </Text>
            <Text c="dimmed" size="sm">
              {t('screen.left', { count: left })}
            </Text>
            {code.opensAt !== null && code.closesAt !== null && (
              <Text size="sm">
                {t('screen.open', { from: format.dateTime(code.opensAt), until: format.time(code.closesAt) })}
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}

function Word({ path }: { readonly path: string }) {
  const { t } = useTranslation(['desk', 'common']);
  const found = useRead<CheckInWord>(`${path}/check-in-word`);
  const [word, setWord] = useState('');
  const save = useChange(
    (next: string | null) => call(`${path}/check-in-word`, { method: 'POST', body: { word: next } }),
    [path],
    () => {
      setWord('');
      tell(t('common:state.saved'));
    },
  );
  return (
    <Paper withBorder p="lg" radius="lg">
      <Loaded of={found} rows={2}>
        {({ word: current }) => (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              {t('screen.wordHint')}
            </Text>
            {current !== null && (
              <Text fz={34} fw={750}>
                {current}
              </Text>
            )}
            <Group align="flex-end">
              <TextInput
                label={current === null ? t('screen.word') : t('screen.newWord')}
                value={word}
                onChange={({ currentTarget }) => setWord(currentTarget.value)}
                minLength={4}
                maxLength={40}
                flex="1 1 160px"
              />
              <Button
                disabled={word.trim().length < 4}
                loading={save.isPending}
                onClick={() => save.mutate(word.trim(), { onError: tellProblem })}
              >
                {t('common:action.save')}
              </Button>
              {current !== null && (
                <Button variant="default" onClick={() => save.mutate(null, { onError: tellProblem })}>
                  {t('screen.noWord')}
                </Button>
              )}
            </Group>
          </Stack>
        )}
      </Loaded>
    </Paper>
  );
}
