import { Group, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Aims, aimsOf, PRESETS, type PresetName } from './presets';

/** Named mixtures of aims, each with what it is for. */
export function PresetCards({
  own,
  chosen,
  onChoose,
}: {
  readonly own: Aims;
  readonly chosen: PresetName | null;
  readonly onChoose: (aims: Aims) => void;
}) {
  const { t } = useTranslation('runs');
  return (
    <Radio.Group
      label={t('start.presets')}
      description={chosen === null ? t('start.mixed') : t('start.presetsHint')}
      value={chosen ?? ''}
      onChange={(name) => {
        const preset = PRESETS.find((one) => one === name);
        if (preset !== undefined) onChoose(aimsOf(preset, own));
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} mt="sm">
        {PRESETS.map((preset) => (
          <Radio.Card key={preset} value={preset} p="md" radius="md" bg="white" h="100%">
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
