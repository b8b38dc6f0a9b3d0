import { Button, Group, Menu, SimpleGrid, Stack, Text } from '@mantine/core';
import {
  IconArrowsLeftRight,
  IconChartDots,
  IconChevronDown,
  IconDownload,
  IconHelpCircle,
} from '@tabler/icons-react';
import { type Certificate, type PlanDocument, type PlanView } from '@heli/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { download, useRead, asError } from '~/api';
import { type Format, Loaded, Page, tellProblem, useFormat } from '~/ui';
import { type Names, pathOf, useNames, usePlans, useSeasonId, useZone } from '../common/season';
import { BackTo, Figure, gapText, PlanStateBadge, QualityBadge, usePlanName } from '../common/words';
import { ActivityTable } from './ActivityTable';
import { Charts } from './Charts';
import { Decide } from './Decide';
import { Proof } from './Proof';
import { rowsOf, summaryOf } from './summary';

/** A plan: what it does, what is proven of it, and what is decided about it. */
export default function PlanPage() {
  const { t } = useTranslation('plans');
  const { planId = '' } = useParams();
  const seasonId = useSeasonId();
  const format = useFormat(useZone(seasonId));
  const path = `/plans/${encodeURIComponent(planId)}`;
  const plan = useRead<PlanView>(path);
  const { data } = plan;
  return (
    <Page
      title={data === undefined ? t('title') : t('titleOf', { at: format.dateTime(data.createdAt) })}
      lead={<BackTo to={pathOf(seasonId, 'runs')}>{t('back')}</BackTo>}
      actions={data === undefined ? undefined : <Decide plan={data} />}
    >
      <Loaded of={plan}>{(found) => <PlanContent plan={found} format={format} />}</Loaded>
    </Page>
  );
}

function PlanContent({ plan, format }: { readonly plan: PlanView; readonly format: Format }) {
  const path = `/plans/${encodeURIComponent(plan.id)}`;
  const names = useNames(plan.seasonId);
  const certificate = useRead<Certificate>(`${path}/certificate`);
  const document = useRead<PlanDocument>(`${path}/document`);
  return (
    <Stack gap="lg">
      <Standing plan={plan} format={format} />
      <Loaded of={document} rows={4}>
        {(found) => (
          <Loaded of={names.activities} rows={4}>
            {() => <Figures plan={plan} document={found} names={names} format={format} />}
          </Loaded>
        )}
      </Loaded>
      <Loaded of={certificate}>{(found) => <Proof plan={plan} certificate={found} format={format} />}</Loaded>
      {document.data !== undefined && names.activities.data !== undefined && (
        <Content document={document.data} names={names} format={format} />
      )}
    </Stack>
  );
}

/** Where the plan stands, and where to go from here. */
function Standing({ plan, format }: { readonly plan: PlanView; readonly format: Format }) {
  const { t } = useTranslation('plans');
  const nameOf = usePlanName(format);
  const others = usePlans(plan.seasonId).data?.filter(({ id }) => id !== plan.id) ?? [];
  const get = (path: string, name: string) => () => {
    download(path, name).catch((error: unknown) => tellProblem(asError(error)));
  };
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs">
        <PlanStateBadge state={plan.state} />
        <QualityBadge quality={plan.quality} gap={plan.gap} format={format} />
        {plan.ruleSet !== null && (
          <Text size="sm" c="dimmed">
            {t('ruleSet', { number: plan.ruleSet.number })}
          </Text>
        )}
        {plan.resolution !== null && (
          <Text size="sm" c="dimmed">
            {t('resolution', { number: plan.resolution.number, on: plan.resolution.decidedOn })}
          </Text>
        )}
        {plan.reviewNote !== null && (
          <Text size="sm" c="dimmed">
            {t('reviewNote', { note: plan.reviewNote })}
          </Text>
        )}
      </Group>
      <Group gap="xs" className="heli-no-print">
        <Button
          component={Link}
          to={pathOf(plan.seasonId, 'plans', plan.id, 'menu')}
          size="sm"
          variant="light"
          leftSection={<IconChartDots size={18} />}
        >
          {t('toMenu')}
        </Button>
        {plan.counts.openPlaces > 0 && (
          <Button
            component={Link}
            to={`${pathOf(plan.seasonId, 'open')}?plan=${encodeURIComponent(plan.id)}`}
            size="sm"
            variant="light"
            leftSection={<IconHelpCircle size={18} />}
          >
            {t('toOpen')}
          </Button>
        )}
        {others.length > 0 && (
          <Menu shadow="md" withinPortal>
            <Menu.Target>
              <Button
                size="sm"
                variant="light"
                leftSection={<IconArrowsLeftRight size={18} />}
                rightSection={<IconChevronDown size={14} />}
              >
                {t('compareWith')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {others.slice(0, 12).map((other) => (
                <Menu.Item
                  key={other.id}
                  component={Link}
                  to={`${pathOf(plan.seasonId, 'compare')}?a=${other.id}&b=${plan.id}`}
                >
                  {nameOf(other)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        <Menu shadow="md" withinPortal>
          <Menu.Target>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconDownload size={18} />}
              rightSection={<IconChevronDown size={14} />}
            >
              {t('download.title')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={get(`/plans/${encodeURIComponent(plan.id)}/document`, 'plan.json')}>
              {t('download.plan')}
            </Menu.Item>
            <Menu.Item onClick={get(`/runs/${encodeURIComponent(plan.runId)}/problem`, 'problem.json')}>
              {t('download.problem')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </Group>
  );
}

function Figures({
  plan,
  document,
  names,
  format,
}: {
  readonly plan: PlanView;
  readonly document: PlanDocument;
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const { data } = names.activities;
  const summary = useMemo(() => summaryOf(document, rowsOf(document, data ?? [])), [document, data]);
  const { held, dropped, places, people, spentFen, gifts, full, venues } = summary;
  const tier = (name: string) => document.certificate.tiers.find((one) => one.tier === name);
  const [fairness, wishes] = [tier('fairness'), tier('quality')];
  return (
    <SimpleGrid cols={{ base: 2, md: 3, lg: 6 }}>
      <Figure
        label={t('figure.held')}
        value={format.number(held)}
        note={dropped === 0 ? t('figure.allHeld') : t('figure.dropped', { count: dropped })}
      />
      <Figure
        label={t('figure.places')}
        value={places.wanted === 0 ? '–' : format.percent(places.filled / places.wanted, 0)}
        note={t('figure.placesOf', {
          filled: format.number(places.filled),
          wanted: format.number(places.wanted),
          full: format.number(full),
        })}
      />
      <Figure
        label={t('figure.people')}
        value={format.number(people)}
        note={t('figure.times', {
          times: format.number(plan.counts.assignments),
          venues: format.number(venues),
        })}
      />
      <Figure
        label={t('figure.fairness')}
        value={fairness === undefined ? '–' : format.percent(fairness.value, 0)}
        note={t('figure.fairnessNote')}
      />
      <Figure
        label={t('figure.wishes')}
        value={wishes === undefined ? '–' : format.number(wishes.value, 0)}
        note={
          wishes === undefined
            ? t('figure.notCounted')
            : wishes.gap === 0
              ? t('figure.wishesBest')
              : t('figure.wishesNote', { gap: gapText(wishes.gap, format) })
        }
      />
      <Figure
        label={t('figure.money')}
        value={format.money(spentFen)}
        note={t('figure.gifts', { count: gifts })}
      />
    </SimpleGrid>
  );
}

function Content({
  document,
  names,
  format,
}: {
  readonly document: PlanDocument;
  readonly names: Names;
  readonly format: Format;
}) {
  const { data } = names.activities;
  const rows = useMemo(() => rowsOf(document, data ?? []), [document, data]);
  const summary = useMemo(() => summaryOf(document, rows), [document, rows]);
  return (
    <>
      <Charts summary={summary} format={format} />
      <ActivityTable rows={rows} document={document} names={names} format={format} />
    </>
  );
}
