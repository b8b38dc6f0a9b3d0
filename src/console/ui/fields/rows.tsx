import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';

interface Props {
  readonly label: string;
  readonly onClick: () => void;
}

/** The end of a row of a form that can be taken out. */
export const RemoveRow = ({ label, onClick }: Props) => (
  <ActionIcon variant="subtle" color="cinnabar" size="lg" aria-label={label} onClick={onClick}>
    <IconTrash size={18} />
  </ActionIcon>
);

/** The foot of rows of a form: one more. */
export const AddRow = ({ label, onClick }: Props) => (
  <Button
    variant="light"
    size="sm"
    leftSection={<IconPlus size={16} />}
    style={{ alignSelf: 'flex-start' }}
    onClick={onClick}
  >
    {label}
  </Button>
);
