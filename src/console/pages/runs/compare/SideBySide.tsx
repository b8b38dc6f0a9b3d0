import { Anchor, Paper, Stack, Title } from '@mantine/core';
import { type PlanDocument, type PlanView } from '@heli/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Format, SmallTable } from '~/ui';
import { type Names, pathOf } from '../common/season';
import { PlanStateBadge, QualityBadge } from '../common/words';
import { rowsOf, summaryOf, type Summary } from '../plan/summary';

/** The figures of both plans in two columns. */
export function SideBySide({
  documents: [was, is],
  plans: [before, after],
  names,
  format,
}: {
  readonly documents: readonly [PlanDocument, PlanDocument];
  readonly plans: readonly [PlanView, PlanView];
  readonly names: Names;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const { data } = names.activities;
  const [one, other] = useMemo(
    () =>
      [was, is].map((document) => summaryOf(document, rowsOf(document, data ?? []))) as [Summary, Summary],
    [was, is, data],
  );
  const figure = (label: string, of: (summary: Summary) => string) => [label, of(one), of(other)];
  const link = (plan: PlanView) => (
    <Anchor component={Link} to={pathOf(plan.seasonId, 'plans', plan.id)} size="sm">
      {format.dateTime(plan.createdAt)}
    </Anchor>
  );
  const badges = (plan: PlanView) => <PlanStateBadge state={plan.state} />;
  const quality = (plan: PlanView) => <QualityBadge quality={plan.quality} gap={plan.gap} format={format} />;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="figures">
      <Stack gap="sm">
        <Title order={2} size="h4" id="figures">
          {t('compare.figures')}
        </Title>
        <SmallTable
          label={t('compare.figures')}
          head={[t('compare.figure'), t('compare.colA'), t('compare.colB')]}
          rows={[
            [t('compare.made'), link(before), link(after)],
            [t('compare.state'), badges(before), badges(after)],
            [t('compare.quality'), quality(before), quality(after)],
            [
              t('compare.ruleSet'),
              ...[before, after].map(({ ruleSet }) =>
                ruleSet === null ? '–' : t('ruleSet', { number: ruleSet.number }),
              ),
            ],
            figure(t('figure.held'), ({ held }) => format.number(held)),
            figure(t('compare.dropped'), ({ dropped }) => format.number(dropped)),
            figure(t('figure.places'), ({ places }) =>
              t('table.placesOf', {
                filled: format.number(places.filled),
                wanted: format.number(places.wanted),
              }),
            ),
            figure(t('figure.people'), ({ people }) => format.number(people)),
            figure(t('figure.money'), ({ spentFen }) => format.money(spentFen)),
            figure(t('compare.venues'), ({ venues }) => format.number(venues)),
          ]}
        />
      </Stack>
    </Paper>
  );
}
