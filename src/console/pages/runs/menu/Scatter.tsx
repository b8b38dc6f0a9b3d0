import { Group, Paper, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { type PlanView, type TradeOffMeasure, type TradeOffs } from '@heli/contracts';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartPanel } from '~/ui/Chart';
import { type Format } from '~/ui';
import { bestIn } from './measures';
import { measureText } from './measureText';
import { PointCard } from './PointCard';

const COLORS = { plan: '#0f6b5c', stored: '#b83f27' } as const;

/** Plans between two measures; a click or a choice in the list below shows one of them whole. */
export function Scatter({
  plan,
  answer,
  format,
}: {
  readonly plan: PlanView;
  readonly answer: TradeOffs;
  readonly format: Format;
}) {
  const { t } = useTranslation('plans');
  const { measures, points, stored } = answer;
  const [x, setX] = useState<TradeOffMeasure>(measures[1] ?? 'fairness');
  const [y, setY] = useState<TradeOffMeasure>(measures[0] ?? 'coverage');
  const [chosen, setChosen] = useState(0);
  const nameOf = useCallback((at: number) => t('tradeOffs.point', { number: at + 1 }), [t]);
  const option = useMemo(() => {
    const axis = (measure: TradeOffMeasure) => ({
      type: 'value',
      scale: true,
      name: t(`measure.${measure}`),
      nameLocation: 'middle',
      axisLabel: { formatter: (value: number) => measureText(measure, value, format) },
    });
    const tip = ({ data }: { data: { name: string; value: [number, number] } }) =>
      [
        data.name,
        `${t(`measure.${x}`)} ${measureText(x, data.value[0], format)}`,
        `${t(`measure.${y}`)} ${measureText(y, data.value[1], format)}`,
      ].join('<br>');
    return {
      grid: { left: 86, right: 30, top: 40, bottom: 56 },
      legend: { top: 0 },
      tooltip: { trigger: 'item', formatter: tip },
      xAxis: { ...axis(x), nameGap: 34 },
      yAxis: { ...axis(y), nameGap: 66 },
      series: [
        {
          name: t('tradeOffs.plans'),
          type: 'scatter',
          symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === chosen ? 26 : 18),
          itemStyle: { color: COLORS.plan, borderColor: '#fff', borderWidth: 2 },
          label: {
            show: true,
            formatter: ({ dataIndex }: { dataIndex: number }) => String(dataIndex + 1),
            color: '#fff',
            fontSize: 11,
          },
          data: points.map(({ values }, at) => ({ name: nameOf(at), value: [values[x], values[y]] })),
        },
        {
          name: t('tradeOffs.stored'),
          type: 'scatter',
          symbol: 'diamond',
          symbolSize: 20,
          itemStyle: { color: COLORS.stored, borderColor: '#fff', borderWidth: 2 },
          data: [{ name: t('tradeOffs.stored'), value: [stored[x], stored[y]] }],
        },
      ],
    };
  }, [t, format, points, stored, x, y, chosen, nameOf]);
  const onClick = useCallback(
    ({ dataIndex, seriesIndex }: { readonly dataIndex: number; readonly seriesIndex?: number }) => {
      if (seriesIndex === 0) setChosen(dataIndex);
    },
    [],
  );
  const data = measures.map((measure) => ({ value: measure, label: t(`measure.${measure}`) }));
  const pick = (value: string | null) => measures.find((one) => one === value);
  const point = points[chosen];
  return (
    <Stack gap="lg">
      <Text>
        {t(`storedIs.${answer.storedIs}`)} {t(`ended.${answer.ended}`)}{' '}
        {answer.decided < answer.activities &&
          t('tradeOffs.part', { decided: answer.decided, all: answer.activities })}
      </Text>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        <ChartPanel
          title={t('tradeOffs.chart')}
          hint={t('tradeOffs.chartHint')}
          option={option}
          head={[
            t('tradeOffs.plan'),
            ...measures.map((one) => t(`measure.${one}`)),
            t('measure.places'),
            t('tradeOffs.proven'),
          ]}
          rows={[
            [
              t('tradeOffs.stored'),
              ...measures.map((one) => measureText(one, stored[one], format)),
              stored.places,
              '–',
            ],
            ...points.map(({ values, proven }, at) => [
              nameOf(at),
              ...measures.map((one) => measureText(one, values[one], format)),
              values.places,
              t(proven ? 'tradeOffs.yes' : 'tradeOffs.no'),
            ]),
          ]}
          file="heli-trade-offs"
          height={380}
          onClick={onClick}
        >
          <Group gap="sm">
            <Select
              label={t('tradeOffs.x')}
              data={data}
              value={x}
              allowDeselect={false}
              onChange={(value) => setX(pick(value) ?? x)}
              w={170}
            />
            <Select
              label={t('tradeOffs.y')}
              data={data}
              value={y}
              allowDeselect={false}
              onChange={(value) => setY(pick(value) ?? y)}
              w={170}
            />
          </Group>
        </ChartPanel>
        <Stack gap="sm">
          <Select
            label={t('tradeOffs.choose')}
            allowDeselect={false}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value ?? 0))}
            data={points.map((one, at) => ({
              value: String(at),
              label: [nameOf(at), ...bestIn(answer, one).map((measure) => t(`best.${measure}`))].join(' · '),
            }))}
          />
          {point !== undefined && (
            <Paper withBorder p="md" aria-live="polite">
              <PointCard plan={plan} title={nameOf(chosen)} point={point} answer={answer} format={format} />
            </Paper>
          )}
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}
