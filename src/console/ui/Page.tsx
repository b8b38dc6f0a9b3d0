import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { WithinPage } from './states';

interface Props {
  readonly title: string;
  /** One sentence on what is done here. */
  readonly lead?: ReactNode;
  /** Buttons of the page as a whole. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Every page: its title (also that of the window), what can be done, and the content. */
export function Page({ title, lead, actions, children }: Props) {
  const { t } = useTranslation('common');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Box flex="1 1 240px">
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead !== undefined && (
            <Text c="dimmed" mt={2} component="div">
              {lead}
            </Text>
          )}
        </Box>
        {actions !== undefined && (
          <Group gap="xs" className="heli-no-print">
            {actions}
          </Group>
        )}
      </Group>
      <WithinPage value={true}>{children}</WithinPage>
    </Stack>
  );
}
