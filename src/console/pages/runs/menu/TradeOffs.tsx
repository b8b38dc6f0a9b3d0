import { Button, Chip, Group, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type PlanView, type TradeOffMeasure } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { STAFF, useWho } from '~/app/who';
import { Empty, type Format, Loaded } from '~/ui';
import { Asking } from './Asking';
import { FairnessPrice } from './FairnessPrice';
import { MEASURES } from './measures';
import { Scatter } from './Scatter';
import { useQuestion } from './useQuestion';

const TIMES_S = [30, 60, 180, 600] as const;
const POINTS = 8;

/** Few plans, each best in its way, to weigh against each other. */
export function TradeOffs({ plan, format }: { readonly plan: PlanView; readonly format: Format }) {
  const { t } = useTranslation(['plans', 'runs']);
  const who = useWho();
  const mayAsk = who.is(...STAFF);
  const { before, question, error, answer, ask, stop } = useQuestion(plan.id, 'trade-offs');
  const [measures, setMeasures] = useState<readonly TradeOffMeasure[]>(MEASURES);
  const [seconds, setSeconds] = useState(180);
  const begin = () =>
    ask.mutate({
      kind: 'trade-offs',
      measures: MEASURES.filter((one) => measures.includes(one)),
      points: POINTS,
      timeMs: seconds * 1000,
    });
  const busy = question !== null && (question.state === 'queued' || question.state === 'running');
  return (
    <Loaded of={before} rows={3}>
      {() => (
        <Stack gap="lg">
          {mayAsk ? (
            <Paper withBorder p="md" component="section" aria-label={t('tradeOffs.ask')}>
              <Stack gap="sm">
                <div>
                  <Title order={2} size="h4">
                    {t('tradeOffs.ask')}
                  </Title>
                  <Text size="sm" c="dimmed">
                    {t('tradeOffs.askHint')}
                  </Text>
                </div>
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
                      label:
                        one < 60 ? t('runs:seconds', { count: one }) : t('runs:minutes', { count: one / 60 }),
                    }))}
                  />
                  <Button
                    leftSection={<IconPlayerPlay size={18} />}
                    loading={ask.isPending}
                    disabled={measures.length < 2 || busy}
                    onClick={begin}
                  >
                    {t(answer === null ? 'tradeOffs.go' : 'tradeOffs.again')}
                  </Button>
                  {measures.length < 2 && (
                    <Text size="sm" c="cinnabar.7" role="alert">
                      {t('tradeOffs.two')}
                    </Text>
                  )}
                </Group>
              </Stack>
            </Paper>
          ) : (
            question === null && <Text c="dimmed">{t('ask.none')}</Text>
          )}
          <Asking
            question={question}
            errors={[error, ask.error, stop.error]}
            mayStop={mayAsk}
            stopping={stop.isPending}
            onStop={() => stop.mutate(undefined)}
          />
          {answer !== null && (
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
        </Stack>
      )}
    </Loaded>
  );
}
