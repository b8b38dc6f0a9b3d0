import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { type PlanView, type TradeOffPoint, type TradeOffs } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { STAFF, useWho } from '~/app/who';
import { type Format, SmallTable } from '~/ui';
import { pathOf } from '../common/season';
import { bestIn, presetTowards, verdictOf } from './measures';
import { measureText } from './measureText';

const COLORS = { better: 'jade.7', worse: 'cinnabar.7', same: 'dimmed' } as const;

/** One plan of the menu: its figures beside those of the stored plan, and what is proven of it. */
export function PointCard({
  plan,
  title,
  point,
  answer,
  format,
}: {
  readonly plan: PlanView;
  readonly title: string;
  readonly point: TradeOffPoint;
  readonly answer: TradeOffs;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const who = useWho();
  const { measures, stored } = answer;
  const { values, difference, people } = point;
  const preset = presetTowards(measures, values, stored);
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Title order={3} size="h4">
          {title}
        </Title>
        {bestIn(answer, point).map((measure) => (
          <Badge key={measure} variant="light" tt="none">
            {t(`best.${measure}`)}
          </Badge>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {t(point.proven ? 'tradeOffs.provenText' : 'tradeOffs.openText')}
      </Text>
      <SmallTable
        label={title}
        head={[t('tradeOffs.measure'), t('tradeOffs.this'), t('tradeOffs.stored'), t('tradeOffs.limit')]}
        rows={measures.map((measure) => {
          const verdict = verdictOf(measure, values[measure], stored[measure]);
          const bound = point.bounds.find((one) => one.measure === measure);
          return [
            t(`measure.${measure}`),
            <Text key="this" size="sm" fw={600} c={COLORS[verdict]}>
              {measureText(measure, values[measure], format)}
              {verdict !== 'same' && ` ${t(`tradeOffs.${verdict}`)}`}
            </Text>,
            measureText(measure, stored[measure], format),
            bound === undefined || bound.bound === null
              ? '–'
              : `${measureText(measure, bound.bound, format)}${bound.exact ? ` ${t('tradeOffs.reached')}` : ''}`,
          ];
        })}
      />
      <Text size="sm">
        {t('tradeOffs.changes', {
          activities: format.number(difference.activities.length),
          people: format.number(people.length),
          places: format.number(values.places),
        })}
      </Text>
      {who.is(...STAFF) && (
        <Group gap="sm">
          <Button
            component={Link}
            to={`${pathOf(plan.seasonId, 'runs', 'new')}${preset === null ? '' : `?preset=${preset}`}`}
            variant="light"
            size="sm"
          >
            {preset === null ? t('tradeOffs.compute') : t('tradeOffs.computeTowards')}
          </Button>
          <Text size="xs" c="dimmed" flex="1 1 180px">
            {t('tradeOffs.notStored')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}
