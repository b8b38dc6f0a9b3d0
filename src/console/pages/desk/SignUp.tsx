import { Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { type SignedUp, type VolunteerRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, call, type Page, useChange, useRead } from '../../api';
import { ProblemAlert, tell } from '../../ui';

const SOFT = new Set(['too-late', 'beyond-target', 'avoid-window', 'dislikes']);
const FOUND = 20;

interface Props {
  readonly activityId: string;
  readonly roleId: string;
  readonly role: string;
}

/** Puts somebody into a role. A refusal names every reason; wishes can be set aside, and it is written down why. */
export function SignUp({ activityId, roleId, role }: Props) {
  const { t } = useTranslation(['desk', 'common']);
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 250);
  const [volunteerId, setVolunteerId] = useState<string | null>(null);
  const [because, setBecause] = useState('');
  const found = useRead<Page<VolunteerRead>>(
    opened && q !== '' ? '/volunteers' : null,
    { q, limit: FOUND },
    { keep: true },
  );
  const change = useChange(
    (reasons: readonly string[]) =>
      call<SignedUp>(
        `/activities/${encodeURIComponent(activityId)}/roles/${encodeURIComponent(roleId)}/sign-up`,
        {
          method: 'POST',
          body: {
            volunteerId,
            ...(reasons.length === 0 ? {} : { setAside: { reasons, because: because.trim() } }),
          },
        },
      ),
    ['/duty-cards', '/duties', '/open-places', '/wait-list', '/activities'],
    ({ outcome, waiting }) => {
      tell(
        outcome === 'taken' ? t('signUp.done') : t('signUp.waiting', { position: waiting?.position ?? 1 }),
      );
      close();
    },
  );
  const refusal =
    change.error instanceof ApiProblem && change.error.code === 'PLACE_REFUSED' ? change.error : null;
  const codes = (refusal?.errors ?? []).map(({ code }) => code);
  const soft = codes.length > 0 && codes.every((code) => SOFT.has(code)) ? codes : [];
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          change.reset();
          setText('');
          setVolunteerId(null);
          setBecause('');
          open();
        }}
      >
        {t('signUp.button')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('signUp.title', { role })}
        centered
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        <Stack>
          <Select
            label={t('signUp.who')}
            placeholder={t('signUp.search')}
            searchable
            searchValue={text}
            onSearchChange={setText}
            value={volunteerId}
            onChange={(value) => {
              change.reset();
              setVolunteerId(value);
            }}
            data={(found.data?.items ?? []).map(({ id, name }) => ({
              value: id,
              label: `${name ?? id} · ${id}`,
            }))}
            filter={({ options }) => options}
            nothingFoundMessage={q === '' ? t('signUp.type') : t('common:state.noMatch')}
            data-autofocus
          />
          {change.error !== null && <ProblemAlert error={change.error} />}
          {soft.length > 0 && (
            <>
              <Text size="sm">{t('signUp.soft')}</Text>
              <TextInput
                label={t('signUp.because')}
                value={because}
                onChange={({ currentTarget }) => setBecause(currentTarget.value)}
                required
                maxLength={400}
              />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button
              disabled={volunteerId === null || (soft.length > 0 && because.trim() === '')}
              loading={change.isPending}
              onClick={() => change.mutate(soft)}
            >
              {soft.length > 0 ? t('signUp.anyway') : t('signUp.button')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
