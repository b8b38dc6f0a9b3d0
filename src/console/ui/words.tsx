import { ActionIcon, Badge, Popover, Text } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_COLORS } from '../app/theme';

export type Kind = keyof typeof KIND_COLORS;

export function KindBadge({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation('common');
  return (
    <Badge variant="light" color={KIND_COLORS[kind]} tt="none" fw={600}>
      {t(`kind.${kind}`)}
    </Badge>
  );
}

/** A word that needs one: a small question mark which explains it. */
export function Hint({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  const { t } = useTranslation('common');
  return (
    <Popover width={300} position="bottom" withArrow shadow="md" withinPortal>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={label ?? t('help')}
          component="span"
          role="button"
          tabIndex={0}
        >
          <IconHelpCircle size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" component="div">
          {children}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}
