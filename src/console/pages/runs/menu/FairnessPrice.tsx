import { Paper, Stack, Text, Title } from '@mantine/core';
import { type PriceOfFairness } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format, SmallTable } from '~/ui';

type Between = PriceOfFairness['price']['coverage'];

/** What fairness costs: two orders of the same season, with it first and without it. */
export function FairnessPrice({
  price,
  format,
}: {
  readonly price: PriceOfFairness;
  readonly format: Format;
}) {
  const { t } = useTranslation(['plans', 'runs']);
  const between = ({ atLeast, atMost }: Between): string => {
    const [least, most] = [atLeast, atMost].map((one) => (one === null ? null : format.number(one, 0)));
    if (least !== null && least === most) return t('price.exactly', { value: least });
    return t('price.between', { least: least ?? '?', most: most ?? '?' });
  };
  const { without } = price;
  const fair = price.with;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="price">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4" id="price">
            {t('price.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('price.hint')}
          </Text>
        </div>
        <Text>
          {t('price.sentence', {
            from: format.percent(without.fairness, 1),
            to: format.percent(fair.fairness, 1),
            places: format.number(Math.max(0, price.price.places)),
          })}
        </Text>
        <SmallTable
          label={t('price.title')}
          head={[t('price.what'), t('price.without'), t('price.with'), t('price.price')]}
          rows={[
            [
              t('measure.fairness'),
              format.percent(without.fairness, 1),
              format.percent(fair.fairness, 1),
              t('price.least', { share: format.percent(price.leastShare, 1) }),
            ],
            [
              t('measure.coverage'),
              format.number(without.coverage.value, 0),
              format.number(fair.coverage.value, 0),
              between(price.price.coverage),
            ],
            [
              t('measure.places'),
              format.number(without.places),
              format.number(fair.places),
              format.number(price.price.places),
            ],
            [
              t('runs:tier.quality.name'),
              format.number(without.quality.value, 0),
              format.number(fair.quality.value, 0),
              between(price.price.quality),
            ],
          ]}
        />
      </Stack>
    </Paper>
  );
}
