import { NumberInput, Radio, Select, Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export interface EffortChoice {
  readonly gap: number;
  /** Null: as the service is set. */
  readonly timeMs: number | null;
  readonly seed: number;
}

const MINUTE_MS = 60_000;
const GAPS = [0, 0.001, 0.01] as const;
const TIMES = [1, 2, 5, 10, 30, 60, 240] as const;
const MAX_SEED = 2_147_483_647;

/** How exactly and how long to look, in plain words. */
export function Effort({
  value,
  more,
  onChange,
}: {
  readonly value: EffortChoice;
  readonly more: boolean;
  readonly onChange: (value: EffortChoice) => void;
}) {
  const { t } = useTranslation('runs');
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t('start.effort')}
      </Title>
      <Radio.Group
        label={t('start.gap')}
        description={t('start.gapHint')}
        value={String(value.gap)}
        onChange={(gap) => onChange({ ...value, gap: Number(gap) })}
      >
        <Stack gap="xs" mt="xs">
          {GAPS.map((gap) => (
            <Radio
              key={gap}
              value={String(gap)}
              label={t(`gap.${String(gap).replace('.', '_')}.name`)}
              description={t(`gap.${String(gap).replace('.', '_')}.text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t('start.time')}
        description={t('start.timeHint')}
        allowDeselect={false}
        value={value.timeMs === null ? 'service' : String(value.timeMs / MINUTE_MS)}
        onChange={(minutes) =>
          onChange({
            ...value,
            timeMs: minutes === null || minutes === 'service' ? null : Number(minutes) * MINUTE_MS,
          })
        }
        data={[
          { value: 'service', label: t('start.timeOfService') },
          ...TIMES.map((minutes) => ({
            value: String(minutes),
            label: minutes < 60 ? t('minutes', { count: minutes }) : t('hours', { count: minutes / 60 }),
          })),
        ]}
      />
      {more && (
        <NumberInput
          label={t('start.seed')}
          description={t('start.seedHint')}
          min={0}
          max={MAX_SEED}
          allowDecimal={false}
          clampBehavior="strict"
          value={value.seed}
          onChange={(seed) => onChange({ ...value, seed: typeof seed === 'number' ? seed : 0 })}
        />
      )}
    </Stack>
  );
}
