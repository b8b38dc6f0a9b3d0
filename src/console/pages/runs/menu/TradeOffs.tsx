import { Button, Chip, Group, Select, Text } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type PlanView, type TradeOffMeasure } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, type Format } from '~/ui';
import { AskFrame } from './AskFrame';
import { FairnessPrice } from './FairnessPrice';
import { MEASURES } from './measures';
import { Scatter } from './Scatter';
import { useQuestion } from './useQuestion';

const TIMES_S = [30, 60, 180, 600] as const;
const POINTS = 8;

/** Few plans, each best in its way, to weigh against each other. */
export function TradeOffs({ plan, format }: { readonly plan: PlanView; readonly format: Format }) {
  const { t } = useTranslation(['plans', 'runs']);
  const asked = useQuestion(plan.id, 'trade-offs');
  const { answer: known, busy, ask } = asked;
  const [measures, setMeasures] = useState<readonly TradeOffMeasure[]>(MEASURES);
  const [seconds, setSeconds] = useState(180);
  const begin = () =>
    ask.mutate({
      kind: 'trade-offs',
      measures: MEASURES.filter((one) => measures.includes(one)),
      points: POINTS,
      timeMs: seconds * 1000,
    });
  return (
    <AskFrame
      asked={asked}
      title={t('tradeOffs.ask')}
      hint={t('tradeOffs.askHint')}
      form={
        <>
          <Chip.Group
            multiple
            value={[...measures]}
            onChange={(chosen) => setMeasures(MEASURES.filter((one) => chosen.includes(one)))}
          >
            <Group gap="xs" role="group" aria-label={t('tradeOffs.measures')}>
              {MEASURES.map((measure) => (
                <Chip key={measure} value={measure} size="md">
                  {t(`measure.${measure}`)}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
          <Group align="flex-end" gap="sm">
            <Select
              label={t('tradeOffs.time')}
              allowDeselect={false}
              w={140}
              value={String(seconds)}
              onChange={(value) => setSeconds(Number(value ?? 180))}
              data={TIMES_S.map((one) => ({
                value: String(one),
                label: one < 60 ? t('runs:seconds', { count: one }) : t('runs:minutes', { count: one / 60 }),
              }))}
            />
            <Button
              leftSection={<IconPlayerPlay size={18} />}
              loading={ask.isPending}
              disabled={measures.length < 2 || busy}
              onClick={begin}
            >
              {t(known === null ? 'tradeOffs.go' : 'tradeOffs.again')}
            </Button>
            {measures.length < 2 && (
              <Text size="sm" c="cinnabar.7" role="alert">
                {t('tradeOffs.two')}
              </Text>
            )}
          </Group>
        </>
      }
    >
      {(answer) => (
        <>
          {answer.points.length === 0 ? (
            <Empty title={t('tradeOffs.none')}>{t('tradeOffs.noneHint')}</Empty>
          ) : (
            <Scatter plan={plan} answer={answer} format={format} />
          )}
          {answer.priceOfFairness !== null && (
            <FairnessPrice price={answer.priceOfFairness} format={format} />
          )}
        </>
      )}
    </AskFrame>
  );
}
