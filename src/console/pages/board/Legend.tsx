import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Legend.module.css';

/** What the marks mean. */
export function Legend({ movable }: { readonly movable: boolean }) {
  const { t } = useTranslation('board');
  return (
    <Group gap="md" className="heli-no-print">
      {(['lacking', 'dropped', 'rest', 'worked', 'feast'] as const).map((mark) => (
        <Group key={mark} gap={6} wrap="nowrap">
          <span className={`${classes.mark} ${classes[mark]}`} aria-hidden />
          <Text size="xs" c="dimmed">
            {t(`legend.${mark}`)}
          </Text>
        </Group>
      ))}
      {movable && (
        <Text size="xs" c="dimmed">
          {t('legend.drag')}
        </Text>
      )}
    </Group>
  );
}
