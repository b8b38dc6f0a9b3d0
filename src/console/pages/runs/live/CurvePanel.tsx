import { type Progress, type RunView, type TierName } from '@heli/contracts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartPanel } from '~/ui/Chart';
import { type Format } from '~/ui';
import { gapText, tierText } from '../common/words';
import { curveOf, lineOf, type Moment } from './curve';
import { isOver, useNow } from './useLiveRun';

/** How often the lines are drawn on while nothing new is known. */
const STEP_MS = 5_000;
const BEST = '#0f6b5c';
const BOUND = '#b83f27';

/** Best plan and bound over time: they close in on each other. Of one aim, or of the leading ones together where nothing else is told. */
export function CurvePanel({
  run,
  curve: whole,
  aim,
  format,
}: {
  readonly run: RunView;
  readonly curve: readonly Moment[];
  readonly aim: TierName | null;
  readonly format: Format;
}) {
  const { t } = useTranslation('runs');
  const over = isOver(run);
  const curve = useMemo(() => (aim === null ? whole : curveOf(whole, aim)), [whole, aim]);
  const now = useNow(!over);
  const untilMs =
    over || run.startedAt === null ? 0 : Math.floor((now - Date.parse(run.startedAt)) / STEP_MS) * STEP_MS;
  const boundName = t(aim === null ? 'live.bound' : 'live.limit');
  const option = useMemo(() => {
    const phases = curve.filter(({ phase }, at) => at > 0 && curve[at - 1]?.phase !== phase);
    const name = (phase: Progress['phase']) => t(`phase.${phase}.short`);
    return {
      aria: { enabled: true },
      grid: { left: 70, right: 24, top: 40, bottom: 44 },
      legend: { top: 0, data: [boundName, t('live.best')] },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'value',
        name: t('live.seconds'),
        nameLocation: 'middle',
        nameGap: 28,
        min: 0,
        minInterval: 1,
      },
      yAxis: {
        type: 'value',
        scale: true,
        axisLabel: {
          formatter: (value: number) =>
            aim === 'fairness' || aim === 'cost'
              ? tierText(aim, value, format)
              : new Intl.NumberFormat(document.documentElement.lang, {
                  notation: 'compact',
                  maximumSignificantDigits: 4,
                }).format(value),
        },
      },
      series: [
        {
          name: boundName,
          type: 'line',
          z: 4,
          step: 'end',
          showSymbol: curve.length < 3,
          data: lineOf(curve, 'bound', untilMs),
          lineStyle: { type: 'dashed', width: 2, color: BOUND },
          itemStyle: { color: BOUND },
          markLine: {
            symbol: 'none',
            silent: true,
            label: { formatter: ({ name: text }: { name: string }) => text, color: '#5a635e' },
            lineStyle: { color: '#ced4da', type: 'solid' },
            data: phases.map((moment) => ({ xAxis: moment.atMs / 1000, name: name(moment.phase) })),
          },
        },
        {
          name: t('live.best'),
          type: 'line',
          step: 'end',
          showSymbol: curve.length < 3,
          data: lineOf(curve, 'best', untilMs),
          lineStyle: { width: 3, color: BEST },
          itemStyle: { color: BEST },
          areaStyle: { color: BEST, opacity: 0.08 },
        },
      ],
    };
  }, [curve, t, untilMs, aim, format, boundName]);
  const textOf = (value: number | null) =>
    value === null ? '–' : aim === null ? value : tierText(aim, value, format);
  const known = curve.filter(({ best, bound }) => best !== null || bound !== null);
  return (
    <ChartPanel
      title={aim === null ? t('live.curve') : t('live.curveOf', { aim: t(`tier.${aim}.name`) })}
      hint={t(aim === null ? 'live.curveHint' : 'live.aimHint')}
      option={option}
      head={[t('live.seconds'), t('live.phase'), t('live.best'), boundName, t('live.gap')]}
      rows={known.map(({ atMs, phase, best, bound, gap }) => [
        format.number(atMs / 1000, 1),
        t(`phase.${phase}.name`),
        textOf(best),
        textOf(bound),
        gap === null ? '–' : gapText(gap, format),
      ])}
      file="heli-curve"
      height={320}
      empty={known.length === 0}
    />
  );
}
