import { ActionIcon, Button, Group, Menu, Select, Stack } from '@mantine/core';
import {
  IconDotsVertical,
  IconFileSpreadsheet,
  IconPlus,
  IconPrinter,
  IconTableExport,
  IconTableImport,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ApiProblem, download, usePages } from '~/api';
import { useWho } from '~/app/who';
import {
  DataTable,
  Empty,
  Loading,
  NoPermission,
  NotFound,
  Page,
  ProblemAlert,
  tellProblem,
  useFormat,
} from '~/ui';
import { tableColumns } from './columns';
import { useCommunities, useNamesOfAll } from './data';
import { Filters, useAsked } from './filters';
import { isKind, KIND_KEYS, KINDS, type KindKey, type KindSpec } from './kinds';
import { useMay } from './may';
import { type Thing } from './thing';

function More({
  spec,
  query,
  communityId,
}: {
  readonly spec: KindSpec;
  readonly query: string;
  readonly communityId: string | null;
}) {
  const { t, i18n } = useTranslation(['pools', 'common']);
  const may = useMay(spec);
  const take = (format: 'csv' | 'xlsx') =>
    void download(`/exports/${spec.key}.${format}`, `${spec.key}.${format}`, {
      communityId,
      lang: i18n.language,
    }).catch(tellProblem);
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('more')}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {spec.tables && may.import && (
          <Menu.Item
            component={Link}
            to={`/pools/${spec.key}/import`}
            leftSection={<IconTableImport size={16} />}
          >
            {t('import.open')}
          </Menu.Item>
        )}
        {spec.tables && (
          <>
            <Menu.Item leftSection={<IconFileSpreadsheet size={16} />} onClick={() => take('xlsx')}>
              {t('export.xlsx')}
            </Menu.Item>
            <Menu.Item leftSection={<IconTableExport size={16} />} onClick={() => take('csv')}>
              {t('export.csv')}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          component={Link}
          to={`/pools/${spec.key}/print?${query}`}
          leftSection={<IconPrinter size={16} />}
        >
          {t('print.open')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** From one kind to the next without the way over the overview. */
function KindSelect({ kind }: { readonly kind: KindKey }) {
  const { t } = useTranslation('pools');
  const navigate = useNavigate();
  return (
    <Select
      aria-label={t('kind.choose')}
      data={KIND_KEYS.map((key) => ({ value: key, label: t(`kind.${key}`) }))}
      value={kind}
      onChange={(key) => key !== null && void navigate(`/pools/${key}`)}
      allowDeselect={false}
      w={{ base: 118, sm: 150 }}
    />
  );
}

function List({ spec }: { readonly spec: KindSpec }) {
  const { t } = useTranslation(['pools', 'common']);
  const navigate = useNavigate();
  const asked = useAsked(spec);
  const may = useMay(spec);
  const format = useFormat();
  const { nameOf } = useCommunities();
  const skill = useNamesOfAll(spec.key === 'volunteers' ? '/skills' : null);
  const found = usePages<Thing>(`/${spec.key}`, { ...asked.asked, sort: asked.sort });
  const columns = useMemo(
    () => tableColumns(spec.key, { t, format, community: nameOf, skill }),
    [spec.key, t, format, nameOf, skill],
  );
  const path = `/pools/${spec.key}`;
  return (
    <Page
      title={t(`kind.${spec.key}`)}
      lead={t(`lead.${spec.key}`)}
      actions={
        <Group gap="xs">
          <KindSelect kind={spec.key} />
          {may.make && (
            <Button component={Link} to={`${path}/new`} leftSection={<IconPlus size={18} />}>
              {t(`new.${spec.key}`)}
            </Button>
          )}
          <More
            spec={spec}
            query={asked.text}
            communityId={(asked.asked.communityId as string | null) ?? null}
          />
        </Group>
      }
    >
      <Stack gap="sm">
        <Filters spec={spec} asked={asked} />
        {found.error !== null && found.rows.length === 0 ? (
          found.error instanceof ApiProblem && found.error.status === 403 ? (
            <NoPermission />
          ) : (
            <ProblemAlert error={found.error} retry={() => void found.refetch()} />
          )
        ) : found.data === undefined ? (
          <Loading rows={10} />
        ) : found.rows.length === 0 ? (
          <Empty
            title={asked.narrowed ? t('common:state.noMatch') : t('empty.title')}
            action={
              asked.narrowed ? undefined : (
                <Group mt="sm" justify="center">
                  {may.make && (
                    <Button component={Link} to={`${path}/new`}>
                      {t(`new.${spec.key}`)}
                    </Button>
                  )}
                  {spec.tables && may.import && (
                    <Button component={Link} to={`${path}/import`} variant="light">
                      {t('import.open')}
                    </Button>
                  )}
                </Group>
              )
            }
          >
            {asked.narrowed ? t('empty.narrowed') : t('empty.text')}
          </Empty>
        ) : (
          <DataTable
            label={t(`kind.${spec.key}`)}
            columns={columns}
            rows={found.rows}
            rowId={({ id }) => id}
            sort={asked.sort}
            onSort={(sort) => asked.set('sort', sort)}
            onOpen={({ id }) => void navigate(`${path}/${encodeURIComponent(id)}`)}
            total={found.total}
            hasMore={found.hasNextPage}
            loadingMore={found.isFetchingNextPage}
            onMore={() => void found.fetchNextPage()}
            height={620}
          />
        )}
      </Stack>
    </Page>
  );
}

/** `/pools/:kind`: a list of any length, searched and narrowed by the service. */
export default function ListPage() {
  const { kind } = useParams();
  const who = useWho();
  if (!isKind(kind)) return <NotFound />;
  if (!who.is('admin', 'council', 'coordinator', 'auditor')) return <NoPermission />;
  return <List key={kind} spec={KINDS[kind]} />;
}
