import { Button, Group, NumberInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type PlanView } from '@heli/contracts';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartPanel } from '~/ui/Chart';
import { type Format } from '~/ui';
import { useNames } from '../common/season';
import { AskFrame } from './AskFrame';
import { plansOf, type PlanStep } from './planSteps';
import { Steps } from './Steps';
import { useQuestion } from './useQuestion';

const MOST_STEPS = 12;
const TIME_MS = 120_000;

/** Budgets from nothing to `mostFen` in even steps. */
const budgetsOf = (mostFen: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, at) => Math.round((mostFen * at) / Math.max(1, steps - 1)));

/** Which activities to hold as more may be spent. */
export function Portfolio({ plan, format }: { readonly plan: PlanView; readonly format: Format }) {
  const { t } = useTranslation('plans');
  const names = useNames(plan.seasonId);
  const asked = useQuestion(plan.id, 'portfolio');
  const { answer: known, busy, ask } = asked;
  const [yuan, setYuan] = useState<number | null>(null);
  const [steps, setSteps] = useState(5);
  const begin = () =>
    ask.mutate({
      kind: 'portfolio',
      timeMs: TIME_MS,
      ...(yuan === null ? {} : { budgetsFen: budgetsOf(yuan * 100, steps) }),
    });
  return (
    <AskFrame
      asked={asked}
      title={t('portfolio.ask')}
      hint={t('portfolio.hint')}
      form={
        <Group align="flex-end" gap="sm">
          <NumberInput
            label={t('portfolio.most')}
            placeholder={t('portfolio.auto')}
            prefix="¥"
            thousandSeparator=","
            min={1}
            allowDecimal={false}
            allowNegative={false}
            w={170}
            value={yuan ?? ''}
            onChange={(value) => setYuan(typeof value === 'number' && value > 0 ? value : null)}
          />
          <NumberInput
            label={t('portfolio.steps')}
            min={2}
            max={MOST_STEPS}
            clampBehavior="strict"
            allowDecimal={false}
            w={110}
            value={steps}
            disabled={yuan === null}
            onChange={(value) => setSteps(typeof value === 'number' ? Math.max(2, value) : 5)}
          />
          <Button
            leftSection={<IconPlayerPlay size={18} />}
            loading={ask.isPending}
            disabled={busy}
            onClick={begin}
          >
            {t(known === null ? 'portfolio.go' : 'tradeOffs.again')}
          </Button>
        </Group>
      }
    >
      {(answer) => (
        <>
          <BudgetChart steps={plansOf(answer)} format={format} />
          <Steps answer={answer} names={names} format={format} />
        </>
      )}
    </AskFrame>
  );
}

function BudgetChart({ steps, format }: { readonly steps: readonly PlanStep[]; readonly format: Format }) {
  const { t } = useTranslation('plans');
  const option = useMemo(
    () => ({
      grid: { left: 60, right: 30, top: 24, bottom: 56 },
      tooltip: { trigger: 'axis' },
      xAxis: {
        type: 'value',
        name: t('portfolio.budget'),
        nameLocation: 'middle',
        nameGap: 34,
        axisLabel: { formatter: (value: number) => `¥${value}` },
      },
      yAxis: { type: 'value', scale: true, minInterval: 1 },
      series: [
        {
          name: t('portfolio.held'),
          type: 'line',
          step: 'end',
          symbolSize: 10,
          data: steps.map(({ budgetFen, held }) => [budgetFen / 100, held]),
          lineStyle: { color: '#0f6b5c', width: 3 },
          itemStyle: { color: '#0f6b5c' },
          areaStyle: { color: '#0f6b5c', opacity: 0.08 },
        },
      ],
    }),
    [steps, t],
  );
  return (
    <ChartPanel
      title={t('portfolio.chart')}
      hint={t('portfolio.chartHint')}
      option={option}
      head={[t('portfolio.budget'), t('portfolio.spent'), t('portfolio.held'), t('portfolio.exact')]}
      rows={steps.map(({ budgetFen, spentFen, held, exact }) => [
        format.money(budgetFen),
        format.money(spentFen),
        held,
        t(exact ? 'tradeOffs.yes' : 'tradeOffs.no'),
      ])}
      file="heli-portfolio"
      empty={steps.length === 0}
    />
  );
}
