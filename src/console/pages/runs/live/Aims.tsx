import { Badge, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { type AimProgress, type TierName } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { type Format, SmallTable } from '~/ui';
import { gapText, tierText } from '../common/words';

/** How far each aim is: what the best plan makes of it, what is proven of it, and which one is worked on. */
export function Aims({
  aims,
  now,
  shown,
  over,
  format,
  onShow,
}: {
  readonly aims: readonly AimProgress[];
  /** The aim that is being proven. */
  readonly now: TierName | null;
  /** The aim whose curve is drawn. */
  readonly shown: TierName | null;
  readonly over: boolean;
  readonly format: Format;
  readonly onShow: (tier: TierName) => void;
}) {
  const { t } = useTranslation('runs');
  const at = aims.findIndex(({ tier }) => tier === now);
  const stateOf = ({ gap }: AimProgress, place: number) => {
    if (gap === 0) return { text: t('live.aimClosed'), color: 'jade' };
    if (!over && place === at) return { text: t('live.aimNow'), color: 'indigo' };
    if (gap !== null && (over || place < at)) return { text: t('live.aimLeft'), color: 'amber' };
    return { text: t('live.aimAhead'), color: 'gray' };
  };
  const textOf = (tier: TierName, value: number | null) =>
    value === null ? '–' : tierText(tier, value, format);
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="aims">
      <Stack gap="sm">
        <div>
          <Title order={2} size="h4" id="aims">
            {t('live.aims')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('live.aimsHint')}
          </Text>
        </div>
        <SmallTable
          label={t('live.aims')}
          head={[t('live.aim'), t('live.best'), t('live.limit'), t('live.gap'), t('live.aimState')]}
          rows={aims.map((aim, place) => {
            const { tier, value, bound, gap } = aim;
            const { text, color } = stateOf(aim, place);
            return [
              <Button
                key="aim"
                variant={tier === shown ? 'light' : 'subtle'}
                size="sm"
                h={40}
                px="xs"
                aria-pressed={tier === shown}
                onClick={() => onShow(tier)}
              >
                {t(`tier.${tier}.name`)}
              </Button>,
              textOf(tier, value),
              textOf(tier, bound),
              gap === null ? '–' : gapText(gap, format),
              <Badge key="state" tt="none" variant="light" color={color}>
                {text}
              </Badge>,
            ];
          })}
        />
      </Stack>
    </Paper>
  );
}
