import { ActionIcon, Button, Group, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHOOSABLE, moved, type orderFault, type Tiers } from './presets';

/** Aims from the most to the least important; each can be put up, down, out and in by buttons. */
export function TierOrder({
  tiers,
  fault,
  onChange,
}: {
  readonly tiers: Tiers;
  readonly fault: ReturnType<typeof orderFault>;
  readonly onChange: (tiers: Tiers) => void;
}) {
  const { t } = useTranslation('runs');
  const [said, setSaid] = useState('');
  const shift = (at: number, by: -1 | 1) => {
    const tier = tiers[at];
    // At the ends the buttons stay where they are, so that who uses keys does not lose their place.
    if (tier === undefined || tiers[at + by] === undefined) return;
    onChange(moved(tiers, at, by));
    setSaid(t('start.nowAt', { tier: t(`tier.${tier}.name`), place: at + by + 1 }));
  };
  const absent = CHOOSABLE.filter((tier) => !tiers.includes(tier));
  return (
    <Stack gap="sm">
      <div>
        <Title order={2} size="h4">
          {t('start.order')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('start.orderHint')}
        </Text>
      </div>
      <Stack gap={6} component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
        {tiers.map((tier, at) => (
          <Group key={tier} component="li" wrap="nowrap" gap="sm" align="center">
            <ThemeIcon variant="light" radius="xl" size={30} aria-hidden>
              {at + 1}
            </ThemeIcon>
            <div style={{ flex: 1, minWidth: 0 }}>
              <Text fw={600} size="sm">
                {t(`tier.${tier}.name`)}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`tier.${tier}.text`)}
              </Text>
            </div>
            <Group gap={2} wrap="nowrap">
              <ActionIcon
                variant="subtle"
                size={40}
                aria-label={t('start.up', { tier: t(`tier.${tier}.name`) })}
                {...(at === 0 ? { 'data-disabled': true, 'aria-disabled': true } : {})}
                onClick={() => shift(at, -1)}
              >
                <IconArrowUp size={18} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                size={40}
                aria-label={t('start.down', { tier: t(`tier.${tier}.name`) })}
                {...(at === tiers.length - 1 ? { 'data-disabled': true, 'aria-disabled': true } : {})}
                onClick={() => shift(at, 1)}
              >
                <IconArrowDown size={18} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={40}
                aria-label={t('start.out', { tier: t(`tier.${tier}.name`) })}
                disabled={tiers.length === 1}
                onClick={() => onChange(tiers.filter((one) => one !== tier))}
              >
                <IconX size={18} />
              </ActionIcon>
            </Group>
          </Group>
        ))}
      </Stack>
      {absent.length > 0 && (
        <Group gap="xs">
          {absent.map((tier) => (
            <Button
              key={tier}
              size="xs"
              variant="light"
              leftSection={<IconPlus size={14} />}
              onClick={() => onChange([...tiers, tier])}
            >
              {t(`tier.${tier}.name`)}
            </Button>
          ))}
        </Group>
      )}
      {fault !== null && (
        <Text size="sm" c="cinnabar" role="alert">
          {t(`start.fault.${fault}`)}
        </Text>
      )}
      <Text role="status" className="heli-hidden" style={{ position: 'absolute', clipPath: 'inset(50%)' }}>
        {said}
      </Text>
    </Stack>
  );
}
