import { asError } from '~/api';
import { Button, type ButtonProps, Group, Modal, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from './states';

interface Props extends ButtonProps {
  /** Text of the button that asks. */
  readonly label: ReactNode;
  readonly title: string;
  /** What will happen; may hold fields. */
  readonly children?: ReactNode;
  readonly confirmLabel?: string;
  readonly onConfirm: () => Promise<unknown>;
}

/** A button whose work is done after a second thought; a refusal is shown where it was asked. */
export function Confirm({ label, title, children, confirmLabel, onConfirm, ...button }: Props) {
  const { t } = useTranslation('common');
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const go = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      close();
    } catch (thrown) {
      setError(asError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button {...button} onClick={open}>
        {label}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={title}
        centered
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        <Stack>
          {children}
          {error !== null && <ProblemAlert error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button loading={busy} color={button.color} onClick={() => void go()} data-autofocus>
              {confirmLabel ?? t('action.confirm')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
