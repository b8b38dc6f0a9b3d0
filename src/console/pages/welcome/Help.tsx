import {
  Accordion,
  Anchor,
  Box,
  Kbd,
  List,
  Paper,
  SimpleGrid,
  Stack,
  Table,
  Tabs,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useSeason } from '~/app/seasons';
import { type Role, useWho } from '~/app/who';
import { Page, TERMS } from '~/ui';

const ROLES: readonly Role[] = ['council', 'coordinator', 'partner', 'volunteer', 'auditor', 'admin'];

/** Steps of each role's work, and the page where each is done; `:season` stands for the season at hand. */
const STEPS: Readonly<Record<Role, readonly { readonly key: string; readonly to: string }[]>> = {
  council: [
    { key: 'plan', to: '/seasons/:season/board' },
    { key: 'run', to: '/seasons/:season/runs' },
    { key: 'open', to: '/seasons/:season/open' },
    { key: 'publish', to: '/seasons/:season/runs' },
    { key: 'watch', to: '/seasons/:season/dashboard' },
  ],
  coordinator: [
    { key: 'pools', to: '/pools/volunteers' },
    { key: 'answers', to: '/desk' },
    { key: 'standIn', to: '/desk' },
    { key: 'checkIn', to: '/desk' },
    { key: 'hours', to: '/desk' },
  ],
  partner: [
    { key: 'venues', to: '/partner' },
    { key: 'requests', to: '/partner' },
    { key: 'gifts', to: '/partner' },
  ],
  volunteer: [
    { key: 'time', to: '/my/availability' },
    { key: 'answer', to: '/my/duties' },
    { key: 'handOver', to: '/my/duties' },
    { key: 'calendar', to: '/my/duties' },
    { key: 'hours', to: '/my/hours' },
  ],
  auditor: [
    { key: 'figures', to: '/seasons/:season/dashboard' },
    { key: 'check', to: '/seasons/:season/dashboard?tab=audit' },
    { key: 'trail', to: '/audit' },
  ],
  admin: [
    { key: 'first', to: '/welcome' },
    { key: 'members', to: '/pools/organizations' },
    { key: 'trail', to: '/audit' },
  ],
};

const TABS = ['roles', 'words', 'keys'] as const;

function RolesHelp() {
  const { t } = useTranslation(['help', 'common']);
  const who = useWho();
  const { season } = useSeason();
  const mine = ROLES.filter((role) => who.roles.has(role));
  const [opened, setOpened] = useState<string[]>(mine.length > 0 ? [...mine] : ['council']);
  const pathOf = (to: string): string | null =>
    to.includes(':season')
      ? season === null
        ? null
        : to.replace(':season', encodeURIComponent(season.id))
      : to;
  return (
    <Accordion multiple variant="separated" value={opened} onChange={setOpened} order={2}>
      {[...mine, ...ROLES.filter((role) => !mine.includes(role))].map((role) => (
        <Accordion.Item key={role} value={role}>
          <Accordion.Control>
            <Text fw={650}>{t(`common:role.${role}`)}</Text>
            <Text size="sm" c="dimmed">
              {t(`role.${role}.lead`)}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>
            <List type="ordered" spacing="xs">
              {STEPS[role].map(({ key, to }) => {
                const path = pathOf(to);
                const may = who.everything || who.roles.has(role);
                return (
                  <List.Item key={key}>
                    {t(`role.${role}.${key}`)}{' '}
                    {may && path !== null && (
                      <Anchor component={Link} to={path} size="sm">
                        {t('goThere')}
                      </Anchor>
                    )}
                  </List.Item>
                );
              })}
            </List>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

function Words() {
  const { t } = useTranslation(['help', 'glossary']);
  const [search, setSearch] = useState('');
  const asked = search.trim().toLowerCase();
  const words = TERMS.map((term) => ({
    term,
    name: t(`glossary:${term}.name`),
    text: t(`glossary:${term}.text`),
  }));
  const found = words.filter(
    ({ name, text }) => asked === '' || `${name} ${text}`.toLowerCase().includes(asked),
  );
  return (
    <Stack gap="md">
      <TextInput
        aria-label={t('searchWords')}
        placeholder={t('searchWords')}
        leftSection={<IconSearch size={18} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={420}
      />
      <Text size="sm" c="dimmed" role="status">
        {t('words', { count: found.length })}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm" component="dl" m={0}>
        {found.map(({ term, name, text }) => (
          <Paper withBorder p="md" key={term} id={term} component="div">
            <Text component="dt" fw={650}>
              {name}
            </Text>
            <Box component="dd" m={0} mt={4}>
              <Text size="sm">{text}</Text>
            </Box>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  );
}

const KEYS: readonly { readonly key: string; readonly keys: readonly string[] }[] = [
  { key: 'next', keys: ['Tab'] },
  { key: 'press', keys: ['Enter', 'Space'] },
  { key: 'rows', keys: ['↑', '↓'] },
  { key: 'tabs', keys: ['←', '→'] },
  { key: 'close', keys: ['Esc'] },
];

function Keys() {
  const { t } = useTranslation('help');
  return (
    <Stack gap="sm">
      <Text>{t('keys.lead')}</Text>
      <Table maw={560} verticalSpacing="sm" aria-label={t('tab.keys')}>
        <Table.Tbody>
          {KEYS.map(({ key, keys }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {t(`keys.${key}`)}
              </Table.Th>
              <Table.Td>
                {keys.map((one) => (
                  <Kbd key={one} mr={6}>
                    {one}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}

/** How each role works with Heli, and what its words mean. */
export default function Help() {
  const { t } = useTranslation(['help', 'glossary', 'common']);
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tab');
  const tab = TABS.find((one) => one === asked) ?? 'roles';
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Paper withBorder p="md">
        <Title order={2} size="h4" mb="xs">
          {t('story.title')}
        </Title>
        <List type="ordered" spacing={4}>
          {['gather', 'allocate', 'decide', 'serve', 'account'].map((key) => (
            <List.Item key={key}>{t(`story.${key}`)}</List.Item>
          ))}
        </List>
      </Paper>
      <Tabs
        value={tab}
        onChange={(value) => setSearch(value === null ? {} : { tab: value }, { replace: true })}
        keepMounted={false}
      >
        <Tabs.List mb="md" className="heli-tabs">
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} mih={42}>
              {t(`tab.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="roles">
          <RolesHelp />
        </Tabs.Panel>
        <Tabs.Panel value="words">
          <Words />
        </Tabs.Panel>
        <Tabs.Panel value="keys">
          <Keys />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
