import {
  Anchor,
  Badge,
  Button,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { type DataQualityReport } from '@heli/contracts';
import {
  IconAlertTriangle,
  IconBuilding,
  IconBuildingCommunity,
  IconCertificate,
  IconCircleCheck,
  IconDoor,
  IconGift,
  IconHeartHandshake,
  IconInfoCircle,
  IconMapPin,
  IconPackage,
  IconReceipt,
  IconTableImport,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Page as ApiPage, useRead } from '~/api';
import { useWho } from '~/app/who';
import { Loaded, NoPermission, Page, useFormat } from '~/ui';
import { useNames } from '~/ui/fields';
import { useCommunities } from './data';
import { isKind, KIND_KEYS, KINDS, type KindKey } from './kinds';
import { useMay } from './may';

const ICONS: Readonly<Record<KindKey, typeof IconUsers>> = {
  volunteers: IconUsers,
  groups: IconUsersGroup,
  'partner-units': IconBuilding,
  venues: IconDoor,
  donations: IconGift,
  equipment: IconPackage,
  skills: IconCertificate,
  communities: IconMapPin,
  organizations: IconBuildingCommunity,
};

function Card({ kind }: { readonly kind: KindKey }) {
  const { t } = useTranslation('pools');
  const format = useFormat();
  const spec = KINDS[kind];
  const may = useMay(spec);
  const found = useRead<ApiPage<unknown>>(`/${kind}`, { limit: 1, count: true });
  const Icon = ICONS[kind];
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Anchor component={Link} to={`/pools/${kind}`} underline="never" c="dark" flex={1}>
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon size={42} radius="md" variant="light" aria-hidden>
              <Icon size={24} stroke={1.7} />
            </ThemeIcon>
            <div>
              <Text size="sm" c="dimmed">
                {t(`kind.${kind}`)}
              </Text>
              {found.data === undefined ? (
                found.error === null ? (
                  <Skeleton height={24} width={60} mt={4} />
                ) : (
                  <Text fw={700} size="xl">
                    —
                  </Text>
                )
              ) : (
                <Text fw={700} size="xl" lh={1.2}>
                  {format.number(found.data.total ?? 0)}
                </Text>
              )}
            </div>
          </Group>
        </Anchor>
        {spec.tables && may.import && (
          <Button
            component={Link}
            to={`/pools/${kind}/import`}
            variant="subtle"
            size="compact-sm"
            leftSection={<IconTableImport size={16} />}
            aria-label={t('import.title', { kind: t(`kind.${kind}`) })}
            mih={40}
          >
            {t('import.short')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

const SEVERITIES = {
  error: { color: 'cinnabar', Icon: IconAlertTriangle },
  warning: { color: 'amber', Icon: IconAlertTriangle },
  hint: { color: 'gray', Icon: IconInfoCircle },
} as const;
const SHOWN = 6;

/** The first of those that a finding is about, by name. */
function Concerned({
  kind,
  ids,
  more,
}: {
  readonly kind: string;
  readonly ids: readonly string[];
  readonly more: boolean;
}) {
  const pool = isKind(kind);
  const names = useNames(`/${kind}`, pool ? ids : []);
  return (
    <Group gap={8}>
      {ids.map((id) =>
        pool ? (
          <Anchor key={id} component={Link} to={`/pools/${kind}/${encodeURIComponent(id)}`} size="sm">
            {names.get(id)}
          </Anchor>
        ) : (
          <Text key={id} size="sm" c="dimmed">
            {id}
          </Text>
        ),
      )}
      {more && (
        <Text size="sm" c="dimmed">
          …
        </Text>
      )}
    </Group>
  );
}

function Quality() {
  const { t } = useTranslation('pools');
  const { all } = useCommunities();
  const [chosen, setChosen] = useState<string | null>(null);
  const communityId = chosen ?? all[0]?.id ?? null;
  const found = useRead<DataQualityReport>(
    communityId === null ? null : `/communities/${encodeURIComponent(communityId)}/data-quality`,
    {},
    { keep: true },
  );
  if (all.length === 0) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('quality.title')}>
      <Group justify="space-between" mb="sm">
        <div>
          <Title order={2} size="h4">
            {t('quality.title')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('quality.lead')}
          </Text>
        </div>
        <Select
          aria-label={t('filter.communityId')}
          data={all.map(({ id, name }) => ({ value: id, label: name }))}
          value={communityId}
          onChange={setChosen}
          allowDeselect={false}
          searchable={all.length > 8}
          w={200}
        />
      </Group>
      <Loaded of={found}>
        {({ findings }) =>
          findings.length === 0 ? (
            <Group gap="xs">
              <IconCircleCheck size={20} color="var(--mantine-color-jade-7)" aria-hidden />
              <Text size="sm">{t('quality.fine')}</Text>
            </Group>
          ) : (
            <Stack gap="sm">
              {findings.map(({ code, severity, kind, count, ids, message }) => {
                const { color, Icon } = SEVERITIES[severity];
                return (
                  <Group key={code} gap="sm" wrap="nowrap" align="flex-start">
                    <ThemeIcon variant="light" color={color} size={30} radius="xl" aria-hidden>
                      <Icon size={17} />
                    </ThemeIcon>
                    <div style={{ minWidth: 0 }}>
                      <Group gap="xs">
                        <Badge variant="light" color={color} tt="none">
                          {t(`quality.${severity}`)}
                        </Badge>
                        <Text size="sm" fw={600}>
                          {t('quality.count', { count })}
                        </Text>
                      </Group>
                      <Text size="sm">{message}</Text>
                      <Concerned kind={kind} ids={ids.slice(0, SHOWN)} more={count > SHOWN} />
                    </div>
                  </Group>
                );
              })}
            </Stack>
          )
        }
      </Loaded>
    </Paper>
  );
}

function Waiting() {
  const { t } = useTranslation('pools');
  const found = useRead<ApiPage<unknown>>('/expenses', { state: 'requested', limit: 1, count: true });
  const count = found.data?.total ?? 0;
  return (
    <Button
      component={Link}
      to="/pools/expenses"
      variant={count > 0 ? 'light' : 'default'}
      color={count > 0 ? 'cinnabar' : 'gray'}
      leftSection={<IconReceipt size={18} />}
    >
      {count > 0 ? t('expenses.waiting', { count }) : t('expenses.title')}
    </Button>
  );
}

/** `/pools`: what there is, and what is worth a look. */
export default function Overview() {
  const { t } = useTranslation('pools');
  const who = useWho();
  if (!who.is('admin', 'council', 'coordinator', 'auditor')) return <NoPermission />;
  return (
    <Page title={t('title')} lead={t('lead.all')} actions={<Waiting />}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm">
        {KIND_KEYS.map((kind) => (
          <Card key={kind} kind={kind} />
        ))}
      </SimpleGrid>
      <Group gap={8} c="dimmed" wrap="nowrap" align="flex-start">
        <IconHeartHandshake size={18} aria-hidden />
        <Text size="sm">{t('tablesHint')}</Text>
      </Group>
      <Quality />
    </Page>
  );
}
