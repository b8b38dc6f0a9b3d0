import { Box, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconChartBar, IconDownload, IconTable } from '@tabler/icons-react';
import { BarChart, HeatmapChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, init, use as install } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveCsv } from './csv';
import { SmallTable } from './DataTable';

export { saveCsv } from './csv';

install([
  BarChart,
  LineChart,
  PieChart,
  HeatmapChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  VisualMapComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
]);

/** An ECharts picture that follows its box. `label` says in words what it shows. */
export function Chart({
  option,
  height = 280,
  label,
  onClick,
}: {
  readonly option: EChartsCoreOption;
  readonly height?: number;
  readonly label: string;
  readonly onClick?: (event: {
    readonly dataIndex: number;
    readonly seriesIndex?: number;
    readonly name: string;
  }) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);
  useEffect(() => {
    if (box.current === null) return undefined;
    const made = init(box.current);
    chart.current = made;
    const watch = new ResizeObserver(() => made.resize());
    watch.observe(box.current);
    return () => {
      watch.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(
      { animationDuration: 250, textStyle: { fontFamily: 'inherit' }, ...option },
      { notMerge: true },
    );
  }, [option]);
  useEffect(() => {
    const made = chart.current;
    if (made === null || onClick === undefined) return undefined;
    const listener = (event: unknown) =>
      onClick(event as { dataIndex: number; seriesIndex?: number; name: string });
    made.on('click', listener);
    return () => void made.off('click', listener);
  }, [onClick]);
  return <div ref={box} role="img" aria-label={label} style={{ width: '100%', height }} />;
}

/** A chart, the table of the same figures, and their CSV. */
export function ChartPanel({
  title,
  hint,
  option,
  head,
  rows,
  show,
  file,
  height,
  empty = false,
  onClick,
  children,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly option: EChartsCoreOption;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** How a figure is written in the table; left out: as in the CSV. */
  readonly show?: (value: string | number, column: number) => ReactNode;
  /** Name of the CSV file without its ending. */
  readonly file: string;
  readonly height?: number;
  readonly empty?: boolean;
  /** What is clicked in the chart; whoever uses keys needs another way to the same. */
  readonly onClick?: Parameters<typeof Chart>[0]['onClick'];
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('common');
  const [asTable, setAsTable] = useState(false);
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="sm" gap="xs">
        <Box flex="1 1 200px">
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint !== undefined && (
            <Text size="sm" c="dimmed">
              {hint}
            </Text>
          )}
        </Box>
        {!empty && (
          <Group gap={4} className="heli-no-print">
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
              aria-pressed={asTable}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? t('chart.chart') : t('chart.table')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconDownload size={16} />}
              onClick={() => saveCsv(file, head, rows)}
            >
              CSV
            </Button>
          </Group>
        )}
      </Group>
      <Stack gap="sm">
        {empty ? (
          <Text c="dimmed" py="xl" ta="center">
            {t('state.empty')}
          </Text>
        ) : asTable ? (
          <SmallTable
            label={title}
            head={head}
            rows={show === undefined ? rows : rows.map((cells) => cells.map(show))}
          />
        ) : (
          <Chart
            option={option}
            label={title}
            {...(height === undefined ? {} : { height })}
            {...(onClick === undefined ? {} : { onClick })}
          />
        )}
        {children}
      </Stack>
    </Paper>
  );
}
