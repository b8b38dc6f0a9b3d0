import { Button, Group, Stack, Text } from '@mantine/core';
import { type AvailabilityWindow } from '@heli/contracts';
import { useTranslation } from 'react-i18next';
import { useFormat } from './format';

/** Windows in words, each of which can be taken away. */
export function KeptWindows({
  windows,
  onRemove,
  first = 40,
  of = 'brush',
}: {
  readonly windows: readonly AvailabilityWindow[];
  readonly onRemove?: (index: number) => void;
  readonly first?: number;
  readonly of?: 'brush' | 'opening';
}) {
  const { t } = useTranslation(['duty', 'common']);
  const format = useFormat();
  const wordsOf = (window: AvailabilityWindow): string => {
    if (window.type === 'dated') return format.span(window.start, window.end);
    const weekdays = window.weekdays ?? [];
    const [first = 1, last = 7] = [weekdays[0], weekdays.at(-1)];
    const named =
      weekdays.length > 2 && last - first === weekdays.length - 1
        ? t('days.through', { first: t(`weekday.${first}`), last: t(`weekday.${last}`) })
        : weekdays.map((day) => t(`weekday.${day}`)).join(' ');
    const parts = [
      ...(window.days === undefined ? [] : [t(`days.${window.days}`)]),
      ...(weekdays.length === 0 || weekdays.length === 7 ? [] : [named]),
      `${window.from}–${window.to}`,
      ...(window.validFrom === undefined ? [] : [t('days.from', { date: window.validFrom })]),
      ...(window.validUntil === undefined ? [] : [t('days.until', { date: window.validUntil })]),
    ];
    return parts.join(' · ');
  };
  return (
    <Stack gap={4}>
      {windows.slice(0, first).map((window, index) => (
        <Group key={index} justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm">
            {wordsOf(window)} <b>{t(`${of}.${window.status}`)}</b>
          </Text>
          {onRemove !== undefined && (
            <Button
              size="compact-sm"
              mih={32}
              variant="subtle"
              color="cinnabar"
              onClick={() => onRemove(index)}
            >
              {t('common:action.delete')}
            </Button>
          )}
        </Group>
      ))}
      {windows.length > first && (
        <Text size="sm" c="dimmed">
          {t('days.more', { count: windows.length - first })}
        </Text>
      )}
    </Stack>
  );
}
