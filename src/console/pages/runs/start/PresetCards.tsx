import { Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Aims, aimsOf, PRESETS, type PresetName } from './presets';

/** Not a mixture of aims: the published plan with as few changes as can be. */
const LEAST = 'least';

/** Named mixtures of aims, each with what it is for. */
export function PresetCards({
  own,
  chosen,
  onChoose,
  least,
  onLeast,
}: {
  readonly own: Aims;
  readonly chosen: PresetName | null;
  readonly onChoose: (aims: Aims) => void;
  /** Whether the fewest changes are chosen; null: no plan is published that could be kept to. */
  readonly least: boolean | null;
  readonly onLeast: () => void;
}) {
  const { t } = useTranslation('runs');
  return (
    <Radio.Group
      label={t('start.presets')}
      description={chosen === null && least !== true ? t('start.mixed') : t('start.presetsHint')}
      value={least === true ? LEAST : (chosen ?? '')}
      onChange={(name) => {
        const preset = PRESETS.find((one) => one === name);
        if (name === LEAST) onLeast();
        if (preset !== undefined) onChoose(aimsOf(preset, own));
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} mt="sm">
        {[...PRESETS, ...(least === null ? [] : [LEAST])].map((preset) => (
          <Radio.Card
            key={preset}
            value={preset}
            p="md"
            radius="md"
            bg="white"
            style={{ display: 'flex', alignItems: 'flex-start' }}
          >
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Radio.Indicator mt={3} />
              <Stack gap={2}>
                <Text fw={600}>{t(`preset.${preset}.name`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`preset.${preset}.text`)}
                </Text>
              </Stack>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
