import { Button, Collapse, Group } from '@mantine/core';
import { type ReactNode } from 'react';

/** What few want to see, behind a button. */
export function Fold({
  id,
  icon,
  label,
  opened,
  onToggle,
  children,
}: {
  readonly id: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly opened: boolean;
  readonly onToggle: () => void;
  readonly children: ReactNode;
}) {
  return (
    <>
      <Group>
        <Button
          variant="subtle"
          leftSection={icon}
          aria-expanded={opened}
          aria-controls={id}
          onClick={onToggle}
        >
          {label}
        </Button>
      </Group>
      <Collapse expanded={opened} id={id}>
        {children}
      </Collapse>
    </>
  );
}
