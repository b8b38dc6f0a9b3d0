import { Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '~/ui';
import classes from './Funnel.module.css';
import { funnelBars, type Gap } from './model';

/** How many people (or venues, groups, pieces, fen) are left after each condition. */
export function Funnel({ gap }: { readonly gap: Gap }) {
  const { t } = useTranslation(['open', 'answers']);
  const format = useFormat();
  const bars = funnelBars(gap.funnel, gap.bottleneck);
  if (bars.length === 0) return null;
  const amount = (rule: string, value: number) =>
    rule.endsWith('-fen') ? format.money(value) : format.number(value);
  return (
    <Stack component="ol" gap={4} className={classes.funnel} aria-label={t('funnel.label')}>
      {bars.map(({ rule, remaining, share, lost, narrow }) => (
        <Box component="li" key={rule} className={classes.step} data-narrow={narrow}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text size="sm" fw={narrow ? 650 : 400}>
              {t(`answers:rule.${rule}`, rule)}
              {narrow && (
                <Text span size="xs" c="cinnabar.8" ml={6}>
                  {t('funnel.here')}
                </Text>
              )}
            </Text>
            <Text size="sm" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
              {lost > 0 && (
                <Text span size="xs" c="dimmed" mr={8}>
                  −{amount(rule, lost)}
                </Text>
              )}
              {amount(rule, remaining)}
            </Text>
          </Group>
          <Box className={classes.track} aria-hidden>
            <Box
              className={classes.bar}
              style={{ width: `${Math.max(share * 100, remaining > 0 ? 2 : 0)}%` }}
            />
          </Box>
        </Box>
      ))}
    </Stack>
  );
}
