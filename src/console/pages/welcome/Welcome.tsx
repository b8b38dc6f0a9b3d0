import {
  Anchor,
  Badge,
  Button,
  Group,
  List,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import {
  IconArrowRight,
  IconBook2,
  IconCircle,
  IconCircleCheckFilled,
  IconFileImport,
  IconSparkles,
} from '@tabler/icons-react';
import { type DatasetLoaded } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { call, queryClient } from '~/api';
import { READERS, useWho } from '~/app/who';
import { Confirm, Loading, Page, tell, TermHint, useFormat } from '~/ui';
import { mondayAfter } from './days';
import { ImportActivities } from './ImportActivities';
import { NewSeason } from './NewSeason';
import { type Step, useSteps } from './state';

/** Tables in an order in which each finds what it refers to. */
const TABLES = [
  'communities',
  'skills',
  'partner-units',
  'groups',
  'venues',
  'equipment',
  'volunteers',
  'donations',
] as const;

function LoadPilot() {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  const navigate = useNavigate();
  const [seasonStart] = useState(() => mondayAfter(Date.now()));
  const load = async () => {
    const { seasonId } = await call<DatasetLoaded>('/datasets/pilot', {
      method: 'POST',
      body: { seasonStart },
    });
    // Everything that was read before is about an empty service.
    await queryClient.invalidateQueries();
    tell(t('pilot.done'));
    await navigate(`/seasons/${encodeURIComponent(seasonId)}/board`);
  };
  return (
    <Paper withBorder p="lg" component="section" aria-label={t('pilot.title')}>
      <Stack gap="sm" h="100%" align="flex-start">
        <ThemeIcon size={44} radius="md" variant="light" aria-hidden>
          <IconSparkles size={26} />
        </ThemeIcon>
        <Title order={2} size="h3">
          {t('pilot.title')}
        </Title>
        <Text>{t('pilot.text')}</Text>
        <List size="sm" c="dimmed">
          <List.Item>{t('pilot.people')}</List.Item>
          <List.Item>{t('pilot.activities')}</List.Item>
          <List.Item>{t('pilot.invented')}</List.Item>
        </List>
        <Confirm
          mt="auto"
          size="md"
          label={t('pilot.button')}
          title={t('pilot.confirm')}
          confirmLabel={t('pilot.button')}
          onConfirm={load}
        >
          <Text size="sm">{t('pilot.confirmText', { day: format.longDay(`${seasonStart}T04:00:00Z`) })}</Text>
        </Confirm>
      </Stack>
    </Paper>
  );
}

function ImportOwn() {
  const { t } = useTranslation('welcome');
  return (
    <Paper withBorder p="lg" component="section" aria-label={t('own.title')}>
      <Stack gap="sm" h="100%" align="flex-start">
        <ThemeIcon size={44} radius="md" variant="light" color="indigo" aria-hidden>
          <IconFileImport size={26} />
        </ThemeIcon>
        <Title order={2} size="h3">
          {t('own.title')}
        </Title>
        <Text>{t('own.text')}</Text>
        <List type="ordered" size="sm" spacing={6}>
          {TABLES.map((table) => (
            <List.Item key={table}>
              <Anchor component={Link} to={`/pools/${table}/import`} fw={600}>
                {t(`table.${table}.name`)}
              </Anchor>
              <Text component="span" size="sm" c="dimmed">
                {' '}
                {t(`table.${table}.text`)}
              </Text>
            </List.Item>
          ))}
        </List>
        <Text size="sm" c="dimmed">
          {t('own.season')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('own.hint')}
        </Text>
      </Stack>
    </Paper>
  );
}

function StepLine({ step: { key, count, done, to }, next }: { readonly step: Step; readonly next: boolean }) {
  const { t } = useTranslation('welcome');
  const format = useFormat();
  const who = useWho();
  return (
    <Paper withBorder p="sm" component="li" bg={next ? 'jade.0' : undefined}>
      <Group gap="sm" align="center" justify="flex-end">
        {done ? (
          <IconCircleCheckFilled
            size={26}
            color="#0f6b5c"
            role="img"
            aria-label={t('step.done')}
            style={{ flexShrink: 0 }}
          />
        ) : (
          <IconCircle
            size={26}
            color="#68716c"
            role="img"
            aria-label={t('step.open')}
            style={{ flexShrink: 0 }}
          />
        )}
        <div style={{ flex: '1 1 200px', minWidth: 0 }}>
          <Group gap={8}>
            <Text fw={600}>{t(`step.${key}.name`)}</Text>
            {count !== null && count > 0 && (
              <Badge variant="light" color="gray" tt="none" c="dark">
                {format.number(count)}
              </Badge>
            )}
            {next && (
              <Badge tt="none" color="jade.7">
                {t('step.next')}
              </Badge>
            )}
          </Group>
          <Text size="sm" c={next ? 'dark' : 'dimmed'}>
            {t(`step.${key}.text`)}
          </Text>
        </div>
        <Group gap={6} justify="flex-end">
          {key === 'season' && who.is('admin', 'council') && (
            <NewSeason label={t('season.new')} filled={next} />
          )}
          {key === 'activities' && to !== null && who.is('admin', 'coordinator') && (
            <ImportActivities label={t('import.button')} filled={next} />
          )}
          {to !== null && (
            <Button
              component={Link}
              to={to}
              variant={next && key !== 'season' && key !== 'activities' ? 'filled' : 'subtle'}
              rightSection={<IconArrowRight size={16} />}
              size="sm"
              aria-label={`${t(`step.${key}.name`)}: ${t('step.go')}`}
            >
              {t('step.go')}
            </Button>
          )}
        </Group>
      </Group>
    </Paper>
  );
}

/** Somebody with a role that looks after nothing: where their own pages are. */
function Guest() {
  const { t } = useTranslation('welcome');
  const { me } = useWho();
  return (
    <Page title={t('title')} lead={t('guest')}>
      <Group>
        {me.volunteerId !== null && (
          <Button component={Link} to="/my/duties">
            {t('common:nav.duties')}
          </Button>
        )}
        {me.partnerUnitId !== null && (
          <Button component={Link} to="/partner">
            {t('common:nav.partner')}
          </Button>
        )}
        <Button component={Link} to="/help" variant="default" leftSection={<IconBook2 size={18} />}>
          {t('toHelp')}
        </Button>
      </Group>
    </Page>
  );
}

/** First visit: how something gets in, and what comes next. */
export default function Welcome() {
  const { t } = useTranslation(['welcome', 'common']);
  const who = useWho();
  const staff = who.is(...READERS);
  const { steps, known } = useSteps(staff);
  if (!staff) return <Guest />;
  const isEmpty = steps.slice(0, 2).every(({ count }) => count === 0);
  const next = steps.find(({ done }) => !done);
  return (
    <Page
      title={isEmpty ? t('title') : next === undefined ? t('allDone') : t('goOn')}
      lead={t(isEmpty ? 'lead' : next === undefined ? 'leadDone' : 'leadOn')}
      actions={
        <Button component={Link} to="/help" variant="default" leftSection={<IconBook2 size={18} />}>
          {t('toHelp')}
        </Button>
      }
    >
      {!known ? (
        <Loading />
      ) : (
        <>
          {isEmpty && who.everything && (
            <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
              <LoadPilot />
              <ImportOwn />
            </SimpleGrid>
          )}
          <section aria-labelledby="steps">
            <Group gap={6} mb="sm">
              <Title order={2} size="h4" id="steps">
                {t('steps')}
              </Title>
              <TermHint word="season" />
            </Group>
            <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
              {steps.map((step) => (
                <StepLine key={step.key} step={step} next={step.key === next?.key} />
              ))}
            </Stack>
          </section>
          {!isEmpty && who.is('admin', 'coordinator') && next !== undefined && (
            <SimpleGrid cols={{ base: 1, md: 2 }}>
              <ImportOwn />
            </SimpleGrid>
          )}
        </>
      )}
    </Page>
  );
}
