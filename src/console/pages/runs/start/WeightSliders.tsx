import { Badge, Group, SimpleGrid, Slider, Stack, Text, Title } from '@mantine/core';
import { type ObjectiveWeights } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Tiers, type WeightName, WEIGHTS_OF } from './presets';

const MOST = 50;

/** How much one of each thing counts, in points; the season's own are marked. */
export function WeightSliders({
  weights,
  own,
  tiers,
  onChange,
}: {
  readonly weights: ObjectiveWeights;
  readonly own: ObjectiveWeights;
  readonly tiers: Tiers;
  readonly onChange: (weights: ObjectiveWeights) => void;
}) {
  const { t } = useTranslation('runs');
  return (
    <Stack gap="lg">
      {WEIGHTS_OF.map(({ tier, names }) => (
        <Stack key={tier} gap="sm">
          <Group gap="xs">
            <Title order={3} size="h5">
              {t(`tier.${tier}.name`)}
            </Title>
            {!tiers.includes(tier) && (
              <Badge size="sm" variant="light" color="gray" tt="none">
                {t('start.notCounted')}
              </Badge>
            )}
          </Group>
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl" verticalSpacing="lg">
            {names.map((name) => (
              <WeightSlider
                key={name}
                name={name}
                value={weights[name]}
                own={own[name]}
                onChange={(value) => onChange({ ...weights, [name]: value })}
              />
            ))}
          </SimpleGrid>
        </Stack>
      ))}
    </Stack>
  );
}

function WeightSlider({
  name,
  value,
  own,
  onChange,
}: {
  readonly name: WeightName;
  readonly value: number;
  readonly own: number;
  readonly onChange: (value: number) => void;
}) {
  const { t } = useTranslation('runs');
  const label = t(`weight.${name}`);
  const max = Math.max(MOST, own, value);
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm">{label}</Text>
        <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
          {t('start.points', { count: value })}
        </Text>
      </Group>
      <Slider
        mt={4}
        mb={22}
        min={0}
        max={max}
        value={value}
        onChange={onChange}
        thumbLabel={label}
        thumbSize={22}
        label={null}
        marks={[{ value: own, label: t('start.ownMark') }]}
      />
    </div>
  );
}
