import { SimpleGrid } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartPanel } from '~/ui/Chart';
import { type Format } from '~/ui';
import { type Summary } from './summary';

const HELD = '#0f6b5c';
const DROPPED = '#d8b4a9';

/** Activities by kind, and how the work is spread over people. */
export function Charts({ summary, format }: { readonly summary: Summary; readonly format: Format }) {
  const { t } = useTranslation(['plans', 'common']);
  const kinds = useMemo(
    () => ({
      grid: { left: 76, right: 40, top: 34, bottom: 24 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: summary.byKind.map(({ kind }) => t(`common:kind.${kind}`)),
      },
      series: [
        {
          name: t('chart.held'),
          type: 'bar',
          stack: 'all',
          data: summary.byKind.map(({ held }) => held),
          itemStyle: { color: HELD },
          label: {
            show: true,
            color: '#fff',
            formatter: ({ value }: { value: number }) => (value > 0 ? value : ''),
          },
        },
        {
          name: t('chart.dropped'),
          type: 'bar',
          stack: 'all',
          data: summary.byKind.map(({ dropped }) => dropped),
          itemStyle: { color: DROPPED },
          label: {
            show: true,
            color: '#333',
            position: 'right',
            formatter: ({ value }: { value: number }) => (value > 0 ? value : ''),
          },
        },
      ],
    }),
    [summary, t],
  );
  const load = useMemo(
    () => ({
      grid: { left: 56, right: 20, top: 16, bottom: 44 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: {
        type: 'category',
        data: summary.load.map(({ times }) => times),
        name: t('chart.times'),
        nameLocation: 'middle',
        nameGap: 28,
      },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        {
          name: t('chart.people'),
          type: 'bar',
          data: summary.load.map(({ people }) => people),
          itemStyle: { color: HELD },
        },
      ],
    }),
    [summary, t],
  );
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <ChartPanel
        title={t('chart.kinds')}
        hint={t('chart.kindsHint')}
        option={kinds}
        head={[t('chart.kind'), t('chart.held'), t('chart.dropped')]}
        rows={summary.byKind.map(({ kind, held, dropped }) => [t(`common:kind.${kind}`), held, dropped])}
        file="heli-plan-kinds"
        height={230}
      />
      <ChartPanel
        title={t('chart.load')}
        hint={t('chart.loadHint', { people: format.number(summary.people) })}
        option={load}
        head={[t('chart.times'), t('chart.people')]}
        rows={summary.load.map(({ times, people }) => [times, people])}
        file="heli-plan-load"
        height={230}
        empty={summary.load.length === 0}
      />
    </SimpleGrid>
  );
}
