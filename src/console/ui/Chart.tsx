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
import { saveFile } from '../api';
import { SmallTable } from './DataTable';

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

const cellOf = (value: string | number): string => {
  const text = String(value);
  // A sheet must not take a cell of ours for a formula.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A table as CSV that Excel opens with its Hanzi whole. */
export function saveCsv(
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const text = [head, ...rows].map((cells) => cells.map(cellOf).join(',')).join('\r\n');
  saveFile(new Blob(['\uFEFF', text, '\r\n'], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

/** A chart, the table of the same figures, and their CSV. */
export function ChartPanel({
  title,
  hint,
  option,
  head,
  rows,
  file,
  height,
  empty = false,
  children,
}: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly option: EChartsCoreOption;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Name of the CSV file without its ending. */
  readonly file: string;
  readonly height?: number;
  readonly empty?: boolean;
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
          <SmallTable label={title} head={head} rows={rows} />
        ) : (
          <Chart option={option} label={title} {...(height === undefined ? {} : { height })} />
        )}
        {children}
      </Stack>
    </Paper>
  );
}
