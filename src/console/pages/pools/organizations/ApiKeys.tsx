import { Alert, Badge, Button, Code, CopyButton, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ApiKeyRead } from '@heli/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, useChange, useRead } from '~/api';
import { useWho } from '~/app/who';
import { Confirm, Empty, Loaded, ProblemAlert, SmallTable, tell, useFormat } from '~/ui';
import { ChoiceField, Faults, NumberField, TextField } from '~/ui/fields';
import { type PanelProps } from '../panel';

const ROLES = ['admin', 'council', 'coordinator', 'auditor'] as const;

/** Keys of machines that act for an organization; a key is shown once. */
export default function ApiKeys({ thing }: PanelProps) {
  const { t } = useTranslation(['pools', 'common']);
  const format = useFormat();
  const who = useWho();
  const path = `/organizations/${encodeURIComponent(thing.id)}/api-keys`;
  const found = useRead<{ items: ApiKeyRead[] }>(path);
  const [name, setName] = useState<string>();
  const [role, setRole] = useState<string | undefined>('auditor');
  const [days, setDays] = useState<number | undefined>(90);
  const make = useChange(
    () => call<ApiKeyRead & { readonly key: string }>(path, { method: 'POST', body: { name, role, days } }),
    ['/organizations'],
    () => setName(undefined),
  );
  const revoke = async (id: string) => {
    await call(`${path}/${id}`, { method: 'DELETE' });
    tell(t('common:state.done'));
    await found.refetch();
  };
  const now = new Date().toISOString();
  return (
    <Stack>
      {who.is('admin') && (
        <Paper withBorder p="md">
          <form
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              make.mutate(undefined);
            }}
          >
            <Stack>
              {make.error !== null && <ProblemAlert error={make.error} />}
              <Faults of={make.error}>
                <SimpleGrid cols={{ base: 1, sm: 3 }}>
                  <TextField
                    label={t('apiKey.name')}
                    pointer="/name"
                    value={name}
                    onChange={setName}
                    required
                  />
                  <ChoiceField
                    label={t('apiKey.role')}
                    pointer="/role"
                    value={role}
                    onChange={setRole}
                    choices={ROLES.map((one) => ({ value: one, label: t(`common:role.${one}`) }))}
                  />
                  <NumberField label={t('apiKey.days')} pointer="/days" value={days} onChange={setDays} />
                </SimpleGrid>
              </Faults>
              <Button type="submit" loading={make.isPending} style={{ alignSelf: 'flex-start' }}>
                {t('apiKey.make')}
              </Button>
              {make.data !== undefined && (
                <Alert color="jade" title={t('apiKey.once')} role="status">
                  <Group gap="xs">
                    <Code style={{ overflowWrap: 'anywhere' }}>{make.data.key}</Code>
                    <CopyButton value={make.data.key}>
                      {({ copied, copy }) => (
                        <Button size="compact-sm" variant="light" onClick={copy}>
                          {t(copied ? 'common:action.copied' : 'common:action.copy')}
                        </Button>
                      )}
                    </CopyButton>
                  </Group>
                </Alert>
              )}
            </Stack>
          </form>
        </Paper>
      )}
      <Loaded of={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('apiKey.none')} />
          ) : (
            <SmallTable
              label={t('tab.keys')}
              head={[t('apiKey.name'), t('apiKey.role'), t('apiKey.until'), t('apiKey.used'), '']}
              rows={items.map((one) => [
                <div key="name">
                  {one.name}{' '}
                  <Text span size="xs" c="dimmed">
                    {one.prefix}…
                  </Text>
                </div>,
                t(`common:role.${one.role}`),
                format.localDate(one.expiresAt),
                one.lastUsedAt === null ? t('apiKey.never') : format.dateTime(one.lastUsedAt),
                one.revokedAt !== null || one.expiresAt < now ? (
                  <Badge key="over" variant="light" color="gray" c="dark" tt="none">
                    {t(one.revokedAt !== null ? 'apiKey.revoked' : 'apiKey.over')}
                  </Badge>
                ) : who.is('admin') ? (
                  <Confirm
                    key="revoke"
                    label={t('apiKey.revoke')}
                    title={t('apiKey.revokeTitle')}
                    variant="subtle"
                    color="cinnabar"
                    size="sm"
                    onConfirm={() => revoke(one.id)}
                  >
                    <Text size="sm">{t('apiKey.revokeText', { name: one.name })}</Text>
                  </Confirm>
                ) : (
                  ''
                ),
              ])}
            />
          )
        }
      </Loaded>
    </Stack>
  );
}
