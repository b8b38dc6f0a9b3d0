import { ActionIcon, Button, Checkbox, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type DutyCard, type DutyState } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, useChange } from '../../api';
import { ProblemAlert, tell } from '../../ui';

type Step = 'accept' | 'decline' | 'excuse' | 'withdraw' | 'offer';

const STEPS: Readonly<Partial<Record<DutyState, readonly Step[]>>> = {
  offered: ['accept', 'decline', 'withdraw'],
  accepted: ['decline', 'excuse', 'withdraw'],
  'no-show': ['excuse'],
  declined: ['offer'],
  expired: ['offer'],
  withdrawn: ['offer'],
  excused: ['offer'],
};

const TOUCHES = ['/duty-cards', '/duties', '/open-places', '/stand-in-searches', '/activities'];

/** What a coordinator can do with somebody's place; what asks for a reason, or cannot be undone, is asked first. */
export function DutyMenu({ card }: { readonly card: DutyCard }) {
  const { t } = useTranslation(['desk', 'common']);
  const [step, setStep] = useState<Step | null>(null);
  const [reason, setReason] = useState('');
  const [replace, setReplace] = useState(true);
  const name = card.name ?? card.volunteerId;
  const bodyOf = (one: Step) => {
    if (one === 'withdraw') return { reason: reason.trim(), replace };
    return one === 'decline' || one === 'excuse' ? { reason: reason.trim() } : {};
  };
  const change = useChange(
    (one: Step) =>
      call(`/duties/${card.id}/${one}`, {
        method: 'POST',
        body: bodyOf(one),
        ...(one === 'withdraw' || one === 'offer' ? { version: card.version } : {}),
      }),
    TOUCHES,
    (_, one) => {
      tell(t(`step.done.${one}`, { name }));
      setStep(null);
    },
  );
  const steps = STEPS[card.state] ?? [];
  if (steps.length === 0) return null;
  const stale = change.error instanceof ApiProblem && change.error.status === 412;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            size={40}
            aria-label={t('step.menu', { name })}
            className="heli-no-print"
          >
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {steps.map((one) => (
            <Menu.Item
              key={one}
              color={one === 'withdraw' ? 'cinnabar' : undefined}
              onClick={() => {
                change.reset();
                setReason('');
                setStep(one);
              }}
            >
              {t(`step.name.${one}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={step !== null}
        onClose={() => setStep(null)}
        title={step === null ? '' : t(`step.name.${step}`)}
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {step !== null && (
          <Stack>
            <Text size="sm">{t(`step.text.${step}`, { name, title: card.title })}</Text>
            {(step === 'decline' || step === 'excuse' || step === 'withdraw') && (
              <TextInput
                label={step === 'withdraw' ? t('step.reason') : t('step.reasonFree')}
                description={t('step.reasonHint')}
                value={reason}
                onChange={({ currentTarget }) => setReason(currentTarget.value)}
                required={step === 'withdraw'}
                maxLength={400}
                data-autofocus
              />
            )}
            {step === 'withdraw' && (
              <Checkbox
                label={t('step.replace')}
                checked={replace}
                onChange={({ currentTarget }) => setReplace(currentTarget.checked)}
              />
            )}
            {change.error !== null && <ProblemAlert error={change.error} />}
            {stale && <Text size="sm">{t('step.stale')}</Text>}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setStep(null)}>
                {t('common:action.cancel')}
              </Button>
              <Button
                loading={change.isPending}
                disabled={step === 'withdraw' && reason.trim() === ''}
                color={step === 'withdraw' ? 'cinnabar' : 'jade'}
                onClick={() => change.mutate(step)}
              >
                {t(`step.name.${step}`)}
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}
