import { NumberInput, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import { type VolunteerRead } from '@heli/contracts';
import { useTranslation } from 'react-i18next';

export interface LimitsValue {
  readonly limits: VolunteerRead['limits'];
  readonly minRestMinutes: number | undefined;
}

const HOURS = ['minutesPerDay', 'minutesPerWeek', 'minutesPerSeason'] as const;
const TIMES = ['activitiesPerDay', 'activitiesPerWeek', 'activitiesPerSeason'] as const;
const HOUR = 60;

/** How much at most; what is left empty is not limited by the person. */
export function Limits({
  value,
  onChange,
}: {
  readonly value: LimitsValue;
  readonly onChange: (value: LimitsValue) => void;
}) {
  const { t } = useTranslation('volunteer');
  const set = (key: keyof LimitsValue['limits'], number: number | undefined) => {
    const others = Object.fromEntries(Object.entries(value.limits).filter(([name]) => name !== key));
    onChange({ ...value, limits: number === undefined ? others : { ...others, [key]: number } });
  };
  const numberOf = (input: number | string): number | undefined => (input === '' ? undefined : Number(input));
  return (
    <Paper withBorder p="md" component="section" aria-label={t('free.limits')}>
      <Title order={2} size="h4">
        {t('free.limits')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('free.limitsHint')}
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        {HOURS.map((key) => (
          <NumberInput
            key={key}
            label={t(`free.limit.${key}`)}
            value={value.limits[key] === undefined ? '' : (value.limits[key] ?? 0) / HOUR}
            onChange={(input) => {
              const hours = numberOf(input);
              set(key, hours === undefined ? undefined : Math.round(hours * HOUR));
            }}
            min={0}
            step={1}
            decimalScale={1}
          />
        ))}
        {TIMES.map((key) => (
          <NumberInput
            key={key}
            label={t(`free.limit.${key}`)}
            value={value.limits[key] ?? ''}
            onChange={(input) => set(key, numberOf(input))}
            min={0}
            allowDecimal={false}
          />
        ))}
        <NumberInput
          label={t('free.limit.rest')}
          value={value.minRestMinutes ?? ''}
          onChange={(input) => onChange({ ...value, minRestMinutes: numberOf(input) })}
          min={0}
          step={30}
          allowDecimal={false}
        />
      </SimpleGrid>
    </Paper>
  );
}
