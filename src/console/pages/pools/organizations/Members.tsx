import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type MemberRead } from '@heli/contracts';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, useRead } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Empty, Loaded, ProblemAlert, SmallTable, tell, useFormat } from '~/ui';
import { ChoiceField, Faults, PoolField, TextField, without } from '~/ui/fields';
import { type PanelProps } from '../panel';

const ROLES = ['admin', 'council', 'coordinator', 'partner', 'volunteer', 'auditor'] as const;
type Draft = Readonly<
  Partial<
    Record<
      'login' | 'displayName' | 'role' | 'password' | 'contact' | 'volunteerId' | 'partnerUnitId',
      string
    >
  >
>;

function Add({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['pools', 'common']);
  const [draft, setDraft] = useState<Draft>({ role: 'coordinator' });
  const change = useChange(
    () => call(path, { method: 'POST', body: draft }),
    ['/organizations'],
    () => {
      tell(t('common:state.saved'));
      onClose();
    },
  );
  const bind = (key: keyof Draft) => ({
    label: t(`member.${key}`),
    pointer: `/${key}`,
    value: draft[key],
    onChange: (value: string | undefined) => {
      const rest = without(draft, key);
      setDraft(value === undefined ? rest : { ...rest, [key]: value });
    },
  });
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(undefined);
      }}
    >
      <Stack>
        {change.error !== null && <ProblemAlert error={change.error} />}
        <Faults of={change.error}>
          <TextField {...bind('login')} required hint={t('member.loginHint')} />
          <TextField {...bind('displayName')} />
          <ChoiceField
            {...bind('role')}
            required
            choices={ROLES.map((role) => ({ value: role, label: t(`common:role.${role}`) }))}
          />
          {draft.role === 'volunteer' && <PoolField {...bind('volunteerId')} path="/volunteers" />}
          {draft.role === 'partner' && <PoolField {...bind('partnerUnitId')} path="/partner-units" />}
          <TextField {...bind('contact')} hint={t('member.contactHint')} />
          <TextField {...bind('password')} type="password" hint={t('member.passwordHint')} />
        </Faults>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={change.isPending}>
            {t('common:action.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Who has which role in an organization. */
export default function Members({ thing }: PanelProps) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat();
  const who = useWho();
  const path = `/organizations/${encodeURIComponent(thing.id)}/members`;
  const found = useRead<{ items: MemberRead[] }>(path);
  const [opened, setOpened] = useState(false);
  const may = who.is('admin');
  const remove = async (id: string) => {
    await call(`${path}/${id}`, { method: 'DELETE' });
    tell(t('common:state.done'));
    await found.refetch();
  };
  return (
    <Stack>
      {may && (
        <Button
          leftSection={<IconUserPlus size={18} />}
          onClick={() => setOpened(true)}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('member.add')}
        </Button>
      )}
      <Loaded of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('member.none')} />
          ) : (
            <SmallTable
              label={t('tab.members')}
              head={[t('member.displayName'), t('member.login'), t('member.role'), t('member.since'), '']}
              rows={items.map((one) => [
                one.displayName,
                one.login,
                t(`common:role.${one.role}`),
                format.localDate(one.createdAt),
                may ? (
                  <Confirm
                    label={t('member.remove')}
                    title={t('member.removeTitle')}
                    variant="subtle"
                    color="cinnabar"
                    size="sm"
                    onConfirm={() => remove(one.id)}
                  >
                    <Text size="sm">
                      {t('member.removeText', { name: one.displayName, role: t(`common:role.${one.role}`) })}
                    </Text>
                  </Confirm>
                ) : (
                  ''
                ),
              ])}
            />
          )
        }
      </Loaded>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('member.add')}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {opened && <Add path={path} onClose={() => setOpened(false)} />}
      </Modal>
    </Stack>
  );
}
